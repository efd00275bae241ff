"""The door: published vectors, what is refused, and what is accepted with which canonical form."""

import hashlib
import json
from copy import deepcopy
from typing import Any

import pytest

from contexts import (
    ContextsError,
    DataLoss,
    NotJsonLd,
    TooMuchWork,
    UnknownContext,
    canonicalize,
    check_lossless,
    context_document,
)
from tests.contexts.reference_data import (
    OB,
    OB_EXTENSIONS,
    OWN_VECTORS,
    VC1,
    VC2,
    badge,
    credential,
    reference,
    reference_json,
)

pytestmark = pytest.mark.usefixtures("each_engine")

P = "https://sola.example/p"
W3C_VECTORS = [
    ("eddsa/eddsa-rdfc-2022", "DataInt", "eddsa/unsigned.json", "sha256"),
    ("eddsa/Ed25519Signature2020", "EdSig", "eddsa/unsigned.json", "sha256"),
    ("ecdsa/ecdsa-rdfc-2019-p256", "ECDSAP256", "ecdsa/unsigned.json", "sha256"),
    ("ecdsa/ecdsa-rdfc-2019-p384", "ECDSAP384", "ecdsa/unsigned.json", "sha384"),
]


def vector(path: str) -> str:
    return reference(f"w3c/{path}").read_bytes().decode().strip()


@pytest.mark.parametrize(("folder", "suffix", "unsigned", "hash_name"), W3C_VECTORS)
def test_w3c_vectors(folder: str, suffix: str, unsigned: str, hash_name: Any) -> None:  # noqa: ANN401
    document = reference_json(f"w3c/{unsigned}")
    if folder.endswith("2020"):  # this vector adds the suite's context to the document
        document = reference_json(f"w3c/{folder}/signed{suffix}.json")
        del document["proof"]
    options = reference_json(f"w3c/{folder}/proofConfig{suffix}.json")

    canonical = canonicalize(document, hash_name=hash_name, sandbox=True)
    assert canonical.strip() == vector(f"{folder}/canonDoc{suffix}.txt")
    options_canonical = canonicalize(options, hash_name=hash_name, sandbox=True)
    assert options_canonical.strip() == vector(f"{folder}/proofCanon{suffix}.txt")

    digest = hashlib.new(hash_name, canonical.encode()).hexdigest()
    assert digest == vector(f"{folder}/docHash{suffix}.txt")


def test_the_open_badges_vector() -> None:
    """The worked example of the Open Badges specification gives its document in a page."""
    page = reference("ob3/vectors/linked-data-proof-ob.html").read_text(encoding="utf-8")
    expected = reference("ob3/vectors/obv3p0/document-canon.txt").read_text(encoding="utf-8")
    start = page.index("{", page.index("@context") - 40)
    document = json.JSONDecoder().raw_decode(page[start:])[0]
    document.pop("proof", None)

    assert canonicalize(document).strip() == expected.strip()


def test_the_canonical_form_of_our_own_badge_is_kept_in_a_file() -> None:
    expected = (OWN_VECTORS / "complete-badge.nq").read_bytes().decode()

    assert canonicalize(badge()) == expected


def test_the_document_is_not_changed() -> None:
    document = badge()

    canonicalize(document)

    assert document == badge()


def test_proof_options_have_a_canonical_form() -> None:
    options = {
        "@context": [VC2, OB, OB_EXTENSIONS],
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": "2026-01-15T09:00:00Z",
        "verificationMethod": "did:web:sola.example#key-1",
        "proofPurpose": "assertionMethod",
    }

    assert canonicalize(options).count("\n") == 5


@pytest.mark.parametrize(
    "sample",
    ["ob3-eddsa-rdfc-2022.status-revoked", "ob3-ecdsa-rdfc-2019", "ob3-Ed25519Signature2020"],
)
def test_foreign_badges_lose_nothing(sample: str) -> None:
    document = reference_json(f"ob3/generated/{sample}.json")
    del document["proof"]

    check_lossless(document)


