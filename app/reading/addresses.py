"""Finds the one web address that a text is or speaks of, and the credential a page links to."""

import html
import re

_ADDRESS = re.compile(r"https?://[!-~]{1,2040}", re.IGNORECASE)
_MENTIONED = re.compile(r"https?://[^\s<>\"{}|\\^`«»“”„]{1,2040}", re.IGNORECASE)
_ENDS_A_SENTENCE = ".,;:!?\u2019')]*_"
_MESSAGE_BYTES = 4096
"""Of a message around an address; what is longer is a damaged credential or nothing of ours."""
_OF_A_CREDENTIAL = re.compile(r"[{~]|\"\s*:|\bey[A-Za-z0-9_-]{16}")
_PAGE = re.compile(
    rb"\s*(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_PAGE_TYPES = ("text/html", "application/xhtml+xml")
_HEAD_BYTES = 256 * 1024
"""Of a page, in which links to its other forms stand."""
_LINK = re.compile(rb"<link\b[^<>]{1,2000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(rb"([a-z]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
_TYPES = (
    # The media types of credentials (VCDM 2.0, appendix C; VC-JOSE-COSE, section 6) ...
    *("application/vc", "application/vc+jwt", "application/vc+sd-jwt", "application/dc+sd-jwt"),
    *("application/vp", "application/vp+jwt", "application/vc+ld+json"),
    # ... and that of Badge Objects (Open Badges 2.0, "Setting Content-Type").
    "application/ld+json",
)


def address_in(text: bytes) -> str | None:
    """Give the address when the text is one, or a message that speaks of one and no other."""
    stripped = text.strip(b" \t\r\n\0").removeprefix(b"\xef\xbb\xbf")
    if len(stripped) > _MESSAGE_BYTES:
        return None
    try:
        message = stripped.decode()
    except UnicodeDecodeError:
        return None
    found = _ADDRESS.fullmatch(message)
    return found.group() if found else _mentioned(message)


def _mentioned(message: str) -> str | None:
    """Give the only address in a message: which of two is meant would be a guess."""
    if _OF_A_CREDENTIAL.search(_MENTIONED.sub("", message)):
        return None
    found = {each.rstrip(_ENDS_A_SENTENCE) for each in _MENTIONED.findall(message)}
    if len(found) != 1:
        return None
    (address,) = found
    return address if _ADDRESS.fullmatch(address) else None


def is_page(body: bytes, media_type: str = "") -> bool:
    """Tell a web page by its content; its media type decides only where that says little."""
    start = body[:8192].removeprefix(b"\xef\xbb\xbf").lstrip()
    if _PAGE.match(start):
        return True
    return media_type in _PAGE_TYPES and start.startswith(b"<") and b"<svg" not in start


def linked_credential(page: bytes) -> str | None:
    """Give the address in the page's one `<link rel="alternate">` of a credential's type.

    It may be relative. None where there is no such link, or several that lead to different places.
    """
    by_type: dict[str, set[str]] = {}
    for tag in _LINK.finditer(page[:_HEAD_BYTES]):
        attributes = _attributes(tag.group())
        media_type = attributes.get("type", "").partition(";")[0].strip().lower()
        if "alternate" in attributes.get("rel", "").lower().split() and attributes.get("href"):
            by_type.setdefault(media_type, set()).add(attributes["href"].strip())
    for media_type in _TYPES:
        found = by_type.get(media_type, set())
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def _attributes(tag: bytes) -> dict[str, str]:
    found = {}
    for name, *values in _ATTRIBUTE.findall(tag):
        value = next(filter(None, values), b"")
        found[name.decode("ascii").lower()] = html.unescape(value.decode("utf-8", "replace"))
    return found
