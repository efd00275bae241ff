"""What was handed in: out of its container first, repaired then."""

import pytest

from app.reading import read_handed_in
from app.reading.repairs import Repair
from tests.verifier.containers.making import BADGE, TOKEN, archive, example, itxt, png
from verifier.containers import Container


def test_what_came_bare_is_read_as_pasted() -> None:
    handed_in = read_handed_in(b"My badge:\n" + TOKEN + b"\n")
    [reading] = handed_in.readings.readings
    assert reading.secured == TOKEN
    assert (handed_in.containers, handed_in.finding, handed_in.refusal) == ((), None, None)


def test_what_is_inside_is_repaired_too() -> None:
    handed_in = read_handed_in(archive({"badge.json": b"\xef\xbb\xbf" + BADGE}))
    [reading] = handed_in.readings.readings
    assert reading.repairs == (Repair.BYTE_ORDER_MARK,)
    assert handed_in.containers == (Container.ZIP,)
    assert handed_in.finding is not None
    assert handed_in.finding.params == {"container": "zip"}


def test_a_container_without_a_credential_is_refused() -> None:
    refusal = read_handed_in(png()).refusal
    assert refusal is not None
    assert refusal.problem is not None
    assert (refusal.check, refusal.problem.code) == ("container", "PICTURE_EMPTY")


@pytest.mark.parametrize(
    ("name", "address"),
    [("badge.ob2.png", "https://school.example/assertions/1.json"), ("badge.ob2.svg", None)],
)
def test_a_badge_of_2_0_is_marked_as_one(name: str, address: str | None) -> None:
    handed_in = read_handed_in(example(name))
    assert handed_in.is_open_badges_2
    assert handed_in.containers != ()
    assert handed_in.refusal is None
    assert handed_in.address == address


@pytest.mark.parametrize("text", [b"https://school.example/a", b" http://school.example/a\n"])
def test_an_address_is_to_be_followed(text: bytes) -> None:
    assert read_handed_in(text).address == text.strip().decode()
    baked = read_handed_in(png(itxt(text, b"openbadges")))
    assert (baked.address, baked.is_open_badges_2) == (text.strip().decode(), True)


@pytest.mark.parametrize(
    "text",
    [
        b"javascript:alert(1)",
        b"file:///etc/passwd",
        b"see https://school.example/a or https://school.example/b",
        b"",
    ],
)
def test_what_is_more_or_less_than_an_address_is_not_followed(text: bytes) -> None:
    assert read_handed_in(text).address is None


def test_a_text_that_is_no_credential_is_the_verifier_s_to_judge() -> None:
    handed_in = read_handed_in(png(itxt(b"nothing")))
    assert handed_in.readings.readings[0].secured == b"nothing"
    assert handed_in.refusal is None