# What jsonld.js in safe mode or another processor would refuse, drop or read differently.
REFUSED: dict[str, tuple[dict[str, Any], type[ContextsError], str]] = {
    "undefined term": ({"secretGrade": "A"}, DataLoss, "secretGrade"),
    "undefined term with a number": ({"secretGrade": 5}, DataLoss, "secretGrade"),
    "undefined term with an empty object": ({"secretGrade": {}}, DataLoss, "secretGrade"),
    "undefined term with an empty array": ({"secretGrade": []}, DataLoss, "secretGrade"),
    "undefined nested term": ({P: {"grade": "A"}}, DataLoss, "grade"),
    "undefined type": ({P: {"type": "Grade"}}, DataLoss, "Grade"),
    "one undefined type of two": ({"type": ["VerifiableCredential", "X"]}, DataLoss, "X"),
    "keyword as a type": ({P: {"type": "@graded"}}, NotJsonLd, "type"),
    "keyword as one of two types": ({P: {"type": ["urn:t", "@graded"]}}, DataLoss, "type"),
    "term in another case": ({"Issuer": "urn:x"}, DataLoss, "Issuer"),
    "term with an invisible letter": ({"issu\u0435r": "urn:x"}, DataLoss, "issu\u0435r"),
    "relative id": ({"id": "programi/17"}, DataLoss, "id"),
    "relative id as a value": ({"issuer": "programi"}, DataLoss, "issuer"),
    "keyword as an id": ({P: {"id": "@foo"}}, DataLoss, P),
    "blank node as a property": ({"_:p": "x"}, DataLoss, "_:p"),
    "blank node as a type": ({P: {"type": "_:t"}}, DataLoss, "_:t"),
    "vocabulary value without definition": (
        {"proof": {"type": "DataIntegrityProof", "proofPurpose": "grading"}},
        DataLoss,
        "proofPurpose",
    ),
    "JSON literal written out": ({P: {"@value": "x", "@type": "@json"}}, DataLoss, P),
    "text typed as double": (
        {P: {"@value": "5.0", "@type": "http://www.w3.org/2001/XMLSchema#double"}},
        DataLoss,
        P,
    ),
    "bad language tag": ({P: {"@value": "x", "@language": "slovenski jezik"}}, DataLoss, P),
    "language of a number": ({P: {"@value": 5, "@language": "sl"}}, NotJsonLd, ""),
    "direction": ({P: {"@value": "x", "@direction": "rtl"}}, DataLoss, "@direction"),
    "bad character in an id": ({"id": "https://sola.example/a b"}, DataLoss, "id"),
    "two ids": ({"id": "urn:x", "@id": "urn:y"}, NotJsonLd, ""),
    "number as an id": ({"id": 17}, NotJsonLd, ""),
    "number as a type": ({"type": 17}, NotJsonLd, ""),
    "value object with members": ({P: {"@value": "x", "name": "y"}}, NotJsonLd, ""),
    "two contexts that contradict each other": (
        {"@context": [VC2, "https://purl.imsglobal.org/spec/ob/v3p0/context.json"]},
        NotJsonLd,
        "protected",
    ),
    "credential in a presentation without a context": (
        {
            "type": "VerifiablePresentation",
            "verifiableCredential": {"type": "VerifiableCredential", "name": "x"},
        },
        DataLoss,
        "name",
    ),
    "unknown context": ({"@context": [VC2, "urn:other"]}, UnknownContext, "urn:other"),
}


@pytest.mark.parametrize(("members", "error", "named"), REFUSED.values(), ids=REFUSED)
def test_refused(members: dict[str, Any], error: type[ContextsError], named: str) -> None:
    document = {**credential(), **members}

    with pytest.raises(error) as caught:
        canonicalize(document)
    with pytest.raises(error):
        check_lossless(document)

    assert type(caught.value) is error
    assert named in (getattr(caught.value, "term", "") or caught.value.sentence)


