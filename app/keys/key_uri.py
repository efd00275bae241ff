"""Key URIs with attributes, as RFC 7512 writes them for PKCS#11: path by `;`, query by `&`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, unquote_to_bytes

_FILE = "file:"


class KeyUnusable(Exception):
    """A key cannot be used: the sentence says why and what to do, and names no secret."""


@dataclass(frozen=True, slots=True)
class KeyUri:
    """Where a key lives."""

    scheme: str
    path: str
    """What stands between scheme and query, as it is written."""
    attributes: Mapping[str, str]
    """Of the path, percent-encoded as they stand: values may be bytes."""
    query: Mapping[str, str] = field(repr=False)
    """May hold a PIN, so it never shows itself."""

    def text(self, name: str) -> str | None:
        """Give an attribute of the path as text."""
        value = self.attributes.get(name)
        return None if value is None else unquote(value)

    def octets(self, name: str) -> bytes | None:
        """Give an attribute of the path as bytes, such as `id`."""
        value = self.attributes.get(name)
        return None if value is None else unquote_to_bytes(value)

    def pin(self) -> str | None:
        """Give the PIN or password: from a file by `pin-source`, or `pin-value`."""
        source = self.query.get("pin-source")
        if source is None:
            value = self.query.get("pin-value")
            return None if value is None else unquote(value)
        return read_file(unquote(source).removeprefix(_FILE)).decode("utf-8").rstrip("\r\n")


def parse_key_uri(uri: str) -> KeyUri:
    """Take a key URI apart; raise KeyUnusable without repeating it."""
    scheme, colon, rest = uri.partition(":")
    if not colon:
        raise KeyUnusable("The key's URI has no scheme, such as pkcs12: or pkcs11:.")
    path, _, query = rest.partition("?")
    return KeyUri(scheme, path, _pairs(path, ";"), _pairs(query, "&"))


def read_file(path: str) -> bytes:
    """Read a file that a key URI names; raise KeyUnusable."""
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise KeyUnusable(
            f"The file {path} cannot be read ({type(error).__name__}). "
            "Give the service's user the right to read it, or name another in the key's URI."
        ) from None


def _pairs(text: str, separator: str) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for part in filter(None, text.split(separator)):
        name, equals, value = part.partition("=")
        if equals and name in pairs:  # RFC 7512, 2.3: each at most once
            raise KeyUnusable(f"The key's URI names “{name}” twice.")
        if equals:
            pairs[name] = value
    return pairs
