"""Why a shape is not compiled or not filled. Neither says anything bad about a document."""


class NotCompilable(Exception):
    """No exact shape can be made of the document: it always takes the full path."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
        """A short name in lower case, for counters."""


class Fallback(Exception):
    """These values can not be filled in exactly: this document takes the full path."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
        """A short name in lower case, for counters."""
