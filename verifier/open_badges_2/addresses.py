"""Compares the IRIs of Badge Objects, and says which of them can be asked for.

An address of plain http is asked for, and compared, as https: the same host answers, and nobody on
the way can answer in its stead.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from contexts import JsonValue

_PRINTABLE = re.compile(r"[!-~]{1,2048}")
_DOT_SEGMENT = re.compile(r"/(?:\.|%2e){1,2}(?:/|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Address:
    """A web address, taken apart."""

    url: str
    """With https, without fragment."""
    host: str
    """Lower case, with its port where that is not the usual one."""
    path: str
    """With query."""


def address_of(iri: JsonValue) -> Address | None:
    """Read a web address; None for every other IRI, and for one that can be read in two ways."""
    if not isinstance(iri, str) or not _PRINTABLE.fullmatch(iri) or "\\" in iri:
        return None
    try:
        parts = urlsplit(iri)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("https", "http") or not parts.hostname or "@" in parts.netloc:
        return None
    if _DOT_SEGMENT.search(parts.path):  # what a prefix says of it is not what a server makes of it
        return None
    usual = 443 if parts.scheme == "https" else 80
    host = parts.hostname if port in (None, usual) else f"{parts.hostname}:{port}"
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Address(f"https://{host}{path}", host, path)


def is_same(one: JsonValue, other: JsonValue) -> bool:
    """Tell whether two IRIs name the same thing."""
    if not isinstance(one, str) or not isinstance(other, str):
        return False
    return one == other or _secure(one) == _secure(other)


def _secure(iri: str) -> str:
    return "https://" + iri.removeprefix("http://") if iri.startswith("http://") else iri
