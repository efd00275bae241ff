"""Rows of a cohort for tests: as alike as a school's are, and as odd as people's texts are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from uuid import UUID

from issuer.model.award import AssessmentResult, Evidence, Result
from issuer.rendering.material import Material
from tests.issuer.examples import RESULT, material

HOLDER = "did:key:z6MkvDqGT54cXesYGvABpF1UapVNwjCqRcafi4Px6Thv5T3Z"

ODD_TEXTS = [
    'Ana "Anja" Žagar \\ Čuk',
    "%s %(name)s {0} {}",
    "zvonček \x07 tabulator \t in vrstica\nnova",
    "\u2028\u2029\u0085\x7f\x1f",
    "<b>&amp;</b> <http://a.example/>",
    "_:b0 _:c14n1 _:a _:z",
    "urn:x-slot-1:",
    "@id @type @context",
    "👩🏽‍🎓 Ćira Đurđa",
    "\ufffd\ue000 zasebno",
    "e\u0301 in é",
    '"@en',
    "  presledki   povsod ",
    "x" * 300,
    "5.0",
    "true",
]
"""What is easily written wrong in JSON or N-Quads, or read as something else."""

_MULTIPLIER = 0x9E3779B97F4A7C15
"""Odd, so that numbers give ids in no order, each its own."""


def numbered(number: int, given: Material | None = None) -> Material:
    """Give a row like `given` (by default the example), with everything of its own that differs."""
    base = given or material()
    return replace(
        base,
        credential_id=str(UUID(int=number * _MULTIPLIER)),
        learner=replace(base.learner, name=f"Učenka {number}", email=f"u{number}@posta.example"),
        entries=tuple(replace(each, index=number) for each in base.entries),
        salt=number.to_bytes(16, "big"),
    )


def numbered_rows(count: int, given: Material | None = None) -> list[Material]:
    """Give rows that differ in texts only."""
    return [numbered(number, given) for number in range(1, count + 1)]


def odd_rows() -> list[Material]:
    """Give rows of many shapes, with odd texts in every place that a learner has."""
    rows = []
    for number, result in enumerate(_odd_results(), start=1):
        row = numbered(number)
        name = ODD_TEXTS[number % len(ODD_TEXTS)]
        holder = HOLDER if number % 3 else None
        learner = replace(row.learner, name=name, holder_did=holder)
        award = replace(row.award, result=result)
        rows += [replace(row, learner=learner), replace(row, award=award)]
    return rows


def _odd_results() -> Iterator[Result]:
    for number, text in enumerate(ODD_TEXTS):
        yield replace(RESULT, narrative=text, started_on=date(2026, 1, 1 + number))
        yield replace(RESULT, narrative=None, grade=text, assessments=())
        yield replace(RESULT, evidence=(Evidence(name=text, narrative=text),))
        yield replace(RESULT, assessments=(AssessmentResult(assessment_id="a1", grade=text),))
        # The same work twice is one node; such a row goes the full way.
        yield replace(RESULT, evidence=(Evidence(name="a", url=f"https://a.example/{number}"),) * 2)
