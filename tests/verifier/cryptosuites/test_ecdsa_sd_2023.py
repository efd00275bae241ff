"""The cryptosuite ecdsa-sd-2023: the published steps, and what a holder must not be able to do."""

import hashlib
import json
from typing import Any

import pytest

from tests.verifier.disclosing import OPTIONS, components, disclosed, proof_value
from tests.verifier.makers import (
    INDEX,
    badge,
    causes,
    entry,
    judged,
    reference,
    resources,
    signed,
    status_list,
)
from verifier.cryptosuites import ecdsa_sd_2023
from verifier.cryptosuites.ecdsa_sd_2023 import Statements
from verifier.cryptosuites.ecdsa_sd_2023_values import (
    BaseProofValue,
    MalformedProofValue,
    read_derived,
)
from verifier.multibase import multibase_encode
from verifier.multikey import decode_multikey

ALL = ("validUntil", "credentialStatus", "issuer")
CONCEALED = [
    "validUntil indeterminate MAY_BE_CONCEALED",
    "credentialStatus indeterminate MAY_BE_CONCEALED",
]


@pytest.mark.parametrize("folder", ["employ", "prc"])
def test_w3c_vector_step_by_step(folder: str) -> None:
    path = reference(f"w3c/ecdsa-sd/{folder}")

    def step(name: str) -> Any:  # noqa: ANN401
        return json.loads((path / f"{name}.json").read_text(encoding="utf-8"))

    proof = step("derivedRevealDocument")["proof"]
    derived = read_derived(proof["proofValue"])
    value = step("verifyDerivedProofValue")
    assert derived.base_signature.hex() == value["baseSignature"]
    assert multibase_encode(derived.public_key) == value["publicKey"]
    assert [signature.hex() for signature in derived.signatures] == value["signatures"]
    assert derived.labels == dict(value["labelMap"])
    assert derived.mandatory_indexes == set(value["mandatoryIndexes"])
    # The vocabulary of the example is a draft that no package carries, so from here on by the
    # published statements.
    quads, data = step("verifyNQuads"), step("verifyCreateVerifyData")
    assert quads == sorted(quads)
    statements = Statements(
        tuple(quad for i, quad in enumerate(quads) if i in derived.mandatory_indexes),
        tuple(quad for i, quad in enumerate(quads) if i not in derived.mandatory_indexes),
    )
    assert list(statements.others) == data["nonMandatory"]
    joined = "".join(statements.mandatory).encode()
    assert hashlib.sha256(joined).hexdigest() == data["mandatoryHash"]
    canonical = (path / "addProofConfigCanon.txt").read_bytes()
    options_hash = hashlib.sha256(canonical).digest()
    assert options_hash.hex() == data["proofHash"]
    key = decode_multikey(proof["verificationMethod"].partition("#")[2])
    assert ecdsa_sd_2023.verify(options_hash, statements, derived, key)
    less = Statements(statements.mandatory, statements.others[:-1])
    assert not ecdsa_sd_2023.verify(options_hash, less, derived, key)
    other = Statements(statements.mandatory, (*statements.others[:-1], statements.others[0]))
    assert not ecdsa_sd_2023.verify(options_hash, other, derived, key)
    assert not ecdsa_sd_2023.verify(bytes(32), statements, derived, key)


@pytest.mark.parametrize("folder", ["employ", "prc"])
def test_a_base_proof_is_the_holders_secret(folder: str) -> None:
    path = reference(f"w3c/ecdsa-sd/{folder}/addSignedSDBase.json")
    proof = json.loads(path.read_text(encoding="utf-8"))["proof"]
    with pytest.raises(BaseProofValue):
        read_derived(proof["proofValue"])


def test_a_shown_part_passes_but_for_what_may_be_concealed() -> None:
    report = judged(disclosed(badge(), "issuer"))
    assert causes(report) == CONCEALED
    assert report.facts.securing == "ecdsa-sd-2023"


