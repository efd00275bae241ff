"""Inflates compressed status lists, and stops as soon as one grows beyond what is wanted of it."""

import zlib

GZIP = 31
"""zlib's window bits for one GZIP member (RFC 1952)."""
ZLIB = 15
"""zlib's window bits for the ZLIB format (RFC 1950)."""
_NAMES = {GZIP: "GZIP", ZLIB: "ZLIB"}


class MalformedStatusList(ValueError):
    """Say why something is not an encoded status list."""


def inflate(compressed: bytes, form: int, max_bytes: int) -> bytes:
    """Inflate data of one form (GZIP or ZLIB); raise MalformedStatusList past `max_bytes`."""
    name = _NAMES[form]
    inflater = zlib.decompressobj(form)
    try:
        # One byte more than allowed is enough to know; a bomb is never inflated further.
        data = inflater.decompress(compressed, max_bytes + 1)
    except zlib.error as error:
        raise MalformedStatusList(f"the list is not {name}") from error
    if len(data) > max_bytes:
        raise MalformedStatusList(f"the list inflates to more than {max_bytes} bytes")
    if not inflater.eof:
        raise MalformedStatusList(f"the {name} data ends too early")
    if inflater.unused_data:
        raise MalformedStatusList(f"something follows the {name} data")
    return data
