"""A changed credential of ours is compared with what we issued, for who has a copy alone."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest

from app.submissions import Submission
from tests.app.verifying import (
    NOW,
    SCHOOL,
    FakeFetcher,
    FakeRecords,
    Json,
    example,
    school_documents,
    verifying,
)

SIGNED = example("badge.signed.json")
DOCUMENT: dict[str, Any] = json.loads(SIGNED)
ID = str(DOCUMENT["id"]).removeprefix("urn:uuid:")
NAMES = {SCHOOL: {"sl": "Šola", "en": "School"}}


def report_of(document: Json, **records: Any) -> Json:  # noqa: ANN401
    known = {"names": NAMES, "issued": {ID: (SIGNED,)}, **records}

    async def story() -> Json:
        async with verifying(
            fetcher=FakeFetcher(school_documents()), records=FakeRecords(**known)
        ) as verification:
            body = json.dumps(document).encode()
            return await verification.verify_submission(Submission(body=body), now=NOW)

    return asyncio.run(story())


def changed(change: Callable[[Json], object]) -> Json:
    document: Json = json.loads(SIGNED)
    change(document)
    return document


def places(report: Json) -> list[tuple[str, str]]:
    assert report["root_cause"]["code"] == "SIGNATURE_INVALID"
    return [(place["change"], place["pointer"]) for place in report["root_cause"]["places"]]


@pytest.mark.parametrize(
    ("change", "expected", "named"),
    [
        (lambda d: d.update(name="Drugo"), [("changed", "/name")], "ime dokazila"),
        (
            lambda d: d["credentialSubject"]["achievement"].update(name="Drugo"),
            [("changed", "/credentialSubject/achievement/name")],
            "naziv dosežka",
        ),
        (
            lambda d: d["credentialSubject"]["achievement"].pop("description"),
            [("missing", "/credentialSubject/achievement")],
            "razlikuje: dosežek.",
        ),
        (
            lambda d: d["proof"].update(created="2026-01-15T09:00:01Z"),
            [("changed", "/proof/created")],
            "podatki ob podpisu",
        ),
    ],
)
def test_the_places_that_differ_are_named(
    change: Callable[[Json], object], expected: list[tuple[str, str]], named: str
) -> None:
    report = report_of(changed(change))
    assert places(report) == expected
    assert named in report["sentence"]["sl"]


def test_nothing_of_the_original_is_told() -> None:
    def change(document: Json) -> None:
        document["name"] = "x"
        document["credentialSubject"]["achievement"] = {"type": ["Achievement"], "name": "x"}

    report = json.dumps(report_of(changed(change)), ensure_ascii=False)
    achievement = DOCUMENT["credentialSubject"]["achievement"]
    assert achievement["description"] not in report
    assert achievement["name"] not in report
    assert "/criteria" not in report


def guess(document: Json) -> None:
    document["name"] = "Drugo"
    document["proof"]["proofValue"] = "z" + "2" * 87


@pytest.mark.parametrize(
    ("change", "records"),
    [
        (guess, {}),  # who has no copy could try out values
        (lambda d: d.update(name="Drugo"), {"issued": {}}),
        (lambda d: d.update(name="Drugo"), {"names": {}}),
        (lambda d: d.update(id="urn:uuid:00000000-0000-4000-8000-000000000000"), {}),
        (lambda d: d.update(id="https://sola.example/1"), {}),
    ],
)
def test_otherwise_nothing_is_compared(change: Callable[[Json], object], records: Json) -> None:
    report = report_of(changed(change), **records)
    assert report["outcome"] == "failed"
    assert report["root_cause"]["places"] == []


def test_what_the_signature_does_not_cover_is_located() -> None:
    report = report_of(changed(lambda d: d["credentialSubject"].update(secretGrade="10")))
    assert report["root_cause"]["code"] == "DATA_LOSS"
    assert [(one["change"], one["pointer"]) for one in report["root_cause"]["places"]] == [
        ("uncovered", "/credentialSubject/secretGrade")
    ]
