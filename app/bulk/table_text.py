"""From a table's bytes to its text: what spreadsheets in Central Europe write."""

from app.reading.encoding import decode_text


def text_of(data: bytes) -> str | None:
    """Decode Unicode, else windows-1250; None for what is no text.

    A credential is never guessed at like this, for its name might change; an address is ASCII, and
    a label read wrongly is only a label.
    """
    decoded = decode_text(data)
    if decoded is not None:
        return decoded[0].strip()
    if b"\0" in data:
        return None
    return data.decode("cp1250", "replace").strip()
