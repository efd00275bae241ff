"""A token status list as a value: decode, read, make, encode.

Token Status List (draft-ietf-oauth-status-list), section 4: several statuses of 1, 2, 4 or 8 bits
in each byte, **least significant bits first**, which is the other way round than the W3C's lists;
the text is base64url without padding of the ZLIB compression.
"""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from verifier.inflating import ZLIB, MalformedStatusList, inflate
from verifier.multibase import MalformedMultibase, base64url_decode, base64url_encode

SIZES = (1, 2, 4, 8)
"""How many bits one status may have."""


@dataclass(frozen=True, slots=True)
class TokenStatusList:
    """Hold the statuses of a token status list."""

    packed: bytes
    size: int
    """Bits of one status."""

    @classmethod
    def decode(cls, encoded: str, size: int, max_bytes: int) -> "TokenStatusList":
        """Read the text `lst`; raise MalformedStatusList, also past `max_bytes`."""
        if size not in SIZES or isinstance(size, bool):
            raise MalformedStatusList("its bits are not 1, 2, 4 or 8")
        try:
            compressed = base64url_decode(encoded)
        except MalformedMultibase as error:
            raise MalformedStatusList(f"not base64url: {error}") from error
        return cls(inflate(compressed, ZLIB, max_bytes), size)

    @classmethod
    def of(cls, values: Mapping[int, int], *, length: int, size: int) -> "TokenStatusList":
        """Make a list of `length` statuses, 0 but for those that `values` names by their index."""
        packed = bytearray(length * size // 8)
        for index, value in values.items():
            byte, place = divmod(index * size, 8)
            packed[byte] |= value << place
        return cls(bytes(packed), size)

    def encode(self) -> str:
        """Write the text `lst`; the same statuses always give the same."""
        return base64url_encode(zlib.compress(self.packed, 9))

    @property
    def length(self) -> int:
        """Tell how many statuses the list has."""
        return len(self.packed) * 8 // self.size

    def value(self, index: int) -> int:
        """Read one status; raise IndexError outside the list."""
        if not 0 <= index < self.length:
            raise IndexError(f"index {index} is outside the list of {self.length} statuses")
        byte, place = divmod(index * self.size, 8)
        return self.packed[byte] >> place & (1 << self.size) - 1
