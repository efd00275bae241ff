"""The two Multibase encodings in use: `z` base58btc and `u` base64url without padding.

Controlled Identifiers 1.0, section 2.4. Both decoders refuse whatever the encoder would not write,
so that one value has one spelling.
"""

import base64
import binascii
import re

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BASE58_VALUES = {character: value for value, character in enumerate(_BASE58)}
_BASE64URL = re.compile(r"[A-Za-z0-9_-]*")

BASE58_LONGEST = 1024
"""Decoding takes time that grows with the square of the length; nothing we read is longer."""


class MalformedMultibase(ValueError):
    """Say why a text is not the encoding it claims to be."""


def base58btc_encode(data: bytes) -> str:
    """Encode bytes in base58btc, without the Multibase prefix."""
    number = int.from_bytes(data, "big")
    digits: list[str] = []
    while number:
        number, digit = divmod(number, 58)
        digits.append(_BASE58[digit])
    leading_zeros = len(data) - len(data.lstrip(b"\0"))
    return "1" * leading_zeros + "".join(reversed(digits))


def base58btc_decode(text: str) -> bytes:
    """Decode base58btc without prefix; raise MalformedMultibase for anything else."""
    if len(text) > BASE58_LONGEST:
        raise MalformedMultibase(f"longer than {BASE58_LONGEST} characters")
    number = 0
    for character in text:
        if character not in _BASE58_VALUES:
            raise MalformedMultibase("a character outside the base58btc alphabet")
        number = number * 58 + _BASE58_VALUES[character]
    leading_zeros = len(text) - len(text.lstrip("1"))
    return b"\0" * leading_zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


def base64url_encode(data: bytes) -> str:
    """Encode bytes in base64url without padding (RFC 7515, section 2)."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def base64url_decode(text: str) -> bytes:
    """Decode base64url without padding; refuse padding, blanks and left-over bits."""
    if not _BASE64URL.fullmatch(text):
        raise MalformedMultibase("a character outside the base64url alphabet, or padding")
    try:
        data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except binascii.Error as error:
        raise MalformedMultibase("a length that base64url cannot have") from error
    if base64url_encode(data) != text:
        raise MalformedMultibase("left-over bits in the last character")
    return data


def multibase_encode(data: bytes) -> str:
    """Encode bytes as Multibase `z` base58btc, the form of keys and proof values."""
    return "z" + base58btc_encode(data)


def multibase_decode(text: str) -> bytes:
    """Decode a Multibase text with prefix `z` or `u`; raise MalformedMultibase for others."""
    match text[:1]:
        case "z":
            return base58btc_decode(text[1:])
        case "u":
            return base64url_decode(text[1:])
        case _:
            raise MalformedMultibase("it does not start with z (base58btc) or u (base64url)")
