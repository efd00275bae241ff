"""A bitstring status list as a value: decode, read, set, encode.

Bitstring Status List 1.0, sections 2.2 and 3.3: index 0 is the left-most bit of the first byte;
the text is `u` + base64url without padding of the GZIP of the bits.
"""

import zlib
from dataclasses import dataclass

from verifier.inflating import GZIP, MalformedStatusList, inflate
from verifier.multibase import MalformedMultibase, base64url_decode, base64url_encode

MINIMUM_ENTRIES = 131_072
"""The shortest list the specification allows: fewer entries would betray whose status is read."""

_STANDARD_ALPHABET = str.maketrans("+/", "-_")


@dataclass(frozen=True, slots=True)
class StatusList:
    """Hold the bits of a status list."""

    bits: bytes

    @classmethod
    def empty(cls, length: int = MINIMUM_ENTRIES) -> "StatusList":
        """Make a list of `length` entries, none of them set; a multiple of eight."""
        if length < MINIMUM_ENTRIES or length % 8:
            raise ValueError(f"a list has a multiple of eight and at least {MINIMUM_ENTRIES} bits")
        return cls(bytes(length // 8))

    @classmethod
    def decode(cls, encoded: str, max_bytes: int) -> "StatusList":
        """Read `u…` text; raise MalformedStatusList, also when it inflates past `max_bytes`."""
        if not encoded.startswith("u"):
            raise MalformedStatusList("it does not start with u (Multibase base64url)")
        return cls(_unpacked(encoded[1:], max_bytes))

    @classmethod
    def decode_plain(cls, encoded: str, max_bytes: int) -> "StatusList":
        """Read the text of the lists before Bitstring; raise MalformedStatusList.

        StatusList2021 and RevocationList2020 say "base-64 encoded [RFC4648]" and show base64url
        without padding. Both alphabets, with and without padding, name the same bytes.
        """
        text, padding = encoded.rstrip("="), len(encoded) - len(encoded.rstrip("="))
        if padding and (padding > 2 or len(encoded) % 4):  # noqa: PLR2004  # RFC 4648, section 4
            raise MalformedStatusList("not base64: its padding is wrong")
        if not {"+", "/"}.isdisjoint(text) and not {"-", "_"}.isdisjoint(text):
            raise MalformedStatusList("not base64: it mixes two alphabets")
        return cls(_unpacked(text.translate(_STANDARD_ALPHABET), max_bytes))

    @property
    def length(self) -> int:
        """Tell how many bits the list has."""
        return len(self.bits) * 8

    def get(self, index: int) -> bool:
        """Read one bit, counted from the left; raise IndexError outside the list."""
        if not 0 <= index < self.length:
            raise IndexError(f"index {index} is outside the list of {self.length} entries")
        return bool(self.bits[index // 8] & (0x80 >> index % 8))

    def get_from_right(self, index: int) -> bool:
        """Read one bit as those do who count from the right end of each byte; raise IndexError."""
        return self.get(index - index % 8 + 7 - index % 8)

    def value(self, index: int, size: int) -> int:
        """Read an entry of `size` bits, most significant bit first; raise IndexError outside."""
        value = 0
        for bit in range(index * size, index * size + size):
            value = value << 1 | self.get(bit)
        return value

    def with_status(self, index: int, value: bool) -> "StatusList":  # noqa: FBT001  # a bit is a bool
        """Give the list with one bit set or cleared; raise IndexError outside the list."""
        if not 0 <= index < self.length:
            raise IndexError(f"index {index} is outside the list of {self.length} entries")
        changed = bytearray(self.bits)
        mask = 0x80 >> index % 8
        changed[index // 8] = changed[index // 8] | mask if value else changed[index // 8] & ~mask
        return StatusList(bytes(changed))

    def encode(self) -> str:
        """Write the list as `u…` text; the same bits always give the same text."""
        # zlib writes a GZIP header without a time, so a re-published list keeps its ETag.
        compressor = zlib.compressobj(6, zlib.DEFLATED, GZIP)
        return "u" + base64url_encode(compressor.compress(self.bits) + compressor.flush())


def _unpacked(text: str, max_bytes: int) -> bytes:
    try:
        compressed = base64url_decode(text)
    except MalformedMultibase as error:
        raise MalformedStatusList(f"not base64url: {error}") from error
    return inflate(compressed, GZIP, max_bytes)
