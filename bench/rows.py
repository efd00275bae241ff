"""The cohort that is measured: many learners of one programme, the same in every run."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import replace
from datetime import date, timedelta

from issuer.model.award import AssessmentResult, Evidence, Result
from issuer.rendering.material import Material
from tests.issuer.examples import RESULT, material

_GIVEN = ("Ana", "Živa", "Špela", "Črtomir", "Luka", "Đorđe", "Neža", "Matevž", "Zoë", "Tjaša")
_FAMILY = ("Žagar", "Čuk", "Kovačič", "Đurić", "Šinkovec", "Müller", "O'Neil", "Hočevar", "Zupan")
_SMALLEST, _WORK, _AROUND_TEXT = 6_500, 500, 90
"""Bytes of a badge without works, of one work, and of a work without its text."""
_SENTENCE = "Opis dela. "
_MOST_WORKS = 200
"""Our limit for an array is 256."""
_BORN = date(2001, 5, 17)
_GRADES = ("zadostno (2)", "dobro (3)", "prav dobro (4)", "odlično (5)")


def row(number: int) -> Material:
    """Give what the badge of learner `number` is rendered from; no two are alike."""
    like = material()
    name = name_of(number)
    given, _, family = name.partition(" ")
    learner = replace(
        like.learner,
        name=name,
        given_name=given,
        family_name=family,
        email=f"learner-{number}@sola.example",
        date_of_birth=_BORN + timedelta(days=number % 900),
        identifier=f"6319{number:07d}",
    )
    return replace(
        like,
        learner=learner,
        award=replace(like.award, result=_result(number)),
        entries=(replace(like.entries[0], index=number * 7919 % 131_072),),
        credential_id=str(uuid.UUID(bytes=_bytes("credential", number))),
        salt=_bytes("salt", number),
    )


def row_of_size(number: int, bytes_wanted: int) -> Material:
    """Give a row whose badge has about so many bytes: more works as evidence, and longer texts.

    Works come first, for they cost most; beyond what an array may hold, their texts grow.
    """
    like = row(number)
    missing = max(bytes_wanted - _SMALLEST, 0)
    works = min(missing // _WORK, _MOST_WORKS)
    if not works:
        return like
    text = _SENTENCE * ((missing // works - _AROUND_TEXT) // len(_SENTENCE))
    evidence = tuple(
        Evidence(name=f"Delo {place}", url=f"https://sola.example/{number}/{place}", narrative=text)
        for place in range(works)
    )
    result = replace(like.award.result, evidence=evidence)
    return replace(like, award=replace(like.award, result=result))


def name_of(number: int) -> str:
    """Give a learner's name; the number in it keeps namesakes apart."""
    given = _GIVEN[number % len(_GIVEN)]
    family = _FAMILY[number // len(_GIVEN) % len(_FAMILY)]
    return f"{given} {family}-{number}"


def grade_of(number: int) -> str:
    """Give a learner's overall grade."""
    return _GRADES[number % len(_GRADES)]


def _result(number: int) -> Result:
    """Vary what varies in a cohort: grades, dates, the address of the work."""
    awarded_on = RESULT.awarded_on + timedelta(days=number % 30)
    first, second = RESULT.evidence
    return replace(
        RESULT,
        awarded_on=awarded_on,
        ended_on=awarded_on,
        grade=grade_of(number),
        assessments=(
            AssessmentResult(assessment_id="a1", grade=str(50 + number % 51)),
            AssessmentResult(assessment_id="a2", grade="opravljeno"),
        ),
        evidence=(replace(first, url=f"https://sola.example/dokazi/{number}"), second),
    )


def _bytes(what: str, number: int) -> bytes:
    return hashlib.sha256(f"{what} {number}".encode()).digest()[:16]
