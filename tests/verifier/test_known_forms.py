"""A document is of a known form where it differs from others in the gaps of an outline alone."""

from typing import Any

import orjson
import pytest

from contexts.shapes.shape_cache import ShapeCache
from tests.contexts.reference_data import OB_SCHEMA, badge
from verifier.faithful_json import Doubtful, read_faithful
from verifier.known_forms import Known, KnownForms
from verifier.limits import LIMITS, Limits

PATIENCE = 4
PROOF = {
    "type": "DataIntegrityProof",
    "cryptosuite": "eddsa-rdfc-2022",
    "created": "2026-03-01T00:00:00Z",
    "verificationMethod": "did:web:school.example#key",
    "proofPurpose": "assertionMethod",
    "proofValue": "z1",
}


@pytest.fixture(autouse=True)
def _compiled(compiled_shapes: None) -> None:
    assert compiled_shapes is None


@pytest.fixture(scope="module")
def cache() -> ShapeCache:
    """Give a cache that has an outline of badges, with gaps for id and name."""
    taught = ShapeCache(PATIENCE)
    for number in range(PATIENCE + 2):
        taught.canonical(learner(number), "sha256")
    return taught


@pytest.fixture
def forms(cache: ShapeCache) -> KnownForms:
    """Give forms that were taught one badge."""
    taught = KnownForms(cache.recognised)
    assert known(taught, secured(1)) is None
    return taught


def learner(number: int, **members: Any) -> dict[str, Any]:  # noqa: ANN401  # any JSON
    return badge(id=f"urn:uuid:{number}", name=f"Izvid {number}, č", **members)


def secured(number: int, proof: object = PROOF, **members: Any) -> dict[str, Any]:  # noqa: ANN401
    return {**learner(number, **members), "proof": proof}


def known(forms: KnownForms, document: dict[str, Any], limits: Limits = LIMITS) -> Known | None:
    return read_faithful(orjson.dumps(document), limits, forms).known


def test_the_second_document_is_known_and_read_as_it_is(forms: KnownForms) -> None:
    read = read_faithful(orjson.dumps(secured(2)), LIMITS, forms)

    assert read.value == secured(2)
    assert read.known is not None
    assert read.known.found.texts == ["urn:uuid:2", "Izvid 2, č"]
    assert read.known.is_arranged
    assert read.known.form.is_valid(OB_SCHEMA)
    assert {"@context", "achievementType", "proofValue"} <= read.known.form.names


@pytest.mark.parametrize(
    "proof",
    [
        [PROOF],
        {**PROOF, "domain": "x"},
        {**PROOF, "created": 1},
        {**PROOF, "cryptosuite": "unheard-of"},
        {**PROOF, "proofPurpose": "authentication"},
        {**PROOF, "type": "Ed25519Signature2020"},
        {name: value for name, value in PROOF.items() if name != "created"},
        "proof",
    ],
    ids=repr,
)
def test_another_kind_of_proof_is_not_of_the_form(forms: KnownForms, proof: object) -> None:
    assert known(forms, secured(2, proof)) is None


def test_another_suite_is_another_form(forms: KnownForms) -> None:
    other = {**PROOF, "cryptosuite": "ecdsa-rdfc-2019"}

    assert known(forms, secured(2, other)) is None
    assert known(forms, secured(3, other)) is not None


def test_another_outline_or_order_is_not_of_the_form(forms: KnownForms) -> None:
    assert known(forms, secured(2, description="another")) is None
    assert known(forms, {"proof": PROOF, **learner(2)}) is None
    assert known(forms, learner(2)) is None


def test_other_limits_are_asked_anew(forms: KnownForms) -> None:
    assert known(forms, secured(2), Limits(depth=31)) is None
    with pytest.raises(Doubtful):
        known(forms, secured(2), Limits(depth=2))


@pytest.mark.parametrize(
    "put", [(b',"name":"', b',"id":"urn:x","name":"'), (b"Izvid", b"\\u0049zvid")], ids=repr
)
def test_what_hides_something_is_not_of_the_form(
    forms: KnownForms, put: tuple[bytes, bytes]
) -> None:
    with pytest.raises(Doubtful):
        read_faithful(orjson.dumps(secured(2)).replace(*put, 1), LIMITS, forms)


def test_a_proof_that_stands_there_twice_is_not_of_the_form(forms: KnownForms) -> None:
    once = orjson.dumps(secured(2))
    twice = once[:-1] + b',"proof":' + orjson.dumps(PROOF) + b"}"

    with pytest.raises(Doubtful):
        read_faithful(twice, LIMITS, forms)


def test_an_id_that_stands_elsewhere_too_is_looked_at(forms: KnownForms) -> None:
    elsewhere = badge()["credentialSubject"]["achievement"]["id"]
    found = known(forms, {**secured(2), "id": elsewhere})

    assert found is not None
    assert not found.is_arranged


def test_strangers_cannot_fill_the_memory(cache: ShapeCache) -> None:
    forms = KnownForms(cache.recognised)
    for depth in range(20, 120):
        known(forms, secured(1), Limits(depth=depth))

    assert known(forms, secured(2), Limits(depth=119)) is not None
    assert known(forms, secured(2), Limits(depth=20)) is None
