"""Every known trap, each by name: a shape answers as the full path does, byte or error."""

from collections.abc import Sequence
from copy import deepcopy
from functools import partial
from typing import Any

import pytest

from contexts.full_path import canonical_in_full
from contexts.shapes.shape_cache import ShapeCache
from tests.contexts.reference_data import OB, badge, credential
from tests.contexts.shapes.insisting import outcome

P = "https://sola.example/p"
XSD = "http://www.w3.org/2001/XMLSchema#"
Documents = Sequence[dict[str, Any]]


def school(identifier: str, **members: Any) -> dict[str, Any]:  # noqa: ANN401  # any JSON
    return {"id": identifier, "type": "Profile", **members}


def schools(first: str, name: str, second: str, other_name: str) -> dict[str, Any]:
    other = school(second, name=other_name)
    return credential(OB, issuer=school(first, name=name), credentialSubject=other)


def subject(*nodes: Any) -> dict[str, Any]:  # noqa: ANN401  # any JSON
    return credential(credentialSubject=list(nodes))


def presentation(*shown: Any) -> dict[str, Any]:  # noqa: ANN401  # any JSON
    return credential(type="VerifiablePresentation", verifiableCredential=list(shown))


def endorsement(name: str, proof_value: str) -> dict[str, Any]:
    proof = {**proof_options("assertionMethod"), "proofValue": proof_value}
    del proof["@context"]
    types = ["VerifiableCredential", "EndorsementCredential"]
    inner = {"id": "urn:subject", "type": ["EndorsementSubject"], "endorsementComment": name}
    return credential(OB, type=types, credentialSubject=inner, proof=[proof])


def graded(*grades: str) -> dict[str, Any]:
    result = {"id": "urn:r", "type": "ResultDescription", "allowedValue": list(grades)}
    achievement = {"type": "Achievement", "resultDescription": [result]}
    return credential(
        OB, credentialSubject={"achievement": achievement, "type": "AchievementSubject"}
    )


def status(purpose: str) -> dict[str, Any]:
    entry = {"id": "urn:e", "type": "BitstringStatusListEntry", "statusPurpose": purpose}
    return credential(credentialStatus=entry)


def proof_options(purpose: str) -> dict[str, Any]:
    return {
        "@context": "https://w3id.org/security/data-integrity/v2",
        "type": "DataIntegrityProof",
        "proofPurpose": purpose,
        "verificationMethod": "did:key:z6Mk#z6Mk",
    }


def schema(title: str) -> dict[str, Any]:
    inner = {"type": "JsonSchema", "jsonSchema": {"title": title, "maximum": 3}}
    return credential(
        type=["VerifiableCredential", "JsonSchemaCredential"], credentialSubject=inner
    )


