"""A credential that recognises issuers: verified like every credential, by whom was accepted."""

from datetime import timedelta
from typing import Any

import pytest

from tests.verifier.makers import (
    ISSUER,
    ISSUER_URL,
    NOW,
    OTHER_KEY,
    Json,
    badge,
    did_document,
    did_key,
    encoded,
    entry,
    fetched,
    judged,
    multikey,
    proof_options,
    signed,
)
from verifier import ChosenRegistries, Fetched, Outcome, Report, Resource
from verifier.registries import RecognitionRegistry

URL = "https://agency.example/recognised.json"
AGENCY = did_key(OTHER_KEY)
REGISTRY = RecognitionRegistry(
    name="Agency", url=URL, accepted_issuers=frozenset({AGENCY}), max_age=timedelta(hours=24)
)


def recognising(**changes: Any) -> Json:  # noqa: ANN401
    members = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiableCredential"],
        "issuer": AGENCY,
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": [{"id": ISSUER, "name": "Šola po agenciji"}, {"id": "did:web:b.si"}],
        **changes,
    }
    return {name: value for name, value in members.items() if value is not None}


def by_agency(document: Json) -> Json:
    return signed(document, proof_options(f"{AGENCY}#{multikey(OTHER_KEY)}"), OTHER_KEY)


def report(body: Any, registry: RecognitionRegistry = REGISTRY) -> Report:  # noqa: ANN401
    given: dict[str, Resource] = {
        ISSUER_URL: fetched(ISSUER_URL, did_document()),
        URL: body if isinstance(body, Fetched) else fetched(URL, body),
    }
    return judged(signed(badge()), given, ChosenRegistries([registry]))


def test_whom_the_agency_recognises_is_known_by_the_agency_s_name_for_it() -> None:
    found = report(by_agency(recognising()))
    assert found.outcome is Outcome.PASSED
    assert found.facts.trust
    assert (found.facts.trust.name, found.facts.trust.kind) == ("Šola po agenciji", "recognition")


def test_whom_it_does_not_name_is_unknown() -> None:
    found = report(by_agency(recognising(credentialSubject={"id": "did:web:b.si"})))
    assert found.facts.trust
    assert not found.facts.trust.known
    assert not found.facts.trust.not_consulted


TAMPERED = by_agency(recognising()) | {"credentialSubject": [{"id": ISSUER, "name": "X"}]}


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (signed(recognising(issuer=ISSUER)), "REGISTRY_SIGNATURE_WRONG"),
        (signed(recognising()), "REGISTRY_SIGNATURE_WRONG"),
        (TAMPERED, "REGISTRY_SIGNATURE_WRONG"),
        (recognising(), "REGISTRY_SIGNATURE_WRONG"),
        (by_agency(recognising(validUntil="2026-02-01T00:00:00Z")), "REGISTRY_NOT_VALID"),
        (by_agency(recognising(credentialStatus=entry())), "STATUS_UNREACHABLE"),
        (b"[]", "REGISTRY_MALFORMED"),
        (b"\x89PNG\r\n\x1a\n", "REGISTRY_MALFORMED"),
        (b"{", "REGISTRY_MALFORMED"),
        (
            Fetched(URL, "", encoded(by_agency(recognising())), NOW - timedelta(hours=30)),
            "REGISTRY_STALE",
        ),
    ],
)
def test_a_recognition_that_does_not_hold_makes_nobody_known(body: Any, code: str) -> None:  # noqa: ANN401
    found = report(body)
    assert found.outcome is Outcome.INDETERMINATE
    assert found.facts.trust
    assert [missed.code for missed in found.facts.trust.not_consulted] == [code]
