"""Every hostile input ends in its expected answer, in bounded time and memory."""

import pytest

from tests.hostile import cases
from tests.hostile.attack import MOST_BYTES, MOST_SECONDS, Target
from tests.hostile.case import Case
from tests.hostile.honest import honest_badge
from tests.hostile.web import HostileWeb

NAMED = [(f"{kind}: {name}", case) for kind, of in cases.KINDS.items() for name, case in of.items()]


def test_there_are_enough_and_each_has_its_own_name() -> None:
    assert len(NAMED) >= 150
    assert len({name for name, _ in NAMED}) == len(NAMED)


@pytest.mark.parametrize("case", [pytest.param(case, id=name) for name, case in NAMED])
def test_it_ends_as_expected_and_the_next_honest_request_is_served(
    case: Case, target: Target, web: HostileWeb
) -> None:
    answered = target.send(case.make(web))
    assert answered.summary == case.expected, answered.document
    if case.reason is not None:
        assert case.reason.value in str(answered.document["root_cause"])
    assert answered.seconds < MOST_SECONDS
    assert answered.document.get("verified", False) is False
    assert {k: v for k, v in target.most_bytes().items() if v > MOST_BYTES} == {}

    honest = target.send(honest_badge())
    assert (honest.summary, honest.document["verified"]) == ("passed", True)
    assert honest.seconds < MOST_SECONDS
