"""What w3c/vc-data-model-2.0-test-suite asks: sections 1.3, 4.3 to 4.13, 5 and 7 of VCDM 2.0."""

from __future__ import annotations

from typing import Any

import pytest

from tests.interop.w3c import (
    EXAMPLES,
    SUBJECT,
    V2,
    Json,
    Suite,
    changed,
    options_for,
    proved,
)
from tests.verifier.makers import EC_KEY, KEY, did_key, jwt, multikey

TAG = "vc2.0"
URL_TYPE = "https://example.org/#Thing"
THING = {"type": URL_TYPE, "id": "did:example:thing"}
OWN = "eddsa-rdfc-2022"
"""What the suite signs presentations with."""
HOLDER = did_key(KEY)
V2_SRI = "sha384-l/HrjlBCNWyAX91hr6LFV2Y3heB5Tcr6IeE4/Tje8YyzYBM8IhqjHWiWpr8+ZbYU"
V2_DIGEST = "uWZVc7WaX1h4D8rJVb-vlMIqxaEKEb1tYbX8fet7JJzQ"
PROTECTED = {"@protected": True, "Example": "https://example.org/#Example"}

TYPED = ("credentialStatus", "credentialSchema", "termsOfUse", "evidence", "refreshService")


def named(value: Any) -> list[Json]:  # noqa: ANN401  # any JSON
    """Put a name or description where the suite puts it: the credential and its issuer."""
    return [{"name": value}, {"description": value}]


LANGUAGE = {"@value": "Example", "@language": "en"}
GOOD: list[Json] = [
    {},
    {"@context": [V2, EXAMPLES]},
    {
        "@context": [V2, {"ExampleCredential": "https://example.org/#ExampleCredential"}],
        "type": ["VerifiableCredential", "ExampleCredential"],
    },
    {"@context": [V2, EXAMPLES], "type": ["VerifiableCredential", "RelationshipCredential"]},
    {"type": ["VerifiableCredential", URL_TYPE]},
    {"type": [URL_TYPE, "VerifiableCredential", "https://example.org/#Other"]},
    {"id": "did:example:credential"},
    {"credentialSubject": [{"id": SUBJECT}, {"id": "did:example:other"}]},
    *named("Example"),
    *named(LANGUAGE),
    *named({**LANGUAGE, "@direction": "ltr"}),
    *named([LANGUAGE, {**LANGUAGE, "@language": "sl"}]),
    {"validFrom": "2023-02-27T05:03:28.123Z"},
    {"validFrom": "2023-02-27T05:03:28-05:00"},
    {"validFrom": "2123-02-27T05:03:28Z"},
    {"validUntil": "2123-02-27T05:03:28Z"},
    {"validUntil": "2123-02-27T05:03:28.123Z"},
    {"validUntil": "2123-02-27T05:03:28-05:00"},
    {"validFrom": "2023-02-27T05:03:28Z", "validUntil": "2123-02-27T05:03:28Z"},
    *({member: THING} for member in TYPED),
    *({member: [THING, {**THING, "id": "did:example:2"}]} for member in TYPED),
    {"credentialStatus": {"type": URL_TYPE}},
    {"termsOfUse": {"type": URL_TYPE}},
    {"relatedResource": [{"id": V2, "digestSRI": V2_SRI}]},
    {"relatedResource": {"id": V2, "digestMultibase": V2_DIGEST}},
    {"relatedResource": {"id": V2, "digestSRI": V2_SRI, "mediaType": "application/ld+json"}},
]
BAD: list[Json] = [
    {"@context": None},
    {"@context": [EXAMPLES]},
    {"@context": [EXAMPLES, V2]},
    {"@context": [V2, "https ://not-a-url/contexts/example/v1"]},
    {"@context": [V2, "https://unknown.example/context"]},
    {"@context": [V2, 123192875]},
    {"@context": [V2, {}]},
    {"@context": [V2, {"@vocab": None}]},
    {"@context": [V2, {"@import": "https://unknown.example/"}]},
    {"@context": [V2, {"credentialSubject": None}]},
    {"id": ...},
    {"id": "not-a-url"},
    {"id": ["did:example:1", "did:example:2"]},
    {"credentialSubject": {"id": ["did:example:1", "did:example:2"]}},
    {"credentialSubject": {"id": "not-a-url"}},
    {"type": None},
    {"type": ["Example"]},
    {"type": ["VerifiableCredential", "Unmapped"]},
    {
        "@context": [V2, {"Example": "https ://not-a-url#Example"}],
        "type": ["VerifiableCredential", "Example"],
    },
    *named({**LANGUAGE, "url": "did:example:extra"}),
    *named({"en": "Example"}),
    *named(5),
    {"issuer": None},
    {"issuer": "not-a-url"},
    {"issuer": ...},
    {"issuer": {"id": ...}},
    {"issuer": {"id": "not-a-url"}},
    {"issuer": {"name": "Example"}},
    {"credentialSubject": None},
    {"credentialSubject": {}},
    {"credentialSubject": [{"id": SUBJECT}, {}]},
    {"validFrom": "2023-02-27"},
    {"validFrom": "yesterday"},
    {"validUntil": "2023-02-30T05:03:28Z"},
    {"validFrom": "2124-01-01T00:00:00Z", "validUntil": "2123-01-01T00:00:00Z"},
    *({member: {"id": "did:example:thing"}} for member in TYPED),
    *({member: {**THING, "type": 2}} for member in TYPED),
    *({member: {**THING, "id": ["did:example:1", "did:example:2"]}} for member in TYPED),
    *({member: {**THING, "id": "not-a-url"}} for member in TYPED),
    *({member: "did:example:thing"} for member in TYPED),
    *({member: []} for member in TYPED),
    {"credentialSchema": {"type": URL_TYPE}},
    {"@context": [V2, {"VerifiableCredential": "https://example.org/#Other"}]},
    {"@context": [V2, {"type": "https://example.org/#type"}]},
    {
        "@context": [V2, PROTECTED, {"Example": "https://example.org/#Bad"}],
        "type": ["VerifiableCredential", "Example"],
    },
    {"relatedResource": ["https://example.org/"]},
    {"relatedResource": {"digestSRI": V2_SRI}},
    {"relatedResource": [{"id": V2, "digestSRI": V2_SRI}] * 2},
    {"relatedResource": {"id": V2}},
    {"relatedResource": {"id": V2, "digestSRI": V2_SRI.replace("l/H", "l/I")}},
    {"relatedResource": {"id": V2, "digestMultibase": V2_DIGEST.replace("WZV", "WZW")}},
]


