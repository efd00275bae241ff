"""Schemas that are not bundled: fetched as a need, applied within bounds, never half."""

import base64
import hashlib
from typing import Any

import pytest

from tests.verifier.makers import (
    ISSUER,
    ISSUER_URL,
    KEY,
    OTHER_KEY,
    Json,
    badge,
    causes,
    did_document,
    did_key,
    encoded,
    entry,
    fetched,
    judged,
    multikey,
    notices,
    proof_options,
    signed,
    status_list,
)
from verifier import Fetched, Kind, Outcome, Report
from verifier.multibase import multibase_encode

URL = "https://schemas.example/course.json"
DRAFT_2020_12 = "https://json-schema.org/draft/2020-12/schema"
EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
ELSEWHERE = {"$ref": "https://other.example/base.json"}


def schema(**members: Any) -> Json:  # noqa: ANN401
    asked = {"type": "object", "required": ["name"]}
    return {"$schema": DRAFT_2020_12, "$id": URL, **asked, **members}


def naming(kind: str = "JsonSchema", **members: Any) -> Json:  # noqa: ANN401
    contexts = [*badge()["@context"], EXTENSIONS] if kind.startswith("1EdTech") else None
    named = {"id": URL, "type": kind, **members}
    return signed(badge(credentialSchema=named, **({"@context": contexts} if contexts else {})))


def answered(document: Json, body: Json | bytes, **others: Json | bytes) -> Report:
    given: dict[str, Json | bytes] = {URL: body, ISSUER_URL: did_document(), **others}
    return judged(document, {url: fetched(url, one) for url, one in given.items()})


def schema_credential(key: Any = OTHER_KEY, **changes: Any) -> Json:  # noqa: ANN401
    signer = ISSUER if key is KEY else did_key(key)
    method = f"{ISSUER}#key-0" if key is KEY else f"{signer}#{multikey(key)}"
    document = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": URL,
        "type": ["VerifiableCredential", "JsonSchemaCredential"],
        "issuer": signer,
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {"type": "JsonSchema", "jsonSchema": schema()},
        **changes,
    }
    return signed(document, proof_options(method), key)


def test_a_foreign_schema_is_a_need_and_then_a_verdict() -> None:
    first = judged(naming())
    assert causes(first) == ["schema indeterminate SCHEMA_UNREACHABLE"]
    assert [(need.url, need.kind, need.check) for need in first.needs] == [
        (URL, Kind.SCHEMA, "schema")
    ]
    then = answered(naming(), schema())
    assert then.outcome is Outcome.PASSED
    assert any(URL in used for used in then.used)


def test_what_is_not_signed_sends_nobody_fetching() -> None:
    assert judged({**naming(), "name": "Drugo"}).needs == ()


@pytest.mark.parametrize("kind", ["JsonSchema", "1EdTechJsonSchemaValidator2019"])
@pytest.mark.parametrize(
    "named",
    [
        DRAFT_2020_12,
        "https://json-schema.org/draft/2019-09/schema",
        "https://json-schema.org/draft/2019-09/schema#",
        "http://json-schema.org/draft-07/schema#",
    ],
)
def test_a_credential_that_breaks_its_schema_fails(kind: str, named: str) -> None:
    broken = {**schema(required=["thesis"]), "$schema": named}
    report = answered(naming(kind), broken)
    assert causes(report) == ["schema failed SCHEMA_INVALID"]
    assert answered(naming(kind), {**schema(), "$schema": named}).outcome is Outcome.PASSED


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"<html>", "SCHEMA_UNREADABLE"),
        (b"[]", "SCHEMA_UNREADABLE"),
        (schema(required="name"), "SCHEMA_UNREADABLE"),
        (schema(**{"$ref": "#/nowhere"}), "SCHEMA_UNREADABLE"),
        ({"type": "object"}, "SCHEMA_DIALECT_UNKNOWN"),
        ({"$schema": "http://json-schema.org/draft-04/schema#"}, "SCHEMA_DIALECT_UNKNOWN"),
        ({"$schema": 7}, "SCHEMA_DIALECT_UNKNOWN"),
        (schema(**ELSEWHERE), "SCHEMA_REFERS_ELSEWHERE"),
        (schema(allOf=[{"properties": {"a": ELSEWHERE}}]), "SCHEMA_REFERS_ELSEWHERE"),
        (schema(**{"$dynamicRef": "#"}), "SCHEMA_TOO_COMPLEX"),
        (schema(**{"$ref": "#"}), "SCHEMA_TOO_COMPLEX"),
        (schema(properties={"name": {"pattern": "^(?=a)b"}}), "SCHEMA_TOO_COMPLEX"),
        (b" " * 600_000, "SCHEMA_TOO_COMPLEX"),
    ],
)  # fmt: skip
def test_a_schema_that_cannot_be_applied_says_neither_yes_nor_no(
    body: Json | bytes, code: str
) -> None:
    assert causes(answered(naming(), body)) == [f"schema indeterminate {code}"]


