"""The two Multibase encodings in use: `z` base58btc and `u` base64url without padding.

Controlled Identifiers 1.0, section 2.4. Both decoders refuse whatever the encoder would not write,
so that one value has one spelling.
"""

import base64
import binascii
import string
from functools import lru_cache

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_NO_DIGIT = 0xFF
_DIGITS = bytes(_BASE58.find(chr(byte)) % 256 for byte in range(256))
"""Of each character its value; that of all others, found at -1, is _NO_DIGIT."""
_PAIR, _FOUR, _FIVE = 58**2, 58**4, 58**5
"""How many numbers have so many digits."""
_URL_TO_STANDARD = bytes.maketrans(b"-_", b"+/")
_URL_ALPHABET = (string.ascii_letters + string.digits + "-_").encode()

BASE58_LONGEST = 1024
"""Decoding takes time that grows with the square of the length; nothing we read is longer."""


class MalformedMultibase(ValueError):
    """Say why a text is not the encoding it claims to be."""


def base58btc_encode(data: bytes) -> str:
    """Encode bytes in base58btc, without the Multibase prefix."""
    number = int.from_bytes(data, "big")
    pairs = _pairs()
    written: list[str] = []  # from the end
    while number:
        number, four = divmod(number, _FOUR)
        written += (pairs[four % _PAIR], pairs[four // _PAIR])
    leading_zeros = len(data) - len(data.lstrip(b"\0"))
    return "1" * leading_zeros + "".join(reversed(written)).lstrip("1")


def base58btc_decode(text: str) -> bytes:
    """Decode base58btc without prefix; raise MalformedMultibase for anything else."""
    if len(text) > BASE58_LONGEST:
        raise MalformedMultibase(f"longer than {BASE58_LONGEST} characters")
    digits = text.encode("utf-8", "surrogatepass").translate(_DIGITS)
    if _NO_DIGIT in digits:
        raise MalformedMultibase("a character outside the base58btc alphabet")
    number = 0
    in_fives = iter(bytes(-len(digits) % 5) + digits)
    for a, b, c, d, e in zip(*[in_fives] * 5, strict=True):
        # Five digits are a small number, which is quick.
        number = number * _FIVE + ((((a * 58 + b) * 58 + c) * 58 + d) * 58 + e)
    leading_zeros = len(text) - len(text.lstrip("1"))
    return b"\0" * leading_zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


@lru_cache(maxsize=1)
def _pairs() -> list[str]:
    return [first + second for first in _BASE58 for second in _BASE58]


def base64url_encode(data: bytes) -> str:
    """Encode bytes in base64url without padding (RFC 7515, section 2)."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def base64url_decode(text: str) -> bytes:
    """Decode base64url without padding; refuse padding, blanks and left-over bits."""
    written = text.encode("utf-8", "surrogatepass")
    if written.translate(None, _URL_ALPHABET):
        raise MalformedMultibase("a character outside the base64url alphabet, or padding")
    padding = b"=" * (-len(written) % 4)
    try:
        data = binascii.a2b_base64(written.translate(_URL_TO_STANDARD) + padding)
    except binascii.Error as error:
        raise MalformedMultibase("a length that base64url cannot have") from error
    # Whole groups of four characters have no other spelling; what is left over may have.
    rest = len(data) % 3
    if rest and base64url_encode(data[-rest:]) != text[-rest - 1 :]:
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
