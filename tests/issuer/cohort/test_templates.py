"""Templates are made where they pay, kept, and let go."""

from __future__ import annotations

from dataclasses import replace

import pytest

from issuer.cohort import templates as module
from issuer.cohort.drafts import Group, grouped
from issuer.cohort.templates import ROWS_THAT_PAY, Templates
from tests.issuer.cohorts import numbered_rows
from tests.issuer.examples import DATA_LITERACY, FIRST_AID_PILOT, HEAT_PUMPS, LEARNER, material

pytestmark = pytest.mark.usefixtures("compiled_shapes")


def group(count: int, content: object = HEAT_PUMPS) -> Group:
    (found,) = grouped(numbered_rows(count, material(content)))  # type: ignore[arg-type]
    return found


def test_few_rows_have_no_template_unless_more_came_before() -> None:
    templates = Templates()
    assert templates.template(group(ROWS_THAT_PAY - 1)) is None
    made = templates.template(group(ROWS_THAT_PAY))
    assert made is not None
    assert templates.template(group(1)) is made


def test_a_dropped_template_does_not_come_back() -> None:
    templates = Templates()
    many = group(ROWS_THAT_PAY)
    assert templates.template(many) is not None
    templates.drop(many)
    assert templates.template(many) is None


def test_an_example_that_cannot_be_written_gives_no_template() -> None:
    unreadable = replace(LEARNER, name="pol \ud800 znaka")
    first, *others = numbered_rows(ROWS_THAT_PAY)
    (found,) = grouped([replace(first, learner=unreadable), *others])
    assert Templates().template(found) is None


def test_another_programme_has_another_template() -> None:
    templates = Templates()
    made = {
        id(templates.template(group(ROWS_THAT_PAY, content)))
        for content in (HEAT_PUMPS, DATA_LITERACY, FIRST_AID_PILOT)
    }
    assert len(made) == 3


def test_only_so_many_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_KEPT", 1)
    templates = Templates()
    assert templates.template(group(ROWS_THAT_PAY)) is not None
    assert templates.template(group(ROWS_THAT_PAY, FIRST_AID_PILOT)) is not None
    assert templates.template(group(1)) is None
    assert templates.template(group(1, FIRST_AID_PILOT)) is not None
