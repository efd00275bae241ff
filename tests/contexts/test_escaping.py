"""Control characters are written as the canonical form wants them (RDFC-1.0, 5)."""

from contexts.escaping import escape_controls


def test_control_characters_are_escaped() -> None:
    assert escape_controls("\x00\x07\x08\x0b\x0c\x1f\x7f") == (
        "\\u0000\\u0007\\b\\u000B\\f\\u001F\\u007F"
    )


def test_everything_else_stays() -> None:
    line = '<urn:a> <urn:b> "čšž\x85\u2028😀\\n" .\n'

    assert escape_controls(line) == line