# The first document of each teaches the shape; the others are then asked for, filled or not.
TRAPS: dict[str, Documents] = {
    "list or set: two neighbours alike in the hash": [
        subject({"name": "a", P: [{"name": "b"}, {"name": "c"}]}),
        subject({"name": "d", P: [{"name": "e"}, {"name": "f"}]}),
        subject({"name": "d", P: [{"name": "e"}, {"name": "e"}]}),
    ],
    "list or set: two literals that become one": [
        subject({P: ["a", "b"]}, {P: "c"}),
        subject({P: ["a", "a"]}, {P: "c"}),
        subject({P: ["a", "a"]}, {P: "a"}),
    ],
    "a list keeps what is said twice": [
        graded("A", "B"),
        graded("A", "A"),
        graded("B", "A"),
        graded("A", "A", "A"),
        graded("A", "B", "A"),
    ],
    "identifiers that become equal merge nodes": [
        schools("urn:a", "x", "urn:b", "y"),
        schools("urn:c", "x", "urn:c", "y"),
        schools("urn:c", "x", "urn:c", "x"),
        schools("urn:c", "z", "urn:d", "z"),
    ],
    "an identifier that is also a type": [
        credential(id="urn:a", issuer="urn:b"),
        credential(id="https://www.w3.org/2018/credentials#VerifiableCredential", issuer="urn:b"),
        credential(id="urn:a", issuer="https://www.w3.org/2018/credentials#issuer"),
    ],
    "ties: siblings with equal content and no id": [
        subject({"name": "a"}, {"name": "b"}),
        subject({"name": "a"}, {"name": "a"}),
        subject({"name": "c"}, {"name": "b"}),
    ],
    "ties that more than hashes decide": [
        subject({"name": "a", P: {"name": "x"}}, {"name": "b", P: {"name": "x"}}),
        subject({"name": "a", P: {"name": "y"}}, {"name": "b", P: {"name": "x"}}),
        subject({"name": "b", P: {"name": "x"}}, {"name": "a", P: {"name": "x"}}),
        subject({"name": "a", P: {"name": "x"}}, {"name": "a", P: {"name": "x"}}),
    ],
    "percent signs and braces": [
        credential(name="100 %", **{f"{P}%25s": "%s"}),
        credential(name="%s %d %% %(name)s {0} {}", **{f"{P}%25s": "%"}),
    ],
    "characters that are escaped": [
        credential(name="plain"),
        *(credential(name=f"a{character}b") for character in '"\\\t\n\r\b\f\x00\x1f\x7f'),
        *(credential(name=f"a{character}b") for character in "\x80\x85\xa0\u2028\u2029\ufeff%😀"),
    ],
    "characters that encodings sort differently": [
        credential(name="a", description="b", issuer="urn:a"),
        credential(name="😀", description="b", issuer="urn:a"),
        credential(name="😀", description="\uff0c", issuer="urn:a"),
        subject({"name": "😀"}, {"name": "\uff0c"}),
    ],
    "half a character": [credential(name=text) for text in ("a", "\ud83d", "\udc00")],
    "texts typed as double": [
        credential(**{P: {"@value": "5.0", "@type": f"{XSD}decimal"}}),
        credential(**{P: {"@value": "5.0", "@type": f"{XSD}double"}}),
        credential(**{P: {"@value": "5", "@type": f"{XSD}double"}}),
    ],
    "numbers are of the shape, and a text is not a number": [
        *(credential(**{P: value}) for value in (5, 5.0, "5", True, "true", 1, 1.0, 0, -0.0, 5.5)),
        credential(**{P: 2**53 + 1}),
        credential(**{P: [5, {"@value": "5", "@type": f"{XSD}integer"}]}),
        credential(**{P: [5, {"@value": "6", "@type": f"{XSD}integer"}]}),
    ],
    "a text and the same text with its type": [
        credential(**{P: ["a", {"@value": "b", "@type": f"{XSD}string"}]}),
        credential(**{P: ["a", {"@value": "a", "@type": f"{XSD}string"}]}),
    ],
    "@vocab-coerced texts are terms": [
        *(proof_options(purpose) for purpose in ("assertionMethod", "authentication", "urn:x")),
        *(status(purpose) for purpose in ("revocation", "suspension", "type")),
    ],
    "JSON literals": [schema("a"), schema("b"), schema("%s")],
    "a marker inside a larger term": [
        credential(**{"urn:x-slot-0:0:": "a"}),
        credential(name="urn:x-slot-0:0:", id="urn:x-slot-0:0:"),
        credential(name="urn:x-slot-0:0:1", id="urn:x-slot-0:0:1"),
    ],
    "undefined terms, whatever their value": [
        badge(),
        *(badge(secretGrade=value) for value in ("A", 5, 5.5, True, {}, {"x": "y"}, ["A"], [1])),
    ],
    "undefined types": [
        badge(),
        badge(type=["VerifiableCredential", "OpenBadgeCredential", "Secret"]),
        badge(evidence=[{"id": "urn:e", "type": ["Secret"]}]),
        credential(credentialSubject={"type": "name", "name": "x"}),
    ],
    "identifiers that JSON-LD would change": [
        credential(id="urn:a", issuer="urn:b"),
        *(credential(id=value, issuer="urn:b") for value in ("", "x", "#x", "@id", "@foo", "_:b0")),
        *(credential(id="urn:a", issuer=value) for value in ("name", "name:x", "xsd:x", "type:x")),
        *(credential(id="urn:a", issuer=value) for value in ("urn:a b", "urn:{a}", "HTTPS://A")),
    ],
    "language-tagged texts": [
        credential(name={"@value": "a", "@language": "sl"}),
        credential(name={"@value": "b", "@language": "sl"}),
        credential(name={"@value": "a", "@language": "en"}),
        credential(name={"@value": "a", "@language": "not a tag"}),
        credential(name=[{"@value": "a", "@language": "sl"}, {"@value": "a", "@language": "en"}]),
        credential(name=[{"@value": "a", "@language": "sl"}, {"@value": "a", "@language": "sl"}]),
    ],
    "one item more, one less, none, nothing": [
        badge(evidence=[{"id": "urn:e", "type": ["Evidence"], "name": "a"}]),
        badge(evidence=[{"id": "urn:e", "type": ["Evidence"], "name": name} for name in "ab"]),
        badge(evidence=[]),
        badge(evidence=[{}]),
        badge(evidence=None),
    ],
    "named graphs": [
        presentation(credential(name="a")),
        presentation(credential(name="b")),
        presentation(credential(name="c", id="urn:a")),
        presentation(credential(name="c", id="urn:b")),
        presentation("urn:a", credential(name="a")),
    ],
    "graphs that look alike": [
        presentation(credential(name="a"), credential(name="b")),
        presentation(credential(name="c"), credential(name="c")),
        presentation(credential(id="urn:a", name="a"), credential(id="urn:b", name="b")),
        presentation(credential(id="urn:a", name="a"), credential(id="urn:a", name="a")),
        presentation(credential(id="urn:a", name="a"), credential(id="urn:a", name="b")),
    ],
    "one literal of two nodes in one graph": [
        presentation(subject({"name": "a"}, {"name": "b"})),
        presentation(subject({"name": "c"}, {"name": "c"})),
        presentation(subject({"name": "c", P: "d"}, {"name": "c", P: "e"})),
        presentation(subject({"name": "f", P: "g"}, {"name": "f", P: "f"})),
    ],
    "an endorsement with a proof of its own": [
        badge(endorsement=[endorsement("a", "z1")]),
        badge(endorsement=[endorsement("b", "z2")]),
        badge(endorsement=[endorsement("b", "z2"), endorsement("b", "z2")]),
        badge(endorsement=[endorsement("b", "z2"), endorsement("c", "z2")]),
        badge(endorsement=[endorsement("d", "z2"), endorsement("d", "z3")]),
    ],
    "long identifiers": [credential(id="urn:a"), credential(id="urn:" + "a" * 100_000)],
    "the newer copy of a context": [
        badge(endorsementJwt=["a"]),
        badge(endorsementJwt=["b"]),
        badge(endorsementJwt=["a"], secret="x"),  # not a password
    ],
    "contexts that are not bundled": [
        credential(name="a"),
        {**credential(name="a"), "@context": "https://sola.example/context"},
        {**credential(name="a"), "@context": [{"name": "urn:name"}]},
        {"type": "VerifiableCredential"},
    ],
}  # fmt: skip


@pytest.mark.parametrize("hash_name", ["sha256", "sha384"])
@pytest.mark.parametrize("documents", TRAPS.values(), ids=TRAPS)
@pytest.mark.parametrize("patience", [1, 2, 1_000], ids=["all is common", "outlined", "not"])
def test_known_or_not_a_shape_changes_no_byte_and_no_error(
    documents: Documents,
    hash_name: Any,  # noqa: ANN401
    patience: int,
) -> None:
    cache = ShapeCache(patience)

    def in_full(document: Any) -> bytes:  # noqa: ANN401
        return canonical_in_full(document, hash_name=hash_name).encode()

    expected = [outcome(partial(in_full, document)) for document in documents]

    for _ in range(3):
        asked = [partial(cache.canonical, deepcopy(document), hash_name) for document in documents]
        assert [outcome(ask) for ask in asked] == expected
