"""Odd values: numbers, texts, identifiers, languages, names, and nothing at all."""

from collections.abc import Iterator
from typing import Any

from contexts import JsonObject
from tests.differential.originals import VC2
from tests.differential.small_documents import (
    DATA_INTEGRITY,
    RDF,
    XSD,
    Expected,
    P,
    achievement,
    badge,
    credential,
    schema_credential,
)


def read_as_terms() -> Iterator[Expected]:
    """`proofPurpose` is read as a term."""
    purposes = ("assertionMethod", "authentication", "https://w3id.org/security#assertionMethod")
    for purpose in purposes:
        yield _options(proofPurpose=purpose), None
    yield _options(proofPurpose="urn:purpose"), None
    yield _options(proofPurpose="purpose"), "DATA_LOSS"
    yield _options(proofPurpose=""), "DATA_LOSS"
    yield _options(proofPurpose=["assertionMethod", "authentication"]), None
    yield _options(type=["DataIntegrityProof", "DataIntegrityProof"]), None


def _options(**members: Any) -> JsonObject:  # noqa: ANN401 - any JSON
    return {
        "@context": [DATA_INTEGRITY],
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": "2026-01-15T09:00:00Z",
        "verificationMethod": "did:web:school.example#key-0",
        "proofPurpose": "assertionMethod",
        **members,
    }


def languages() -> Iterator[Expected]:
    """Language tags, and what is no language tag."""
    for tag in ("sl", "SL", "sl-SI", "zh-Hant-TW"):
        yield credential(name={"@value": "ime", "@language": tag}), None
    tagged = {"@value": "ime", "@language": "sl"}
    yield credential(name=["ime", tagged, {**tagged, "@language": "en"}]), None
    yield credential(name=[tagged, dict(tagged)]), None
    # Tags differ in their case only: JSON-LD makes one text of them.
    yield credential(name=[tagged, {**tagged, "@language": "SL"}]), None
    yield credential(name={"sl": "ime", "en": "name"}), "DATA_LOSS"
    yield credential(name={**tagged, "@direction": "ltr"}), "DATA_LOSS"
    yield (
        credential(name={"@value": "x", "@language": "sl", "@type": f"{XSD}string"}),
        "NOT_JSON_LD",
    )
    yield credential(name={"@value": 5, "@language": "sl"}), "NOT_JSON_LD"
    yield {**credential(name="x"), "@language": "sl"}, "DATA_LOSS"
    # Without a language it is none: some write such a text as a plain one.
    for datatype in ("langString", "dirLangString"):
        yield credential(name={"@value": "x", "@type": f"{RDF}{datatype}"}), "DATA_LOSS"


def numbers() -> Iterator[Expected]:
    """Numbers that all write alike, and others."""
    for number in (1, 1.0, "1", True, 0, 0.0, 100, 5.5, 0.1, 1e15, 2**53, -7, 99.95):
        yield achievement(creditsAvailable=number), None
        yield credential(**{P: number}), None
    for number in (-0.0, 1e21, 2**53 + 1, 1e-7, 0.30000000000000004, 5e-324):
        yield credential(**{P: number}), "DATA_LOSS"
    yield credential(**{P: {"@value": "1.0", "@type": f"{XSD}decimal"}}), None
    yield credential(**{P: {"@value": "1.0E0", "@type": f"{XSD}double"}}), "DATA_LOSS"


def two_spellings() -> Iterator[Expected]:
    """The same value as a number or text and with its datatype."""
    for values in (["a", "a"], [1, 1], [1, 1.0], [1, "1"], [True, "true"]):
        yield credential(**{P: values}), None
    for value, text, datatype in (
        (3, "3", "integer"),
        (True, "true", "boolean"),
        (5.5, "5.5E0", "double"),
        ("x", "x", "string"),
    ):
        typed = {"@value": text, "@type": f"{XSD}{datatype}"}
        yield credential(**{P: [value, typed]}), "DATA_LOSS"


def identifiers() -> Iterator[Expected]:
    """Identifiers that are kept, lost, or made into others."""
    for kept in (
        "urn:a",
        "https:a",
        "a:",
        "did:web:a",
        "https://x.example/a%20b",
        "urn:č",
        "URN:A",
    ):
        yield credential(id=kept, issuer="urn:issuer"), None
        yield credential(id="urn:a", issuer=kept), None
    for lost in ("", "a", "#a", "/a", "name", "@foo", "a b:c", "urn:a b", "urn:<a>", "urn:a\\b"):
        yield credential(id=lost, issuer="urn:issuer"), "DATA_LOSS"
    # A prefix that is a term makes another identifier of it.
    for compact in ("name:foo", "issuer:x", "VerifiableCredential:x"):
        yield credential(id=compact, issuer="urn:issuer"), None
    yield credential(id="_:b0", issuer="_:b0"), None
    yield credential(id="_:b0", issuer="_:b1"), None
    yield credential(id=["urn:a"]), "NOT_JSON_LD"
    yield credential(id=5), "NOT_JSON_LD"


