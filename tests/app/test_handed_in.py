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
    assert (refusal.check, refusal.problem.code) == ("container", "CONTAINER_EMPTY")


@pytest.mark.parametrize("name", ["badge.ob2.png", "badge.ob2.svg"])
def test_a_badge_of_2_0_is_recognised_and_named(name: str) -> None:
    handed_in = read_handed_in(example(name))
    assert handed_in.format == "open-badges-2.0"
    assert handed_in.containers != ()
    assert handed_in.refusal is not None
    assert handed_in.refusal.problem is not None
    assert handed_in.refusal.problem.code == "FORMAT_NOT_SUPPORTED"


def test_a_text_that_is_no_credential_is_the_verifier_s_to_judge() -> None:
    handed_in = read_handed_in(png(itxt(b"nothing")))
    assert handed_in.readings.readings[0].secured == b"nothing"
    assert handed_in.refusal is None
