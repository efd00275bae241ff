"""The little of CBOR that proof values need: numbers, byte strings, texts, arrays and maps.

RFC 8949. Strict: definite lengths, shortest form, no tags, no key twice, nothing after the end; so
that one value has one spelling.
"""

from typing import Any

CborValue = Any
"""int, bytes, str, list, or dict with int keys."""

_DEPTH = 4
_ITEMS = 20_000
_UNSIGNED, _BYTES, _TEXT, _ARRAY, _MAP = 0, 2, 3, 4, 5
_LENGTHS = {24: 1, 25: 2, 26: 4, 27: 8}
_INLINE = 24


class MalformedCbor(ValueError):
    """Say why bytes are not the CBOR that is read here."""


def decode_cbor(data: bytes) -> CborValue:
    """Decode one value that takes all of the bytes; raise MalformedCbor."""
    reader = _Reader(data)
    value = reader.value(0)
    if reader.position != len(data):
        raise MalformedCbor("something follows the value")
    return value


class _Reader:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self._items = 0
        self.position = 0

    def value(self, depth: int) -> CborValue:
        self._items += 1
        if depth > _DEPTH or self._items > _ITEMS:
            raise MalformedCbor("too many values, or nested too deep")
        first = self._take(1)[0]
        major, argument = first >> 5, self._argument(first & 0x1F)
        if major == _UNSIGNED:
            return argument
        if major == _BYTES:
            return self._take(argument)
        if major == _TEXT:
            return _text(self._take(argument))
        if argument > len(self._data):  # each entry takes a byte: do not even begin
            raise MalformedCbor("it ends too early")
        if major == _ARRAY:
            return [self.value(depth + 1) for _ in range(argument)]
        if major == _MAP:
            return self._map(argument, depth)
        raise MalformedCbor("a kind of value that is not read here")

    def _map(self, length: int, depth: int) -> dict[int, CborValue]:
        members: dict[int, CborValue] = {}
        for _ in range(length):
            key = self.value(depth + 1)
            if not isinstance(key, int) or key in members:
                raise MalformedCbor("a key that is no number, or stands there twice")
            members[key] = self.value(depth + 1)
        return members

    def _argument(self, short: int) -> int:
        if short < _INLINE:
            return short
        if short not in _LENGTHS:
            raise MalformedCbor("an indefinite or reserved length")
        size = _LENGTHS[short]
        argument = int.from_bytes(self._take(size), "big")
        smallest = _INLINE if size == 1 else 1 << (4 * size)
        if argument < smallest:
            raise MalformedCbor("a number that is not in its shortest form")
        return argument

    def _take(self, length: int) -> bytes:
        end = self.position + length
        if end > len(self._data):
            raise MalformedCbor("it ends too early")
        taken = self._data[self.position : end]
        self.position = end
        return taken


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise MalformedCbor("a text is not UTF-8") from error