def with_changes(suite: Suite, tag: str, changes: Json) -> Json:
    """Apply changes; None removes a member, and … stands for a null in the request."""
    made = suite.credential(tag, **changes)

    def nulled(value: Any) -> Any:  # noqa: ANN401  # any JSON
        if isinstance(value, dict):
            return {name: nulled(each) for name, each in value.items()}
        return None if value is ... else value

    return {name: nulled(value) for name, value in made.items()}


@pytest.mark.parametrize("changes", GOOD, ids=str)
def test_a_conforming_credential_is_issued_and_verified(suite: Suite, changes: Json) -> None:
    given = with_changes(suite, TAG, changes)
    issued = suite.issue(TAG, given)
    assert {name: issued[name] for name in given} == given
    assert isinstance(issued["proof"], dict)
    suite.accepts(issued, checks=["proof"])


@pytest.mark.parametrize("changes", BAD, ids=str)
def test_any_other_is_refused(suite: Suite, changes: Json) -> None:
    suite.refuses_to_issue(TAG, with_changes(suite, TAG, changes))


@pytest.mark.parametrize("statement", [*named(LANGUAGE), *named("x")], ids=str)
def test_the_issuer_may_have_a_name_and_a_description(suite: Suite, statement: Json) -> None:
    issuer = {"id": suite.issuer(TAG)["id"], **statement}
    suite.accepts(suite.issue(TAG, suite.credential(TAG, issuer=issuer)))
    [(member, _)] = statement.items()
    bad = {**issuer, member: {**LANGUAGE, "url": "did:example:extra"}}
    suite.refuses_to_issue(TAG, suite.credential(TAG, issuer=bad))


def test_what_is_no_credential_is_refused(suite: Suite) -> None:
    suite.refuses({"type": ["NonconformingDocument"]})
    assert suite.verify_presentation({"type": ["NonconformingDocument"]}) == 400


# presentations


def presentation(*credentials: Json, **changes: Any) -> Json:  # noqa: ANN401  # any JSON
    made: Json = {
        "@context": [V2],
        "type": ["VerifiablePresentation"],
        "verifiableCredential": list(credentials),
        **changes,
    }
    return {name: value for name, value in made.items() if value is not None}


def presented(document: Json) -> Json:
    """Sign as the suite does: with a key of its own, and a challenge nobody asked for."""
    return proved(document, OWN, options_for(OWN, proofPurpose="authentication", challenge="abc"))


def asserted(issuer: str) -> Json:
    """Give a credential signed with the presenter's own key."""
    return proved(unsigned(issuer), OWN)


