"""app.mail.address: as a mail server wants them, and what of them a page may show."""

from __future__ import annotations

import pytest

from app.mail.address import UnusableAddress, mailbox, masked, recipient


@pytest.mark.parametrize("name", ["Šola\r\nBcc: eva@example.com", "Šola\nBcc: eva@example.com"])
def test_a_name_stays_on_its_line(name: str) -> None:
    sender = mailbox("dokazila@example.org", name=name)
    assert sender.display_name == "Šola Bcc: eva@example.com"
    assert sender.addr_spec == "dokazila@example.org"


def test_the_name_of_the_setting_is_preferred() -> None:
    assert mailbox("Dokazila <dokazila@example.org>", name="Šola").display_name == "Dokazila"


@pytest.mark.parametrize(
    "address",
    ["", "ana", "ana@example.com\r\nRCPT TO:<eva@example.com>", "ana@example.com, eva@example.com"],
)
def test_what_is_more_or_less_than_an_address_is_refused(address: str) -> None:
    with pytest.raises(UnusableAddress):
        recipient(address)


def test_a_domain_is_written_as_the_dns_does() -> None:
    assert recipient("ana@šola.si").addr_spec == "ana@xn--ola-zza.si"


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
