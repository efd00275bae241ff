"""A badge and a European credential of one award say the same, and a change in either shows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from issuer.model.programme import ProgrammeContent
from issuer.rendering.europass.credential import render as render_europass
from issuer.rendering.open_badge import render as render_badge
from tests.issuer.examples import DATA_LITERACY, FIRST_AID_PILOT, HEAT_PUMPS, material
from tests.issuer.rendering.europass.examples import europass_material
from verifier.edc.twins import differences, name_each_other


def twins(
    content: ProgrammeContent = HEAT_PUMPS, language: str = "sl"
) -> tuple[dict[str, Any], dict[str, Any]]:
    given = replace(material(content, language=language), has_twin=True)
    of_badge = replace(europass_material(content, language=language))
    own = replace(of_badge, credential_id=given.credential_id)
    return render_badge(given), render_europass(own)


@pytest.mark.parametrize("language", ["sl", "en"])
@pytest.mark.parametrize("content", [HEAT_PUMPS, DATA_LITERACY, FIRST_AID_PILOT])
def test_what_is_made_from_one_award_says_the_same(
    content: ProgrammeContent, language: str
) -> None:
    badge, edc = twins(content, language)
    assert differences(badge, edc) == ()
    assert name_each_other(badge, edc)


@pytest.mark.parametrize(
    ("what", "path", "value"),
    [
        ("learner", ("credentialSubject", "fullName"), {"sl": "Nekdo Drug"}),
        ("title", ("credentialSubject", "hasClaim", "title"), {"sl": "Drugo"}),
        ("programme", ("credentialSubject", "hasClaim", "specifiedBy", "id"), "urn:x"),
        (
            "day of the award",
            ("credentialSubject", "hasClaim", "awardedBy", "awardingDate"),
            "2026-02-28T00:00:00+01:00",
        ),
        (
            "learning outcomes",
            ("credentialSubject", "hasClaim", "specifiedBy", "learningOutcome"),
            [],
        ),
        ("credits", ("credentialSubject", "hasClaim", "creditReceived"), []),
    ],
)
def test_a_difference_is_named(what: str, path: tuple[str, ...], value: object) -> None:
    badge, edc = twins()
    owner = edc
    for step in path[:-1]:
        owner = owner[step]
    owner[path[-1]] = value
    assert [found.what for found in differences(badge, edc)] == [what]


def test_a_badge_of_another_credential_is_not_named() -> None:
    badge, edc = twins()
    assert not name_each_other({**badge, "id": "urn:uuid:other"}, edc)
    assert not name_each_other({**badge, "evidence": []}, edc)


@pytest.mark.parametrize("hostile", [{}, {"credentialSubject": 3}, {"issuer": [None]}])
def test_a_strangers_document_is_read_without_harm(hostile: dict[str, Any]) -> None:
    _, edc = twins()
    assert differences(hostile, edc)
    assert not name_each_other(hostile, edc)