def foreign() -> Json:
    """Give a credential signed with another key."""
    return proved(unsigned("did:example:issuer"), "ecdsa-rdfc-2019,P-256")


def unsigned(issuer: str) -> Json:
    return {
        "@context": [V2],
        "type": ["VerifiableCredential"],
        "issuer": issuer,
        "credentialSubject": {"id": SUBJECT},
    }


GOOD_PRESENTATIONS = [
    presentation(),
    presentation(verifiableCredential=None),
    presentation(id="did:example:presentation"),
    presentation(**{"@context": [V2, EXAMPLES]}),
    presentation(
        **{
            "@context": [V2, {"ManagedPresentation": "https://example.org/#Managed"}],
            "type": ["VerifiablePresentation", "ManagedPresentation"],
        }
    ),
    presentation(foreign(), foreign()),
    presentation(foreign(), holder=HOLDER),
    presentation(foreign(), holder={"id": HOLDER}),
    presentation(asserted(HOLDER), holder=HOLDER),
]


@pytest.mark.parametrize("document", GOOD_PRESENTATIONS, ids=range(len(GOOD_PRESENTATIONS)))
def test_a_conforming_presentation_is_verified(suite: Suite, document: Json) -> None:
    assert suite.verify_presentation(presented(document)) == 200


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("@context", ...),
        ("@context", [EXAMPLES, V2]),
        ("@context", [EXAMPLES]),
        ("@context", [V2, "https://example.com"]),
        ("@context", [V2, "https ://not-a-url/contexts/example/v1"]),
        ("@context", [V2, 123192875]),
        ("type", ...),
        ("type", ["Example"]),
        ("type", ["VerifiablePresentation", "Unmapped"]),
        ("id", "not-a-url"),
        ("holder", {"name": "Example"}),
        ("holder", "did:example:acme"),
        ("verifiableCredential", [5]),
        ("verifiableCredential", ["https://example.org/credential"]),
        ("verifiableCredential", "text"),
        ("proof.proofValue", "z5nmMBw2u9TGKd9NxxHJtyZKgjN2Eh"),
        ("proof", ...),
    ],
)
def test_any_other_presentation_is_refused(suite: Suite, path: str, value: object) -> None:
    good = presented(presentation(foreign(), holder=HOLDER))
    assert suite.verify_presentation(good) == 200
    assert suite.verify_presentation(changed(good, path, value)) == 400


@pytest.mark.parametrize(
    "document",
    [
        presentation(asserted(HOLDER)),
        presentation(asserted(HOLDER), holder="did:example:acme"),
        presentation(asserted("did:example:acme"), holder=HOLDER),
    ],
    ids=["no holder", "another holder", "another issuer"],
)
def test_what_the_holder_asserts_is_in_the_holders_name(suite: Suite, document: Json) -> None:
    assert suite.verify_presentation(presented(document)) == 400


# envelopes


def test_an_enveloped_credential(suite: Suite) -> None:
    tag = "EnvelopingProof"
    given = suite.credential(tag, id="urn:uuid:0d3a2f0e-5c5b-4d43-9a2e-0b6a1f6f2c77")
    issued = suite.issue(tag, given)
    assert issued["@context"][0] == V2
    assert issued["type"] == "EnvelopedVerifiableCredential"
    assert issued["id"].startswith("data:application/vc+jwt,")
    suite.accepts(issued, checks=["proof"])
    for path, value in (
        ("@context", []),
        ("@context", EXAMPLES),
        ("@context", ...),
        ("id", issued["id"].split(",")[1]),
        ("type", ...),
        ("type", "VerifiableCredential"),
        ("type", ["VerifiableCredential"]),
    ):
        suite.refuses(changed(issued, path, value), checks=["proof"])


def test_an_enveloped_presentation(suite: Suite) -> None:
    holder = did_key(EC_KEY)
    document = presentation(
        suite.issue("EnvelopingProof", suite.credential("EnvelopingProof")), holder=holder
    )
    header = {"alg": "ES256", "kid": f"{holder}#{multikey(EC_KEY)}", "typ": "vp+jwt"}
    token = jwt(document, header).decode()
    enveloped = {
        "@context": [V2],
        "type": "EnvelopedVerifiablePresentation",
        "id": f"data:application/vp+jwt,{token}",
    }
    assert suite.verify_presentation(enveloped) == 200
    for path, value in (
        ("@context", []),
        ("@context", [EXAMPLES]),
        ("id", token),
        ("type", ["VerifiablePresentation"]),
    ):
        assert suite.verify_presentation(changed(enveloped, path, value)) == 400
