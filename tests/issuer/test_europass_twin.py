"""The twin is sealed only when it is whole, ours, and says what its badge says."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from issuer.errors import PreparationFailed
from issuer.europass_twin import Sealing, owner_of, prepare_twin, released, seal_twins
from issuer.json_bytes import json_bytes
from issuer.model.seal import SealedDocument, SealSetUp
from issuer.rendering.europass.material import EuropassMaterial, Mandate
from issuer.rendering.open_badge import render
from issuer.sealing import SealCertificateRefused, TimeForm
from tests.issuer.examples import CREDENTIAL_ID, SCHOOL, material
from tests.issuer.rendering.europass.examples import europass_material
from tests.seals import SEALED_AT, KeyInMemory, services
from tests.shacl import violations
from verifier.securing.jades import Level, read_seal

NOW = SEALED_AT + timedelta(minutes=1)
SIGNER = KeyInMemory()


def sealing(level: Level = Level.LTA) -> Sealing:
    set_up = SealSetUp(
        id="5ea1",
        profile_id=SCHOOL.id,
        key_uri="demo:",
        certificate=SIGNER.certificates[0],
        level=level,
        time_form=TimeForm.IAT,
        timestamp_url=None,
        mandate=None,
        active_from=SEALED_AT,
    )
    return Sealing(set_up, SIGNER, services())


def given() -> EuropassMaterial:
    own = europass_material()
    return replace(own, credential_id=CREDENTIAL_ID, owner=owner_of(SIGNER, "SVN"))


def badge() -> bytes:
    return json_bytes(render(replace(material(), has_twin=True)))


def seal_twin(
    twin_of: EuropassMaterial, its_badge: bytes, with_what: Sealing, *, now: datetime
) -> SealedDocument:
    prepared = prepare_twin(twin_of, its_badge, with_what, now=now)
    (body,) = seal_twins([prepared], with_what, now=now)
    assert body is not None
    return released(prepared, body, with_what, now=now)


@pytest.mark.parametrize("level", Level)
def test_the_twin_conforms_and_reaches_the_level_asked_for(level: Level) -> None:
    sealed = seal_twin(given(), badge(), sealing(level), now=NOW)
    document = read_seal(sealed.body).document
    assert violations(document) == []
    assert document["id"] == f"urn:credential:{CREDENTIAL_ID}"
    assert sealed.seal_id == "5ea1"


def test_a_certificate_of_somebody_else_seals_nothing_without_a_mandate() -> None:
    own = given()
    other = replace(own, profile=replace(own.profile, legal_identifier="VATSI-99999999"))
    with pytest.raises(SealCertificateRefused):
        seal_twin(other, badge(), sealing(), now=NOW)


def test_under_a_mandate_the_issuer_is_whose_seal_it_is() -> None:
    own = given()
    school = replace(own.profile, legal_identifier="VATSI-99999999")
    mandated = replace(own, profile=school, mandate=Mandate(statement="Pogodba 7/2026."))
    other = json.loads(badge())
    other["issuer"]["otherIdentifier"][0]["identifier"] = "VATSI-99999999"
    document = read_seal(seal_twin(mandated, json_bytes(other), sealing(), now=NOW).body).document
    assert document["issuer"]["eIDASIdentifier"]["notation"] == "VATSI-12345678"
    assert violations(document, "EDC-issuedByMandate.ttl") == []


def test_an_expired_certificate_seals_nothing() -> None:
    late = datetime(2036, 1, 1, tzinfo=UTC)
    with pytest.raises(SealCertificateRefused):
        seal_twin(given(), badge(), sealing(), now=late)


def test_what_differs_from_its_badge_is_not_sealed() -> None:
    own = given()
    renamed = replace(own, learner=replace(own.learner, name="Nekdo Drug"))
    with pytest.raises(PreparationFailed, match="learner"):
        seal_twin(renamed, badge(), sealing(), now=NOW)


def test_what_breaks_the_profile_is_not_sealed() -> None:
    with pytest.raises(PreparationFailed, match="breaks its profile"):
        seal_twin(replace(given(), pictures={}), badge(), sealing(), now=NOW)
