"""The control characters of canonical N-Quads that PyLD leaves raw (RDFC-1.0, 5)."""

# PyLD escapes backslash, quote, tab, line feed and carriage return itself.
_ESCAPES = {code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F) if code not in b"\t\n\r"}
_ESCAPES |= {0x08: "\\b", 0x0C: "\\f"}


def escape_controls(line: str) -> str:
    """Escape what PyLD left raw in one line; the line feed that ends it stays."""
    return line if line.isprintable() else line.translate(_ESCAPES)
