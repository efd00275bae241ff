"""Forms of one award in one file: one of them is taken, and that is said."""

import json
from typing import Any

import pytest

from issuer.json_bytes import json_bytes
from tests.verifier.containers.making import archive, code_of, pdf
from tests.verifier.edc.test_judging import sealed
from tests.verifier.edc.test_twins import twins
from verifier.containers import unpack
from verifier.containers.twins import one_award
from verifier.multibase import base64url_encode
from verifier.report import Outcome

BADGE, EDC = twins()
SIGNED = json_bytes({**BADGE, "proof": {"type": "DataIntegrityProof", "proofValue": "z1"}})
SEALED = sealed(EDC)


def token(**changes: object) -> bytes:
    """Write the badge as a VC-JWT; nobody checks the signature of what is not taken."""
    payload = json_bytes({"iss": "did:web:a.example", "nbf": 1, **BADGE, **changes})
    header = json_bytes({"alg": "ES256"})
    return f"{base64url_encode(header)}.{base64url_encode(payload)}.AAAA".encode()


@pytest.mark.parametrize("packed", [pdf, archive])
def test_of_a_pair_the_sealed_one_is_taken_and_told(packed: Any) -> None:  # noqa: ANN401
    found = unpack(packed({"badge.json": SIGNED, "edc.jsonld": SEALED}))
    assert found.secured == SEALED
    assert found.finding.outcome is Outcome.PASSED
    assert found.finding.problem is not None
    assert found.finding.problem.code == "CONTAINER_TWIN_TAKEN"


@pytest.mark.parametrize("packed", [pdf, archive])
def test_with_the_badge_in_both_forms_it_is_the_same(packed: Any) -> None:  # noqa: ANN401
    found = unpack(packed({"a.json": SIGNED, "b.jwt": token(), "c.jsonld": SEALED}))
    assert found.secured == SEALED


@pytest.mark.parametrize("packed", [pdf, archive])
def test_of_a_badge_in_two_forms_the_json_is_taken_and_told(packed: Any) -> None:  # noqa: ANN401
    found = unpack(packed({"badge.jwt": token(), "badge.json": SIGNED}))
    assert found.secured == SIGNED
    assert found.finding.problem is not None
    assert found.finding.problem.code == "CONTAINER_FORM_TAKEN"


@pytest.mark.parametrize(
    "others",
    [
        (token(name="Another"), SEALED),
        (token(name="Another"),),
        (token(credentialSubject={}),),
        (token(), token(name="Another")),
        (token(), token()[:-4], SEALED),
        (b"eyJ.!.AAAA",),
    ],
)
def test_a_token_that_says_anything_else_stays_a_riddle(others: tuple[bytes, ...]) -> None:
    assert one_award((SIGNED, *others)) is None


def test_a_token_alone_beside_a_sealed_one_stays_a_riddle() -> None:
    assert one_award((token(), SEALED)) is None


def changed(document: bytes, **changes: object) -> bytes:
    return json_bytes({**json.loads(document), **changes})


@pytest.mark.parametrize(
    "other",
    [
        changed(SIGNED, id="urn:uuid:another"),
        changed(SIGNED, evidence=[]),
        changed(SIGNED, evidence=[{"id": ["urn:1"]}, {"id": {}}]),
        changed(SIGNED, id=None),
    ],
)
def test_two_that_do_not_name_each_other_stay_a_riddle(other: bytes) -> None:
    assert one_award((other, SEALED)) is None
    assert code_of(unpack, pdf({"badge.json": other, "edc.jsonld": SEALED})) == "CONTAINER_SEVERAL"


def test_three_stay_a_riddle() -> None:
    assert one_award((SIGNED, SEALED, changed(SIGNED, id="urn:uuid:3"))) is None


def test_what_cannot_be_read_is_no_twin() -> None:
    assert one_award((b"{", SEALED)) is None
    assert one_award((SIGNED, b'{"payload": 5, "signatures": []}')) is None
