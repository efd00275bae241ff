"""What is rendered conforms to the Union's shapes, and carries all sixteen elements of Annex I."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from issuer.annex_i import ELEMENTS
from issuer.model.programme import ProgrammeContent, Reference
from issuer.rendering.europass.credential import render
from tests.issuer.examples import DATA_LITERACY, FIRST_AID_PILOT, HEAT_PUMPS
from tests.issuer.rendering.europass.examples import MANDATE, europass_material
from tests.shacl import violations

CONTENTS = [
    pytest.param(HEAT_PUMPS, id="heat-pumps"),
    pytest.param(DATA_LITERACY, id="data-literacy"),
    pytest.param(FIRST_AID_PILOT, id="first-aid-pilot"),
]


@pytest.mark.parametrize("language", ["sl", "en"])
@pytest.mark.parametrize("content", CONTENTS)
def test_the_credential_conforms_to_the_shapes(content: ProgrammeContent, language: str) -> None:
    assert violations(render(europass_material(content, language=language))) == []


def test_a_mandated_credential_conforms_to_its_own_shapes_too() -> None:
    credential = render(europass_material(mandate=MANDATE))
    assert violations(credential, "EDC-issuedByMandate.ttl") == []
    assert credential["issuer"]["id"] != awarding_body(credential)["id"]


def test_a_third_language_is_carried_when_the_programme_speaks_it() -> None:
    title = {**HEAT_PUMPS.title, "it": "Manutenzione di pompe di calore"}
    credential = render(europass_material(replace(HEAT_PUMPS, title=title)))
    assert violations(credential) == []
    assert credential["displayParameter"]["title"]["it"] == title["it"]
    spoken = [each["id"].rsplit("/", 1)[1] for each in credential["displayParameter"]["language"]]
    assert spoken == ["SLV", "ENG", "ITA"]


def test_a_skill_named_twice_in_other_words_stays_one_node() -> None:
    first, second = HEAT_PUMPS.outcomes[:2]
    uri = second.esco_skills[0].uri
    other = replace(first, esco_skills=(Reference(uri=uri, title={"sl": "drugače"}),))
    content = replace(HEAT_PUMPS, outcomes=(other, second))
    assert violations(render(europass_material(content))) == []


def test_one_id_always_means_the_same_content() -> None:
    seen: dict[str, Any] = {}
    for found in nodes(render(europass_material())):
        if found.keys() != {"id", "type"}:
            assert seen.setdefault(found["id"], found) == found


def test_days_begin_at_the_schools_midnight_and_no_moment_lacks_its_zone() -> None:
    credential = render(europass_material())
    awarded = credential["credentialSubject"]["hasClaim"]["awardedBy"]["awardingDate"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00\+01:00", awarded)
    assert credential["issued"] == credential["issuanceDate"] == "2026-03-02T10:30:15+01:00"


def test_a_birthday_stays_on_its_day() -> None:
    given = europass_material()
    learner = replace(given.learner, date_of_birth=date(1999, 10, 2))
    credential = render(replace(given, learner=learner))
    assert credential["credentialSubject"]["dateOfBirth"] == "1999-10-02T00:00:00+01:00"


def test_neither_mail_address_nor_school_number_is_told() -> None:
    given = europass_material()
    text = str(render(given))
    assert given.learner.email not in text
    assert given.learner.identifier is None or given.learner.identifier not in text


def test_it_never_carries_what_europass_can_not_read() -> None:
    credential = render(europass_material())
    assert {"credentialStatus", "termsOfUse", "proof"}.isdisjoint(credential)


def subject(credential: dict[str, Any]) -> Any:  # noqa: ANN401 - any JSON
    return credential["credentialSubject"]


def claim(credential: dict[str, Any]) -> Any:  # noqa: ANN401 - any JSON
    return subject(credential)["hasClaim"]


def specification(credential: dict[str, Any]) -> Any:  # noqa: ANN401 - any JSON
    return claim(credential)["specifiedBy"]


def awarding_body(credential: dict[str, Any]) -> Any:  # noqa: ANN401 - any JSON
    return claim(credential)["awardedBy"]["awardingBody"]


def notes(owner: Any) -> str:  # noqa: ANN401 - any JSON
    return " ".join(each["noteLiteral"]["sl"] for each in owner["additionalNote"])


# Where each element of Annex I stands, and what our example says there.
ANNEX_I: dict[str, tuple[Callable[[dict[str, Any]], Any], str]] = {
    "learner": (lambda edc: subject(edc)["fullName"]["sl"], "Ana Žagar Čuk"),
    "title": (lambda edc: claim(edc)["title"]["sl"], "Vzdrževanje toplotnih črpalk"),
    "country": (
        lambda edc: edc["issuer"]["location"]["address"]["countryCode"]["id"],
        "country/SVN",
    ),
    "awarding-body": (lambda edc: awarding_body(edc)["legalName"]["sl"], "Šolski center Kranj"),
    "issuing-date": (lambda edc: edc["issued"], "2026-03-02"),
    "learning-outcomes": (
        lambda edc: specification(edc)["learningOutcome"][1]["title"]["sl"],
        "opravi letni pregled",
    ),
    "workload": (lambda edc: specification(edc)["volumeOfLearning"], "PT"),
    "level": (lambda edc: specification(edc)["eqfLevel"]["id"], "snb/eqf/"),
    "assessment-type": (
        lambda edc: specification(edc)["provenBy"][0]["dcType"]["id"],
        "assessment/6e6cb2cc78",
    ),
    "participation": (lambda edc: specification(edc)["mode"]["id"], "learning-assessment/"),
    "quality-assurance": (
        lambda edc: specification(edc)["accreditation"][0]["dcType"]["id"],
        "accreditation/820101cba6",
    ),
    "prerequisites": (lambda edc: specification(edc)["entryRequirement"]["noteLiteral"]["sl"], ""),
    "supervision": (
        lambda edc: claim(edc)["provenBy"][1]["idVerification"]["id"],
        "supervision-verification/70be69aaf9",
    ),
    "grade": (lambda edc: claim(edc)["provenBy"][0]["grade"]["noteLiteral"]["sl"], ""),
    "stackability": (lambda edc: notes(specification(edc)), "Nalaganje: "),
    "further-information": (lambda edc: notes(specification(edc)), "Dodatne informacije: "),
}


def test_every_element_of_annex_i_has_its_place() -> None:
    assert ANNEX_I.keys() == ELEMENTS.keys()


@pytest.mark.parametrize("element", ANNEX_I)
def test_the_element_of_annex_i_is_told(element: str) -> None:
    place, expected = ANNEX_I[element]
    told = place(render(europass_material()))
    assert told
    assert expected in told


def nodes(value: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - any JSON
    if isinstance(value, dict):
        if "id" in value:
            yield value
        for each in value.values():
            yield from nodes(each)
    elif isinstance(value, list):
        for each in value:
            yield from nodes(each)