def test_what_1edtech_names_needs_no_edition() -> None:
    bare = {"type": "object", "required": ["thesis"]}
    report = answered(naming("1EdTechJsonSchemaValidator2019"), bare)
    assert causes(report) == ["schema failed SCHEMA_INVALID"]


def test_the_digest_comes_before_the_schema() -> None:
    body = encoded(schema())
    digest = hashlib.sha384(body).digest()
    stated = {
        "digestSRI": "sha384-" + base64.b64encode(digest).decode(),
        "digestMultibase": multibase_encode(b"\x20\x30" + digest),
    }
    assert answered(naming(**stated), body).outcome is Outcome.PASSED
    changed = answered(naming(**stated), schema(required=["thesis"]))
    assert causes(changed) == ["schema indeterminate SCHEMA_DIGEST_MISMATCH"]


def test_only_so_many_schemas_of_strangers_are_applied() -> None:
    several = [{"id": f"https://s.example/{number}", "type": "JsonSchema"} for number in range(3)]
    report = judged(signed(badge(credentialSchema=several)))
    assert causes(report) == [
        "schema indeterminate SCHEMA_UNREACHABLE",
        "schema indeterminate SCHEMA_UNREACHABLE",
        "schema indeterminate LIMIT_EXCEEDED",
    ]


# --- schemas that are credentials ----------------------------------------------------------------


def test_a_schema_signed_by_the_issuer() -> None:
    report = answered(naming("JsonSchemaCredential"), schema_credential(KEY))
    assert report.outcome is Outcome.PASSED
    assert notices(report) == []


def test_a_schema_signed_by_somebody_else_is_said_to_be() -> None:
    report = answered(naming("JsonSchemaCredential"), schema_credential())
    assert report.outcome is Outcome.PASSED
    assert notices(report) == ["SCHEMA_ISSUER_OTHER"]


def test_a_signed_schema_is_applied() -> None:
    subject = {"type": "JsonSchema", "jsonSchema": schema(required=["thesis"])}
    report = answered(naming("JsonSchemaCredential"), schema_credential(credentialSubject=subject))
    assert causes(report) == ["schema failed SCHEMA_INVALID"]


@pytest.mark.parametrize(
    "body",
    [
        {**schema_credential(), "validFrom": "2026-01-02T00:00:00Z"},
        schema_credential(validUntil="2026-02-01T00:00:00Z"),
        schema_credential(type=["VerifiableCredential"]),
        schema_credential(credentialSubject={"type": "JsonSchema"}),
        schema_credential(credentialSubject=[{"type": "JsonSchema", "jsonSchema": schema()}] * 2),
        {name: value for name, value in schema_credential().items() if name != "proof"},
        schema(),
    ],
    ids=["changed", "expired", "of another type", "empty", "two", "unsigned", "bare"],
)
def test_a_signed_schema_that_does_not_hold_is_not_applied(body: Json) -> None:
    report = answered(naming("JsonSchemaCredential"), body)
    assert causes(report) == ["schema indeterminate SCHEMA_CREDENTIAL_INVALID"]


def test_a_revoked_schema_is_not_applied() -> None:
    url = "https://school.example/status-lists/3"
    body = schema_credential(KEY, credentialStatus=entry())
    revoked = signed(status_list(94_567))
    report = answered(naming("JsonSchemaCredential"), body, **{url: revoked})
    assert causes(report) == ["schema indeterminate SCHEMA_CREDENTIAL_INVALID"]


def test_the_key_of_who_signed_a_schema_is_a_need_of_its_own() -> None:
    given = {URL: fetched(URL, schema_credential(KEY, issuer="did:web:standards.example"))}
    assert isinstance(given[URL], Fetched)
    report = judged(
        naming("JsonSchemaCredential"), given | {ISSUER_URL: fetched(ISSUER_URL, did_document())}
    )
    assert causes(report) == ["schema indeterminate SCHEMA_CREDENTIAL_INVALID"]