def test_what_the_issuer_made_mandatory_cannot_be_concealed() -> None:
    document = badge(validUntil="2027-01-01T00:00:00Z")
    assert causes(judged(disclosed(document, *ALL))) == CONCEALED[1:]
    # An end of validity that is shown is the only one, mandatory or not.
    assert causes(judged(disclosed(document))) == CONCEALED[1:]
    expired = badge(validUntil="2026-05-01T00:00:00Z")
    assert causes(judged(disclosed(expired))) == ["validUntil failed EXPIRED", CONCEALED[1]]
    assert causes(judged(disclosed(badge(validFrom=None))))[0].startswith("validFrom indeterminate")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": "changed"}, "SIGNATURE_INVALID"),
        ({"name": None}, "SIGNATURE_INVALID"),  # a signature is left over
        ({"grade": "A"}, "DATA_LOSS"),
    ],
)
def test_a_changed_part_fails(changes: dict[str, Any], code: str) -> None:
    document = {**disclosed(badge(), "issuer"), **changes}
    shown = {name: value for name, value in document.items() if value is not None}
    assert causes(judged(shown)) == [f"proof failed {code}"]


def test_a_mandatory_statement_cannot_be_left_out_or_made_optional() -> None:
    document = badge(validUntil="2027-01-01T00:00:00Z")
    parts = components(document, "validUntil")
    parts[4] = []
    proof = {**OPTIONS, "proofValue": proof_value(parts)}
    assert causes(judged({**document, "proof": proof})) == ["proof failed SIGNATURE_INVALID"]
    proof = disclosed(document, "validUntil")["proof"]
    assert causes(judged({**badge(), "proof": proof})) == ["proof failed SIGNATURE_INVALID"]


def test_a_status_list_is_shown_whole_or_not_at_all() -> None:
    document = badge(credentialStatus=entry())
    shown = disclosed(status_list(), "credentialSubject")
    report = judged(signed(document), resources(list=shown))
    assert causes(report) == ["credentialStatus indeterminate STATUS_LIST_MALFORMED"]


def test_with_end_and_status_mandatory_nothing_is_left_open() -> None:
    document = badge(validUntil="2027-01-01T00:00:00Z", credentialStatus=entry())
    given = resources(list=signed(status_list()))
    assert causes(judged(disclosed(document, *ALL), given)) == []
    revoked = resources(list=signed(status_list(INDEX)))
    assert causes(judged(disclosed(document, *ALL), revoked)) == ["credentialStatus failed REVOKED"]


def malformed(place: int, value: object) -> str:
    parts = components(badge(), "issuer")
    parts[place] = value
    return proof_value(parts)


@pytest.mark.parametrize(
    "value",
    [
        "z" + proof_value(components(badge()))[1:],
        "u!",
        "uAAAA",
        proof_value(components(badge()), b"\xd9\x5d\x02"),
        proof_value(components(badge())[:4]),
        proof_value(5),
        proof_value(components(badge())) + "AAAA",
        malformed(0, bytes(63)),
        malformed(1, bytes(35)),
        malformed(1, bytes(34)),
        malformed(1, 5),
        malformed(2, [bytes(63)]),
        malformed(2, 5),
        malformed(3, {0: bytes(31)}),
        malformed(3, [1]),
        # Two nodes that pass for one, of which the issuer said both.
        malformed(3, {0: bytes(32), 1: bytes(32)}),
        malformed(4, [0, 0]),
        malformed(4, [bytes(1)]),
        malformed(4, 5),
    ],
)
def test_a_malformed_proof_value(value: str) -> None:
    with pytest.raises(MalformedProofValue):
        read_derived(value)
    proof = {**OPTIONS, "proofValue": value}
    assert causes(judged({**badge(), "proof": proof})) == ["proof failed PROOF_MALFORMED"]


@pytest.mark.parametrize(("place", "value"), [(3, {99: bytes(32)}), (4, [9999])])
def test_labels_and_indexes_that_do_not_fit(place: int, value: object) -> None:
    # A badge whose issuer and subject have no id has nodes that need labels.
    proof = {**OPTIONS, "proofValue": malformed(place, value)}
    assert causes(judged({**badge(), "proof": proof})) == ["proof failed PROOF_MALFORMED"]


def test_what_looks_like_a_label_in_a_text_stays() -> None:
    assert causes(judged(disclosed(badge(name='_:c14n0 "_:c14n1" \\ <_:c14n0>')))) == CONCEALED
