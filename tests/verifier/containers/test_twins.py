"""Badge and European twin in one file: the sealed one is taken, and that is said."""

import json
from typing import Any

import pytest

from issuer.json_bytes import json_bytes
from tests.verifier.containers.making import archive, code_of, pdf
from tests.verifier.edc.test_judging import sealed
from tests.verifier.edc.test_twins import twins
from verifier.containers import unpack
from verifier.containers.twins import sealed_of_twins
from verifier.report import Outcome

BADGE, EDC = twins()
SIGNED = json_bytes({**BADGE, "proof": {"type": "DataIntegrityProof", "proofValue": "z1"}})
SEALED = sealed(EDC)


@pytest.mark.parametrize("packed", [pdf, archive])
def test_of_a_pair_the_sealed_one_is_taken_and_told(packed: Any) -> None:  # noqa: ANN401
    found = unpack(packed({"badge.json": SIGNED, "edc.jsonld": SEALED}))
    assert found.secured == SEALED
    assert found.finding.outcome is Outcome.PASSED
    assert found.finding.problem is not None
    assert found.finding.problem.code == "CONTAINER_TWIN_TAKEN"


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
    assert sealed_of_twins((other, SEALED)) is None
    assert code_of(unpack, pdf({"badge.json": other, "edc.jsonld": SEALED})) == "CONTAINER_SEVERAL"


def test_three_stay_a_riddle() -> None:
    assert sealed_of_twins((SIGNED, SEALED, changed(SIGNED, id="urn:uuid:3"))) is None


def test_what_cannot_be_read_is_no_twin() -> None:
    assert sealed_of_twins((b"{", SEALED)) is None
    assert sealed_of_twins((SIGNED, b'{"payload": 5, "signatures": []}')) is None
