"""Addresses in pages: our own by rule, others' only when a browser may follow them."""


def programme_address(programme_id: str, number: int) -> str:
    """Give the path of a programme version's page; badges carry it as the achievement's id."""
    return f"/programmes/{programme_id}/versions/{number}"


def safe_link(url: str | None) -> str | None:
    """Give somebody else's address when it is a web address: a "javascript:" link is none."""
    if url and url.startswith(("https://", "http://")):
        return url
    return None
