"""A template that fills in one wrong byte is noticed before anything leaves the house."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from contexts import CanonicalTemplate
from issuer.cohort import issue_cohort, issuing
from issuer.cohort.alone import issue_alone
from issuer.cohort.drafts import Group
from issuer.cohort.filling import COMPARED_EVERY, filled_by_template
from issuer.cohort.templates import Templates
from issuer.rendering.material import Material
from issuer.signing import Signers
from tests.issuer.cohorts import numbered_rows
from tests.issuer.examples import NOW, SCHOOL, signers

pytestmark = pytest.mark.usefixtures("compiled_shapes")

ROWS = COMPARED_EVERY + 2
KEYS = tuple(signer.key for signer in signers())


@dataclass
class WrongTemplate:
    """Fills in a wrong byte for one row, counted from 0."""

    right: CanonicalTemplate
    wrong_row: int
    filled: int = 0

    def fill_bytes(self, texts: Sequence[str]) -> bytes:
        """Fill as the right template does, all rows but one."""
        self.filled += 1
        right = self.right.fill_bytes(texts)
        return right if self.filled - 1 != self.wrong_row else right.replace(b"a", b"b", 1)


@dataclass
class WrongTemplates:
    """Gives wrong templates, and remembers which were dropped."""

    wrong_row: int
    dropped: list[Group] = field(default_factory=list)
    _right: Templates = field(default_factory=Templates)

    def template(self, group: Group) -> WrongTemplate | None:
        """Give a wrong template in place of a right one."""
        right = self._right.template(group)
        return None if right is None else WrongTemplate(right, self.wrong_row)

    def drop(self, group: Group) -> None:
        """Remember it."""
        self.dropped.append(group)


def school_signers() -> Signers:
    return {signer.key.algorithm: signer for signer in signers()}


@pytest.mark.parametrize("wrong_row", [0, COMPARED_EVERY])
def test_the_comparison_drops_a_template_with_all_its_rows(wrong_row: int) -> None:
    templates = WrongTemplates(wrong_row)
    filled = filled_by_template(numbered_rows(ROWS), templates)  # type: ignore[arg-type]
    assert (filled.prepared, filled.compared) == ({}, set())
    assert len(templates.dropped) == 1


def test_what_is_not_compared_is_noticed_by_the_self_check(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = numbered_rows(ROWS)
    templates = WrongTemplates(wrong_row=7)
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
