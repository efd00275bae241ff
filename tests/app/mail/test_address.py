"""app.mail.address: what of an address a page may show."""

from __future__ import annotations

import pytest

from app.mail.address import masked


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("ana.novak@example.si", "a***@example.si"),
        (" a@example.si ", "a***@example.si"),
        ('"a@b"@example.si', '"***@example.si'),
        ("", ""),
        ("nobody", ""),
    ],
)
def test_an_address_is_known_to_its_owner_alone(address: str, shown: str) -> None:
    assert masked(address) == shown
