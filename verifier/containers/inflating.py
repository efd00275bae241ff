"""Inflates zlib streams, and stops as soon as one grows beyond what is wanted of it."""

import zlib


def inflate(packed: bytes, most: int) -> bytes | None:
    """Inflate at most `most` bytes; None when there are more. Raises zlib.error when damaged."""
    inflater = zlib.decompressobj()
    data = inflater.decompress(packed, most + 1)
    if len(data) > most:
        return None
    if not inflater.eof:
        raise zlib.error("the stream stops before its end")
    return data
