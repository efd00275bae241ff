"""A template that fills in one wrong byte is noticed before anything leaves the house."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from issuer.cohort import issue_cohort, issuing
from issuer.cohort.alone import issue_alone
from issuer.cohort.drafts import Group
from issuer.cohort.filling import COMPARED_EVERY, filled_by_template
from issuer.cohort.templates import Template, Templates
from issuer.rendering.material import Material
from issuer.signing import Signers
from tests.issuer.cohorts import numbered_rows
from tests.issuer.examples import NOW, SCHOOL, signers

pytestmark = pytest.mark.usefixtures("compiled_shapes")

ROWS = COMPARED_EVERY + 2
KEYS = tuple(signer.key for signer in signers())
CHANGES = {0: (b'"name":"', b'"name":"x'), 1: (b"a", b"b")}
"""What is changed into what: in the JSON, which comes first, and in the canonical form."""


@dataclass
class WrongTemplate:
    """Fills in a wrong byte for one row, counted from 0."""

    right: Template
    wrong_row: int
    wrong_form: int
    filled: int = 0

    def fill(self, texts: list[str]) -> tuple[bytes, bytes]:
        """Fill as the right template does, all rows but one."""
        forms = list(self.right.fill(texts))
        if self.filled == self.wrong_row:
            right, wrong = CHANGES[self.wrong_form]
            assert right in forms[self.wrong_form]
            forms[self.wrong_form] = forms[self.wrong_form].replace(right, wrong, 1)
        self.filled += 1
        body, canonical = forms
        return body, canonical


@dataclass
class WrongTemplates:
    """Gives wrong templates, and remembers which were dropped."""

    wrong_row: int
    wrong_form: int
    dropped: list[Group] = field(default_factory=list)
    _right: Templates = field(default_factory=Templates)

    def template(self, group: Group) -> WrongTemplate | None:
        """Give a wrong template in place of a right one."""
        right = self._right.template(group)
        return None if right is None else WrongTemplate(right, self.wrong_row, self.wrong_form)

    def drop(self, group: Group) -> None:
        """Remember it."""
        self.dropped.append(group)


def school_signers() -> Signers:
    return {signer.key.algorithm: signer for signer in signers()}


@pytest.mark.parametrize("wrong_form", CHANGES)
@pytest.mark.parametrize("wrong_row", [0, COMPARED_EVERY])
def test_the_comparison_drops_a_template_with_all_its_rows(wrong_row: int, wrong_form: int) -> None:
    templates = WrongTemplates(wrong_row, wrong_form)
    filled = filled_by_template(numbered_rows(ROWS), templates)  # type: ignore[arg-type]
    assert (filled.prepared, filled.compared) == ({}, set())
    assert len(templates.dropped) == 1


@pytest.mark.parametrize("wrong_form", CHANGES)
def test_what_is_not_compared_is_noticed_by_the_self_check(
    monkeypatch: pytest.MonkeyPatch, wrong_form: int
) -> None:
    rows = numbered_rows(ROWS)
    templates = WrongTemplates(7, wrong_form)
    filled = filled_by_template(rows, templates)  # type: ignore[arg-type]
    assert filled.prepared.keys() == set(range(ROWS))
    assert filled.compared == {0, COMPARED_EVERY}
    monkeypatch.setattr(issuing, "_TEMPLATES", templates)
    both = signers()
    made = issue_cohort(rows, {s.key.algorithm: s for s in both}, (SCHOOL, KEYS), now=NOW)
    assert [signer.calls for signer in both] == [[ROWS, 1], [ROWS, 1]]
    assert made[:9] == [alone(row) for row in rows[:9]]


def alone(row: Material) -> object:
    return issue_alone(row, school_signers(), (SCHOOL, KEYS), now=NOW)
