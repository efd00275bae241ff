"""The real documents that all others are made from: what is issued, listed and presented."""

import json
import random
from copy import deepcopy
from functools import cache
from pathlib import Path

from contexts import JsonObject
from issuer.rendering.open_badge import render
from tests.issuer.examples import DATA_LITERACY, FIRST_AID_PILOT, HEAT_PUMPS, material

VECTORS = Path(__file__).parents[1] / "vectors"
VC2 = "https://www.w3.org/ns/credentials/v2"
OB = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"


def some_original(chance: random.Random) -> tuple[str, JsonObject]:
    """Choose one, small ones more often than large ones: they cost less and break as well."""
    known = _originals()
    weights = [len(repr(document)) ** -0.5 for document in known.values()]
    name = chance.choices(list(known), weights)[0]
    return name, deepcopy(known[name])


def originals() -> dict[str, JsonObject]:
    """Give fresh copies of all originals, unsecured, by name."""
    return deepcopy(_originals())


@cache
def _originals() -> dict[str, JsonObject]:
    revoked = _vector("verifier/badge.revoked.json")
    endorsed = _vector("verifier/badge.endorsed.json")
    plain = _vector("verifier/badge.json")
    return {
        "complete badge": _vector("contexts/complete-badge.json"),
        "small badge": _without_proof(plain),
        "badge with status": _without_proof(revoked),
        "badge of VCDM 1.1": _without_proof(_vector("verifier/badge.vcdm-1.1.json")),
        "badge of 2020": _without_proof(_vector("verifier/badge.Ed25519Signature2020.json")),
        "endorsed badge": _without_proof(endorsed),
        "endorsement": _without_proof(endorsed["endorsement"][0]),
        "rendered in Slovenian": render(material(HEAT_PUMPS)),
        "rendered in English": render(material(FIRST_AID_PILOT, language="en")),
        "rendered with two entries": render(material(DATA_LITERACY)),
        "status list": _without_proof(_vector("verifier/status-list.json")),
        "credential about a schema": _about_a_schema(),
        "proof options": {"@context": revoked["@context"]} | _options(revoked["proof"]),
        "presentation": _without_proof(_vector("verifier/presentation.unsigned.json")),
        "presentation of two": _presentation(_without_proof(plain), revoked),
    }


def _vector(name: str) -> JsonObject:
    document: JsonObject = json.loads((VECTORS / name).read_text(encoding="utf-8"))
    return document


def _without_proof(document: JsonObject) -> JsonObject:
    return {name: value for name, value in document.items() if name != "proof"}


def _options(proof: JsonObject) -> JsonObject:
    return {name: value for name, value in proof.items() if name != "proofValue"}


def _about_a_schema() -> JsonObject:
    """Give a credential whose subject is JSON, which is signed as JSON."""
    thesis = {"type": "string", "minLength": 1, "pattern": "^[A-Žč]+$", "examples": ["a", 7, 0.5]}
    return {
        "@context": [VC2],
        "id": "https://school.example/schemas/thesis",
        "type": ["VerifiableCredential", "JsonSchemaCredential"],
        "issuer": "https://school.example/",
        "credentialSubject": {
            "id": "https://school.example/schemas/thesis.json",
            "type": "JsonSchema",
            "jsonSchema": {"type": "object", "properties": {"thesis": thesis, "naslov": {}}},
        },
    }


def _presentation(*credentials: JsonObject) -> JsonObject:
    return {
        "@context": [VC2],
        "id": "urn:uuid:7d9a3f2e-0000-4000-8000-00000000000a",
        "type": ["VerifiablePresentation"],
        "holder": "did:key:z6Mko9hTggMwjSTEaJaPUfE6tqcy2xvU6BnNq3e3o8qVBiyH",
        "verifiableCredential": list(credentials),
    }
