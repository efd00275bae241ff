"""Lexical forms of XML Schema Part 2, sections 3.2 and 3.3."""

from __future__ import annotations

import pytest

from verifier.edc.lexical import is_of


@pytest.mark.parametrize(
    ("value", "datatype", "fits"),
    [
        ("2026-03-02T10:30:15+01:00", "dateTime", True),
        ("2026-03-02T10:30:15.250Z", "dateTime", True),
        ("2026-03-02T10:30:15", "dateTime", False),
        ("2026-03-02", "dateTime", False),
        ("2026-13-02T10:30:15Z", "dateTime", False),
        ("PT60H", "duration", True),
        ("P1Y2M3DT4H5M6.7S", "duration", True),
        ("P", "duration", False),
        ("PT", "duration", False),
        ("60H", "duration", False),
        (1, "positiveInteger", True),
        (0, "positiveInteger", False),
        ("01", "positiveInteger", True),
        ("1.5", "decimal", True),
        ("1.5", "integer", False),
        (True, "boolean", True),
        (True, "integer", False),
        (5, "string", True),
        (None, "string", False),
        ("²", "integer", False),
    ],
)
def test_forms(value: object, datatype: str, fits: bool) -> None:  # noqa: FBT001 - a table
    assert is_of(value, datatype) is fits
