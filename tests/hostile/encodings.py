"""Bytes that are not, or only seem to be, text."""

import gzip

from tests.hostile.case import Case, fixed
from tests.hostile.honest import honest_badge

UNREADABLE = "failed PARSING_ERROR"


def with_bytes_in_a_name(wrong: bytes) -> Case:
    """Put bytes that are no UTF-8 into a text of an otherwise good badge."""
    body = honest_badge().replace("Šola".encode(), wrong)
    return fixed(body, UNREADABLE)


CASES = {
    "every byte once": fixed(bytes(range(256)), UNREADABLE),
    "one zero byte": fixed(b"\0", UNREADABLE),
    "a megabyte of zero bytes": fixed(bytes(1_000_000), UNREADABLE),
    "a megabyte of 0xFF": fixed(b"\xff" * 1_000_000, UNREADABLE),
    "overlong slash": with_bytes_in_a_name(b"\xc0\xaf"),
    "overlong zero": with_bytes_in_a_name(b"\xe0\x80\x80"),
    "surrogate encoded as UTF-8": with_bytes_in_a_name(b"\xed\xa0\x80"),
    "surrogate pair encoded as CESU-8": with_bytes_in_a_name(b"\xed\xa0\xbd\xed\xb8\x80"),
    "code point above U+10FFFF": with_bytes_in_a_name(b"\xf4\x90\x80\x80"),
    "lonely continuation byte": with_bytes_in_a_name(b"\x80"),
    "five-byte sequence": with_bytes_in_a_name(b"\xf8\x88\x80\x80\x80"),
    "character cut off at the end": fixed(honest_badge() + b"\xc5", UNREADABLE),
    "windows-1250": fixed(honest_badge().decode().encode("cp1250"), UNREADABLE),
    "UTF-16 mark and half a character": fixed(b'\xff\xfe{\0"\0\0\xd8"\0}\0', UNREADABLE),
    "UTF-16 with an odd byte": fixed(b"\xff\xfe{\0}\0x", UNREADABLE),
    "UTF-32 beyond Unicode": fixed(b"\xff\xfe\0\0\xff\xff\xff\xff", UNREADABLE),
    "UTF-7": fixed("{+ACI-a+ACI-:1}", UNREADABLE),
    "only a byte order mark": fixed(b"\xef\xbb\xbf", UNREADABLE),
    "two byte order marks": fixed(b"\xef\xbb\xbf" * 2 + b"{}", UNREADABLE),
    "gzip of a good badge": fixed(gzip.compress(honest_badge(), mtime=0), UNREADABLE),
    "only blanks of Unicode": fixed("\u2003\u3000\u00a0", UNREADABLE),
    "directions turned around": fixed("\u202e{\u202d}", UNREADABLE),
}
