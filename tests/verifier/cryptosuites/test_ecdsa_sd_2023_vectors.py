"""The published vectors of ecdsa-sd-2023: what issuer and holder make of them, byte for byte."""

import hashlib
import json
from typing import Any

import pytest

from contexts import SelectableDocument, context_document, context_urls
from contexts.expansion import ContextSource, to_dataset
from contexts.selectable import selectable_by
from issuer.selective_disclosure import BaseSecrets, base_proof_value, to_sign
from tests.verifier.makers import reference
from verifier.cryptosuites.ecdsa_sd_2023_deriving import derived_proof
from verifier.cryptosuites.ecdsa_sd_2023_groups import Grouped, grouped
from verifier.cryptosuites.ecdsa_sd_2023_values import read_base, write_base, write_derived
from verifier.multikey import multibase_decode
from verifier.securing.json_pointers import selected

CITIZENSHIP = "https://w3id.org/citizenship/v4rc1"
FILES = {
    "employ": ("employmentAuth", "employMandatory", "employSelective"),
    "prc": ("prCredUnsigned", "prCredMandatory", "prCredSelective"),
}
# The published list of prc still has the text that its document had before.
OUTDATED = {
    "prc": (
        '"Permanent Resident Card from Government of Utopia."',
        '"Government of Utopia Permanent Resident Card."',
    )
}


def step(name: str) -> Any:  # noqa: ANN401  # any JSON
    return json.loads(reference(f"w3c/ecdsa-sd/{name}.json").read_text(encoding="utf-8"))


def read_by_hand(document: dict[str, Any]) -> SelectableDocument:
    """Read with the draft vocabulary of the vectors, which no package carries."""

    def load(url: str) -> dict[str, Any]:
        if url != CITIZENSHIP:
            return context_document(url)
        path = reference("w3c/contexts/citizenship-v4rc1.jsonld")
        context: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return context

    source = ContextSource(context_urls() | {CITIZENSHIP}, load)
    return selectable_by(document, lambda part: to_dataset(part, source))


class Vector:
    """One folder of published steps."""

    def __init__(self, folder: str) -> None:
        document, mandatory, selective = FILES[folder]
        self.folder = folder
        self.document: dict[str, Any] = step(document)
        self.mandatory: list[str] = step(mandatory)
        self.selective: list[str] = step(selective)
        self.signed: dict[str, Any] = step(f"{folder}/addSignedSDBase")
        keys = step("SDKeyMaterial")
        self.secrets = BaseSecrets(
            bytes.fromhex(keys["hmacKeyString"]),
            multibase_decode(keys["proofKeyPair"]["publicKeyMultibase"]),
        )

    def grouped(self) -> Grouped:
        """Read the document with the published key for its labels."""
        return grouped(read_by_hand(self.document), self.secrets.hmac_key)

    def step(self, name: str) -> Any:  # noqa: ANN401  # any JSON
        """Read one published step."""
        return step(f"{self.folder}/{name}")


@pytest.fixture(params=sorted(FILES))
def vector(request: pytest.FixtureRequest) -> Vector:
    return Vector(request.param)


def test_statements_under_hidden_labels(vector: Vector) -> None:
    was, is_now = OUTDATED.get(vector.folder, ("", ""))
    expected = [quad.replace(was, is_now) for quad in vector.step("addBaseDocHMACCanon")]
    whole = vector.grouped()
    assert list(whole.statements) == expected
    mandatory = whole.positions(whole.chosen(vector.mandatory))
    assert mandatory == vector.step("derivedGroupIndexes")["mandatoryIndexes"]
    both = whole.chosen([*vector.mandatory, *vector.selective])
    assert whole.positions(both) == vector.step("derivedGroupIndexes")["combinedIndexes"]


def test_what_the_issuer_signs(vector: Vector) -> None:
    canonical = reference(f"w3c/ecdsa-sd/{vector.folder}/addProofConfigCanon.txt").read_bytes()
    options_hash = hashlib.sha256(canonical).digest()
    made = to_sign(read_by_hand(vector.document), options_hash, vector.secrets, vector.mandatory)
    hashes = vector.step("addHashData")
    assert made.by_issuer == (
        bytes.fromhex(hashes["proofHash"])
        + vector.secrets.public_key
        + bytes.fromhex(hashes["mandatoryHash"])
    )
    groups = vector.step("derivedGroupIndexes")
    quads = vector.grouped().statements
    assert made.by_one_time_key == tuple(
        quads[index].encode() for index in groups["nonMandatoryIndexes"]
    )


def test_the_base_proof_value(vector: Vector) -> None:
    published = vector.step("addRawBaseSignatureInfo")
    value = base_proof_value(
        bytes.fromhex(published["baseSignature"]),
        [bytes.fromhex(signature) for signature in published["signatures"]],
        vector.secrets,
        vector.mandatory,
    )
    assert value == vector.signed["proof"]["proofValue"]
    assert write_base(read_base(value)) == value


def test_the_derived_proof_value(vector: Vector) -> None:
    base = read_base(vector.signed["proof"]["proofValue"])
    assert list(base.mandatory_pointers) == vector.mandatory
    made = derived_proof(base, vector.grouped(), vector.selective)
    published = vector.step("derivedRevealDocument")
    assert write_derived(made) == published["proof"]["proofValue"]
    shown = selected(vector.document, [*vector.mandatory, *vector.selective])
    assert shown == vector.step("derivedUnsignedReveal")
