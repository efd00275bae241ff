"""A cohort of any programme of the demonstration is what its rows would be one by one."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from importlib.resources import files
from typing import Any

import pytest
from pydantic import TypeAdapter

from issuer.cohort import Made, issue_cohort
from issuer.cohort.alone import issue_alone
from issuer.cohort.templates import ROWS_THAT_PAY
from issuer.model.award import Result
from issuer.model.credential import StatusPurpose
from issuer.model.programme import ProgrammeContent
from issuer.rendering.material import Material
from issuer.signing import Signers
from tests.issuer.cohorts import numbered
from tests.issuer.examples import NOW, SCHOOL, entry, material, signers

DEMO = files("app.demo")
PROGRAMMES = sorted(
    file.name.removesuffix(".json") for file in (DEMO / "programmes").iterdir() if file.is_file()
)
KEYS = tuple(signer.key for signer in signers())


def content_of(programme: str) -> ProgrammeContent:
    text = (DEMO / "programmes" / f"{programme}.json").read_bytes()
    return TypeAdapter(ProgrammeContent).validate_json(text)


def results_of(programme: str) -> list[Result]:
    """Give what learners of the story reached in it, and one who only took part."""
    awards: list[dict[str, Any]] = json.loads((DEMO / "awards.json").read_bytes())
    awarded = {"awarded_on": date(2026, 2, 27)}
    found = [award["result"] for award in awards if award["programme"] == programme]
    return [TypeAdapter(Result).validate_python(result | awarded) for result in (*found, {})]


def rows_of(programme: str, language: str) -> list[Material]:
    content, results = content_of(programme), results_of(programme)
    given = material(language=language)
    entries = (entry(), entry(StatusPurpose.SUSPENSION)) if content.suspension else (entry(),)
    given = replace(given, version=replace(given.version, content=content), entries=entries)
    return [
        numbered(number, replace(given, award=replace(given.award, result=result)))
        for number, result in enumerate(results * ROWS_THAT_PAY, start=1)
    ]


@pytest.mark.parametrize("language", ["sl", "en"])
@pytest.mark.parametrize("programme", PROGRAMMES)
def test_a_cohort_of_it_is_exact(programme: str, language: str) -> None:
    own: Signers = {signer.key.algorithm: signer for signer in signers()}
    rows = rows_of(programme, language)
    made = issue_cohort(rows, own, (SCHOOL, KEYS), now=NOW)
    assert made == [issue_alone(row, own, (SCHOOL, KEYS), now=NOW) for row in rows]
    assert all(isinstance(each, Made) for each in made)