def test_the_schema_that_a_credential_is_about_is_one_json_text() -> None:
    def about(schema: str) -> str:
        subject = {"type": "JsonSchema", "jsonSchema": json.loads(schema)}
        return canonicalize(credential(credentialSubject=subject))

    written = about('{"b": 1e2, "a": [true, "ć"]}')
    assert '{\\"a\\":[true,\\"ć\\"],\\"b\\":100}' in written
    assert "rdf-syntax-ns#JSON" in written
    assert about('{"a": [true, "ć"], "b": 100.0}') == written
    assert about('{"a": [true, "ć"], "b": 101}') != written


def test_a_document_that_says_nothing_is_refused() -> None:
    with pytest.raises(DataLoss, match="says nothing"):
        canonicalize({"@context": VC2, "id": "urn:x"})


def test_one_statement_in_two_spellings_is_refused() -> None:
    integer = {"@value": "3", "@type": "http://www.w3.org/2001/XMLSchema#integer"}

    with pytest.raises(DataLoss, match="twice"):
        canonicalize(credential(**{P: [3, integer]}))


def test_rare_characters_that_processors_sort_differently_are_refused() -> None:
    with pytest.raises(DataLoss, match="sorted differently"):
        canonicalize(credential(**{P: ["\ufb01", "\U0001f600"]}))
    assert canonicalize(credential(**{P: ["\ufb01 \U0001f600", "x"]}))


def test_a_nested_object_without_its_type_is_refused() -> None:
    document = badge()
    del document["credentialSubject"]["achievement"]["type"]

    with pytest.raises(DataLoss):
        canonicalize(document)


ACCEPTED: dict[str, dict[str, Any]] = {
    "numbers and booleans": {P: [3, 3.5, -1, 0, True, False]},
    "a language": {P: {"@value": "Šola", "@language": "sl-SI"}},
    "a datatype": {P: {"@value": "x", "@type": "urn:type"}},
    "an empty array, which says nothing": {"evidence": []},
    "an empty object": {P: {}},
    "one value in an array or alone": {P: [{"id": "urn:y"}]},
    "control characters": {P: '\x00\x08\x0b\x0c\x1f\x7f\t\n\r"\\'},
    "characters of other lines": {P: "\x85\u2028\u2029"},
    "emoji": {P: ["😀", "a", "ž"]},
    "a property by its IRI": {P: "x"},
    "a blank node by name": {P: {"id": "_:a", f"{P}2": {"id": "_:b"}}},
    "an international IRI": {"id": "https://šola.example/čas?q=ž"},
}


@pytest.mark.peers
@pytest.mark.parametrize("members", [*ACCEPTED.values(), badge()], ids=[*ACCEPTED, "badge"])
def test_accepted_as_jsonld_js_in_safe_mode_does(node_peers: Any, members: Any) -> None:  # noqa: ANN401
    document = {**credential(), **members}

    assert canonicalize(document) == node_peers.call("canonize", {"document": document})["nquads"]


@pytest.mark.parametrize("members", ACCEPTED.values(), ids=ACCEPTED)
def test_accepted(members: dict[str, Any]) -> None:
    assert canonicalize({**credential(), **members}).endswith(" .\n")


def test_an_endorsement_inside_a_badge_keeps_its_meaning() -> None:
    endorsement = {
        "@context": [VC2, OB],
        "id": "urn:uuid:0b0c0d2e-0000-4000-8000-000000000001",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": "Priporočilo",
        "issuer": {"id": "did:web:zbornica.example", "type": ["Profile"], "name": "Zbornica"},
        "validFrom": "2026-02-01T00:00:00Z",
        "credentialSubject": {
            "id": "https://sola.example/programmes/17/versions/3",
            "type": ["EndorsementSubject"],
            "endorsementComment": "Dober program.",
        },
    }
    document = badge(endorsement=[endorsement])

    inside, alone = canonicalize(document), canonicalize(endorsement)

    assert 'endorsementComment> "Dober program."' in alone
    assert set(alone.splitlines()) <= set(inside.splitlines())


