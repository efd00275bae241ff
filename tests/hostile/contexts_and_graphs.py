"""JSON-LD that redefines words, names contexts of its own, or ties knots for canonicalization."""

from typing import Any

from tests.contexts.test_hostile_documents import clique, nested, ring, twin_achievements
from tests.hostile.case import Case, Json, as_json, fixed
from tests.hostile.honest import ISSUER, signed_badge
from tests.verifier.makers import badge, proof_options

V2 = "https://www.w3.org/ns/credentials/v2"
OB = badge()["@context"][1]
LOST = "failed DATA_LOSS"
REFUSED = "failed CONTEXT_REFUSED"
KNOTTED = "failed TOO_COMPLEX"
FALSE = "failed SIGNATURE_INVALID"


def with_context(context: object, expected: str) -> Case:
    """Exchange the contexts of a signed badge."""
    return fixed(as_json({**signed_badge(), "@context": context}), expected)


def with_third_context(context: object, expected: str) -> Case:
    """Add a context behind the two good ones."""
    return with_context([V2, OB, context], expected)


def with_member(expected: str, **members: object) -> Case:
    """Add members to a signed badge."""
    return fixed(as_json({**signed_badge(), **members}), expected)


def with_keyword(name: str, value: object, expected: str = LOST) -> Case:
    """Add a member whose name no Python argument may have."""
    return fixed(as_json({**signed_badge(), name: value}), expected)


def nested_scopes(depth: int) -> Json:
    """Put a context inside a context inside a context."""
    context: Json = {"a": "urn:a"}
    for _ in range(depth):
        context = {"a": {"@id": "urn:a", "@context": context}}
    return context


CONTEXTS = {
    "none": with_context([], "failed CONTEXT_ORDER"),
    "a number": with_context(7, "failed CONTEXT_ORDER"),
    "null first": with_context([None, V2], "failed CONTEXT_ORDER"),
    "null last, which clears all meaning": with_third_context(None, REFUSED),
    "in the wrong order": with_context([OB, V2], "failed CONTEXT_ORDER"),
    "the same 200 times": with_context([V2] * 200, KNOTTED),
    "unknown": with_third_context(
        "https://attacker.example/context", "indeterminate CONTEXT_UNKNOWN"
    ),
    "on a cloud's metadata address": with_third_context(
        "http://169.254.169.254/latest", "indeterminate CONTEXT_UNKNOWN"
    ),
    "a file": with_third_context("file:///etc/passwd", "indeterminate CONTEXT_UNKNOWN"),
    "relative": with_third_context("../../secret", "indeterminate CONTEXT_UNKNOWN"),
    "inline @vocab that defines everything": with_third_context({"@vocab": "urn:x#"}, REFUSED),
    "inline @base": with_third_context({"@base": "https://attacker.example/"}, REFUSED),
    "inline @import": with_third_context({"@import": "https://attacker.example/c"}, REFUSED),
    "inline @propagate": with_third_context({"@propagate": False}, REFUSED),
    "redefines issuer": with_third_context({"issuer": "urn:x:nobody"}, REFUSED),
    "redefines a keyword": with_third_context({"@type": "@id"}, REFUSED),
    "renames proof away": with_third_context({"proof": None}, REFUSED),
    "a cycle of terms": with_third_context({"a": "b:x", "b": "a:x"}, REFUSED),
    "eight contexts inside each other": with_third_context(nested_scopes(8), REFUSED),
    "inside the subject": with_member(
        REFUSED, credentialSubject={"@context": {"name": "urn:x"}, "name": "x"}
    ),
    "a word nobody defined": with_member(LOST, unheardOf="x"),
    "a type nobody defined": with_member(LOST, type=["VerifiableCredential", "Unheard of"]),
    "a relative id": with_member("failed MALFORMED_VALUE", id="../1"),
    "a blank node as id": with_member("failed MALFORMED_VALUE", id="_:b0"),
    "@graph beside the badge": with_keyword("@graph", [{"id": "urn:x"}]),
    "@included": with_keyword("@included", [{"id": "urn:x"}]),
    "@reverse": with_keyword("@reverse", {"https://x.example/p": {"id": "urn:x"}}),
    "@nest": with_keyword("@nest", {"name": "x"}),
    "something like a keyword": with_keyword("@foo", "x"),
    "@id as well as id": with_keyword("@id", "urn:uuid:2", "failed NOT_JSON_LD"),
    "@type as well as type": with_keyword("@type", "urn:x", FALSE),
    "an id that looks like a keyword": with_member(
        LOST, evidence={"id": "@foo", "type": "Evidence"}
    ),
    "an IRI with a blank": with_member(LOST, evidence={"id": "urn:a b", "type": "Evidence"}),
    "a language that is none": with_member(
        LOST, name={"@value": "x", "@language": "no language at all"}
    ),
    "null as a value": with_member(LOST, name=None),
}


def with_statements(document: Json) -> bytes:
    """Take over what a hostile document says into one that reads as a signed credential."""
    subject = {"credentialSubject": {"id": "urn:s"}}
    named = {**subject, **document, "issuer": ISSUER, "validFrom": "2026-01-01T00:00:00Z"}
    options = proof_options(f"{ISSUER}#{ISSUER.removeprefix('did:key:')}")
    return as_json({**named, "proof": {**options, "proofValue": "z" + "2" * 88}})


def knot(document: Json, expected: str = KNOTTED) -> Case:
    """Make a case of a graph."""
    return fixed(with_statements(document), expected)


def in_a_badge(**members: Any) -> Json:  # noqa: ANN401  # any JSON
    """Give the unsigned example badge with other members."""
    return badge(**members, credentialStatus=None)


def many(count: int, **node: object) -> list[Json]:
    """Repeat a node that has no id, so that canonicalization has to tell the copies apart."""
    return [dict(node) for _ in range(count)]


GRAPHS = {
    **{f"clique of {size}": knot(clique(size)) for size in (5, 6, 7, 8, 9, 10)},
    **{
        f"two achievements, {size} twins each": knot(twin_achievements(size)) for size in (8, 9, 10)
    },
    "ring of 200": knot(ring(200)),
    "evidence inside evidence": knot(nested(28)),
    "200 equal pieces of evidence": knot(in_a_badge(evidence=many(200, type="Evidence")), FALSE),
    "two megabytes of misread letters": knot(
        in_a_badge(
            evidence=[
                {"id": f"urn:e:{n}", "type": "Evidence", "name": "Å¡ “&amp;” " * 1_800}
                for n in range(60)
            ]
        ),
        FALSE,
    ),
    "70 pieces of evidence with every kind of damage": knot(
        in_a_badge(
            evidence=[
                {"id": f"urn:e:{n}", "type": "Evidence", "name": "“Å¡Ĺˇ” … &amp;\r\n+é\u00a0"}
                for n in range(70)
            ]
        ),
        FALSE,
    ),
    "250 different pieces of evidence": knot(
        in_a_badge(evidence=[{"id": f"urn:e:{n}", "type": "Evidence"} for n in range(250)]),
        "failed SIGNATURE_INVALID",
    ),
    "10,000 nodes": knot(in_a_badge(evidence=[{"type": many(80)} for _ in range(100)]), KNOTTED),
    "300 values of one property": knot(
        in_a_badge(type=[f"urn:t:{n}" for n in range(300)]), "failed LIMIT_EXCEEDED"
    ),
}
