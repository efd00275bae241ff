"""From bytes to text: Unicode in any of its encodings, and nothing guessed beyond that."""

import codecs

from app.reading.repairs import Repair

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8", Repair.BYTE_ORDER_MARK),
    (codecs.BOM_UTF32_LE, "utf-32-le", Repair.UTF_16),
    (codecs.BOM_UTF32_BE, "utf-32-be", Repair.UTF_16),
    (codecs.BOM_UTF16_LE, "utf-16-le", Repair.UTF_16),
    (codecs.BOM_UTF16_BE, "utf-16-be", Repair.UTF_16),
)


def decode_text(data: bytes) -> tuple[str, tuple[Repair, ...]] | None:
    """Decode by byte order mark, else as UTF-8, else as unmarked UTF-16; None when it is neither.

    Eight-bit encodings are not tried: windows-1250 and its kin accept any bytes, so a wrong guess
    would change a name without anybody noticing.
    """
    for mark, encoding, repair in _MARKS:
        if data.startswith(mark):
            return _decoded(data.removeprefix(mark), encoding, repair)
    # JSON and tokens begin with an ASCII character: half of an unmarked UTF-16 pair is zero.
    if data[1:2] == b"\0" and data[:1] != b"\0":
        return _decoded(data, "utf-16-le", Repair.UTF_16)
    if data[:1] == b"\0" and data[1:2] != b"\0":
        return _decoded(data, "utf-16-be", Repair.UTF_16)
    return _decoded(data, "utf-8", None)


def _decoded(
    data: bytes, encoding: str, repair: Repair | None
) -> tuple[str, tuple[Repair, ...]] | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return text, (repair,) if repair else ()
