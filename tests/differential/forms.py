"""What is known of a form, against the full checks: they have to agree on every document."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import orjson

from contexts import JsonObject, Recognised, schema_errors
from contexts.shapes.example import Example
from contexts.shapes.outline import outline_of, written
from contexts.shapes.structure import structure_of, with_texts
from tests.contexts.reference_data import OB_SCHEMA, badge
from tests.differential.nasty import TEXTS, VALUES
from verifier.checks.arrangement import check_arrangement
from verifier.faithful_json import Doubtful, read_faithful
from verifier.inventory import containers_of, take_inventory
from verifier.json_reading import read_json
from verifier.judgement import Judged
from verifier.known_forms import Known, KnownForms
from verifier.limits import LIMITS

_PLAIN = ("a", "Ana Žagar", "2026-03-01T00:00:00Z", "https://x.example/1", "urn:x:1", "87", "sl")
_PROOF = b',"proof":'
_SOMETIMES, _SELDOM = 0.3, 0.07
_OTHER_VALUES = [value for value in VALUES if value is not None]


@dataclass
class Agreement:
    """How much was compared, and how much of it was known."""

    seed: int
    documents: int = 0
    known: int = 0
    arranged: int = 0
    valid: int = 0

    def __str__(self) -> str:
        """Say so in a line."""
        return (
            f"forms, seed {self.seed}: {self.documents} documents, {self.known} of a known form, "
            f"{self.arranged} arranged, {self.valid} valid"
        )


def compare_forms(seed: int, worlds: int, copies: int) -> Agreement:
    """Make documents of several worlds; raise AssertionError where an answer is not the full one.

    All documents of a world are one badge, in which some texts vary.
    """
    chance, agreement = random.Random(seed), Agreement(seed)  # noqa: S311
    for number in range(worlds):
        forms, another = _world(chance)
        for _ in range(copies):
            document = another()
            if chance.random() < _SOMETIMES:
                document = _changed(document, chance)
            agreement.documents += 1
            told = f"seed {seed}, world {number}: {document}"
            _compare(_spelt(_secured(document, chance), chance), forms, agreement, told)
    return agreement


def _world(chance: random.Random) -> tuple[KnownForms, Callable[[], JsonObject]]:
    """Give forms with the outline of one badge, and what makes documents that fit it."""
    original = badge()
    for _ in range(chance.choice((0, 0, 1, 3))):
        original = _changed(original, chance)
    original = _as_parsed(original)
    texts = structure_of(original).texts
    identifiers = [slot for slot, text in enumerate(texts) if ":" in text]
    among = identifiers if chance.random() < _SOMETIMES else range(len(texts))
    slots = sorted(chance.sample(among, chance.randrange(min(len(among), 10) + 1)))

    def rebuilt(others: Sequence[str]) -> JsonObject:
        changed = dict(enumerate(texts)) | dict(zip(slots, others, strict=True))
        return with_texts(original, iter(changed.values()))

    outline = outline_of(Example(original, [texts[slot] for slot in slots], rebuilt))

    def recognised(data: bytes) -> Recognised | None:
        found = outline.texts(data)
        if found is None or not outline.is_spelled_alike(data):
            return None
        return Recognised(None, found, outline)  # type: ignore[arg-type]  # nothing is filled in

    pool = chance.sample([*_PLAIN, *texts, *TEXTS], chance.choice((6, 30, 90)))

    def another() -> JsonObject:
        return rebuilt([chance.choice(pool) for _ in slots])

    return KnownForms(recognised), another


def _compare(data: bytes, forms: KnownForms, agreement: Agreement, told: str) -> None:
    try:
        read = read_faithful(data, LIMITS, forms)
    except Doubtful:
        return
    document: JsonObject = read.value
    assert json.dumps(document) == json.dumps(read_json(data, LIMITS)), told
    if read.known is None:
        return
    agreement.known += 1
    assert read.known.form.names == take_inventory(document).names, told
    _compare_checks(document, read.known, agreement, told)


def _compare_checks(document: JsonObject, known: Known, agreement: Agreement, told: str) -> None:
    if known.is_arranged:
        agreement.arranged += 1
        assert _stays(lambda: check_arrangement(document)), told
    if known.form.is_valid(OB_SCHEMA):
        agreement.valid += 1
        assert schema_errors(document, OB_SCHEMA) == (), told


def _stays(check: Callable[[], None]) -> bool:
    try:
        check()
    except Judged:
        return False
    return True


def _changed(document: JsonObject, chance: random.Random) -> JsonObject:
    """Change something anywhere: a text, a value, a name, an item more or less."""
    changed = deepcopy(document)
    holder = chance.choice([each for each in containers_of(changed) if each])
    where = chance.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))
    match chance.randrange(5):
        case 0:
            holder[where] = chance.choice([*TEXTS, *_PLAIN])
        case 1:
            holder[where] = deepcopy(chance.choice(_OTHER_VALUES))
        case 2:
            del holder[where]
        case 3 if isinstance(holder, dict):
            holder[chance.choice(("id", "@id", "schema:name", "validUntil"))] = holder.pop(where)
        case _:
            holder[where] = [holder[where], deepcopy(holder[where])]
    return changed or document


def _as_parsed(document: JsonObject) -> JsonObject:
    """Leave a document out that has no outline, for no parser gives it."""
    return document if written(document) and _has_structure(document) else badge()


def _has_structure(document: JsonObject) -> bool:
    try:
        structure_of(document)
    except Exception:  # noqa: BLE001  # whatever the shapes refuse
        return False
    return True


def _secured(document: JsonObject, chance: random.Random) -> JsonObject:
    proof: Any = {
        "type": "DataIntegrityProof",
        "cryptosuite": chance.choice(("eddsa-rdfc-2022", "ecdsa-rdfc-2019")),
        "created": chance.choice(_PLAIN),
        "verificationMethod": chance.choice(_PLAIN),
        "proofPurpose": "assertionMethod",
        "proofValue": chance.choice(_PLAIN),
    }
    if chance.random() < _SELDOM:
        proof = _changed(proof, chance)
    if chance.random() < _SELDOM:
        return {"proof": proof, **document}
    return {**document, "proof": proof}


def _spelt(document: JsonObject, chance: random.Random) -> bytes:
    """Write it, mostly as most programs do."""
    try:
        data = orjson.dumps(document)
    except orjson.JSONEncodeError:
        return json.dumps(document).encode()
    before, _, proof = data.rpartition(_PROOF)
    otherwise = (
        json.dumps(document).encode(),
        data.replace(b"a", b"\\u0061", 1),
        before + b',"id":"urn:twice"' + _PROOF + proof,
        data[:-1] + _PROOF + proof,
        b" \n" + data + b"\n",
    )
    return chance.choice(otherwise) if chance.random() < _SOMETIMES else data