def nothing() -> Iterator[Expected]:
    """Empty arrays, objects and texts, and null."""
    for name in ("evidence", "credentialStatus", "termsOfUse", "name"):
        yield badge(**{name: []}), None
        yield badge(**{name: None}), "DATA_LOSS"
    yield badge(evidence={}), None
    yield badge(evidence=[[]]), "DATA_LOSS"
    yield badge(name=""), None
    yield badge(name={"@value": ""}), None
    yield badge(name={"@value": None}), "DATA_LOSS"
    for compound in ([], ["x"], {}, {"a": 1}):
        for datatype in ({}, {"@type": f"{RDF}JSON"}, {"type": f"{RDF}JSON"}):
            yield credential(**{P: {"@value": compound, **datatype}}), "NOT_JSON_LD"
    yield {"@context": [VC2]}, "DATA_LOSS"
    yield {"@context": [], "type": "VerifiableCredential"}, "DATA_LOSS"


def json_schemas() -> Iterator[Expected]:
    """Credentials about a JSON Schema, the one place where JSON itself is signed."""
    alike: tuple[Any, ...] = (
        *([], {}, "", "x", 7, 1.0, 100.0, -7.5, 0.1, True, False, [{}, {}], [1, {"a": [2]}]),
        *("č\u2028\x7f\x80", '\b\f\n\r\t"\\/', "c\u030c", "</script>", {"": ""}, {"name": "a"}),
        *({"b": 1, "a": 2, "B": 3, "č": 4, "aa": 5}, {"1": 1, "10": 2, "2": 3}, {"constructor": 1}),
    )
    for value in alike:
        yield schema_credential(value), None
        yield schema_credential({"const": value, "type": "object"}), None
    otherwise: tuple[Any, ...] = (
        *(None, [[]], 1e21, 2**53 + 1, 1e-7, 5e-324, -0.0, {"__proto__": 1}),
        # RFC 8785 wants the order of UTF-16, which is not that of code points.
        *({"a": [{"__proto__": {}}]}, {"\ue000": 1, "😀": 2}, {"\ufb01": 1, "😀": 2}, "\uffff"),
    )
    for value in otherwise:
        yield schema_credential({"const": value}), "DATA_LOSS"


def texts() -> Iterator[Expected]:
    """Texts that have to be escaped, or that look like N-Quads."""
    odd = (
        *('"', "\\", "\t\n\r\b\f", "\x00\x1f\x7f", "\x80\x9f\u2028\u2029\ufeff", "%s%%", "{0}"),
        *(
            "_:c14n0",
            '"@sl',
            "urn:x-slot-0:0:",
            "<urn:a> .\n_:a",
            "😀",
            "\ufb01",
            "\U0001fffe\U0010ffff",
            "x" * 60_000,
        ),
    )
    for text in odd:
        yield credential(name=text, description="a"), None
        yield credential(name="a", description=text), None
        yield credential(name=text, description=text), None
    yield credential(name="\ud800"), "NOT_JSON_LD"
    yield credential(name="\uffff"), "DATA_LOSS"
    # UTF-16 and code points put these two in another order.
    yield credential(**{P: ["😀", "\ufb01"]}), "DATA_LOSS"
    yield credential(name="😀", **{P: "\ufb01"}), None


def names() -> Iterator[Expected]:
    """Names of members that mean something, and names that mean nothing."""
    for name in (P, "urn:p", "https://schema.org/name", "VerifiableCredential:x", "a:b"):
        yield credential(**{name: "a"}), None
        yield credential(**{name: {"id": "urn:a"}}), None
    for name in (
        "secret",
        "",
        " ",
        "Name",
        "n\u0251me",
        "_:p",
        "@graded",
        "urn:a b",
        "constructor",
    ):
        for value in ("a", 5, 1.5, True, {}, {"id": "urn:a"}, ["a"], [7]):
            yield credential(**{name: value}), "DATA_LOSS"
    yield credential(**{"@id": "urn:a"}), None
    yield credential(**{"@id": "urn:a", "id": "urn:a"}), "NOT_JSON_LD"