def test_a_version_1_badge() -> None:
    document = {
        "@context": [VC1, "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json"],
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": "urn:issuer", "type": ["Profile"], "name": "Šola"},
        "issuanceDate": "2026-01-15T09:00:00Z",
        "credentialSubject": {"id": "urn:learner", "type": ["AchievementSubject"]},
    }

    assert "issuanceDate" in canonicalize(document)
    with pytest.raises(DataLoss, match="confidenceMethod"):
        canonicalize({**document, "confidenceMethod": "urn:method"})


@pytest.mark.parametrize(
    ("members", "iri"),
    [
        ({"endorsementJwt": ["e30.e30.c2ln"]}, "https://purl.imsglobal.org/spec/vc/ob/vocab.html#"),
        ({"jti": "urn:uuid:1"}, "https://www.iana.org/assignments/jwt#jti"),
    ],
)
def test_the_newer_ob_context_is_used_only_where_nothing_else_is_missing(
    members: dict[str, Any], iri: str
) -> None:
    assert iri in canonicalize(badge(**members))
    with pytest.raises(DataLoss, match="secretGrade"):
        canonicalize(badge(**members, secretGrade="A"))
    with pytest.raises(DataLoss):
        canonicalize({**credential(), **members})


def test_contexts_that_define_everything_need_the_sandbox() -> None:
    examples = "https://www.w3.org/ns/credentials/examples/v2"
    document = credential(examples, favouriteColour="blue")

    with pytest.raises(UnknownContext):
        canonicalize(document)
    assert "examples#favouriteColour" in canonicalize(document, sandbox=True)


def test_every_member_of_a_badge_is_covered() -> None:
    """Change each leaf: the canonical form has to change, or the change to be refused."""
    original = canonicalize(badge())
    for change in every_change(badge()):
        try:
            changed = canonicalize(change)
        except ContextsError:
            continue
        assert changed != original


def every_change(document: dict[str, Any]) -> list[dict[str, Any]]:
    changes = []
    for path in leaves(document):
        copy = deepcopy(document)
        holder: Any = copy
        for step in path[:-1]:
            holder = holder[step]
        holder[path[-1]] = another(holder[path[-1]])
        changes.append(copy)
    return changes


def leaves(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:  # noqa: ANN401
    if isinstance(value, dict):
        return [leaf for k, v in value.items() if k != "@context" for leaf in leaves(v, (*path, k))]
    if isinstance(value, list):
        return [leaf for k, v in enumerate(value) for leaf in leaves(v, (*path, k))]
    return [path]


def another(leaf: Any) -> Any:  # noqa: ANN401
    if isinstance(leaf, bool):
        return not leaf
    return leaf + 1 if isinstance(leaf, (int, float)) else leaf + "x"


def test_the_cause_stays_inside_the_error_and_out_of_its_sentence() -> None:
    with pytest.raises(NotJsonLd) as caught:
        canonicalize(credential(**{P: {"@value": "learner's secret", "name": "y"}}))

    assert "secret" not in caught.value.sentence
    assert caught.value.__cause__ is not None


def test_work_is_bounded_unless_asked_otherwise() -> None:
    like = [{"id": f"_:a{n}", P: {"id": f"_:a{(n + 1) % 6}"}} for n in range(6)]

    with pytest.raises(TooMuchWork):
        canonicalize(credential(**{P: like}))
    assert canonicalize(credential(**{P: like}), work_factor=3)


def test_context_documents_are_not_spoilt_by_use() -> None:
    before = context_document(OB)

    canonicalize(badge())

    assert context_document(OB) == before
