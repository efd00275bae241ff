"""A list of issuers: pinned by digest or by key, fresh, and never believed when it cannot be."""

import hashlib
from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.verifier.makers import (
    EC_KEY,
    ISSUER,
    ISSUER_URL,
    NOW,
    OTHER_KEY,
    Json,
    badge,
    did_document,
    ec_jwk,
    encoded,
    fetched,
    judged,
    jwt,
    raw_signature,
    signed,
)
from verifier import (
    ChosenRegistries,
    Fetched,
    Kind,
    ListedRegistry,
    Outcome,
    Report,
    Resource,
    Unavailable,
)
from verifier.jwk import decode_jwk
from verifier.keys import PublicKey
from verifier.securing.jose import compact, signing_input

URL = "https://registry.example/registry.json"
NAME = "Consortium"
LISTING: Json = {
    "meta": {"created": "2026-01-01T00:00:00Z"},
    "registry": {
        ISSUER: {"name": "Šola v registru", "location": "Kranj", "url": "https://sola.si"}
    },
}
KEYS = (decode_jwk(ec_jwk()),)


def listed(**members: Any) -> ListedRegistry:  # noqa: ANN401
    return ListedRegistry(name=NAME, url=URL, max_age=timedelta(hours=24), **members)


def report(registry: ListedRegistry, body: Any = None, **more: Any) -> Report:  # noqa: ANN401
    given: dict[str, Resource] = {ISSUER_URL: fetched(ISSUER_URL, did_document())}
    if body is not None:
        given[URL] = body if isinstance(body, Fetched | Unavailable) else fetched(URL, body)
    return judged(signed(badge()), given, ChosenRegistries([registry]), **more)


def cause(found: Report) -> str | None:
    """Name why the registry was not consulted."""
    assert found.outcome is Outcome.INDETERMINATE
    assert found.root_cause is not None
    assert found.root_cause.check == "issuer"
    trust = found.facts.trust
    assert trust is not None
    assert not trust.known
    return trust.not_consulted[0].code if trust.not_consulted else None


@pytest.mark.parametrize(
    ("pins", "body", "assurance"),
    [
        ({}, encoded(LISTING), "address"),
        ({"sha256": hashlib.sha256(encoded(LISTING)).hexdigest()}, encoded(LISTING), "digest"),
        ({"keys": KEYS}, jwt(LISTING), "signature"),
        ({"keys": KEYS}, jwt({**LISTING, "exp": int(NOW.timestamp()) + 9}) + b"\n", "signature"),
    ],
)
def test_who_is_listed_is_known_by_the_list_s_name(
    pins: dict[str, Any], body: bytes, assurance: str
) -> None:
    found = report(listed(**pins), body)
    assert found.outcome is Outcome.PASSED
    trust = found.facts.trust
    assert trust is not None
    assert (trust.name, trust.source, trust.kind) == ("Šola v registru", NAME, "registry")
    assert trust.entry["assurance"] == assurance
    assert trust.entry["homepage"] == "https://sola.si"
    assert any(line.endswith(URL) for line in found.used)


def test_a_list_is_a_need_and_nothing_until_then() -> None:
    found = report(listed())
    assert [(need.url, need.kind) for need in found.needs] == [(URL, Kind.REGISTRY)]
    assert cause(found) == "REGISTRY_UNREACHABLE"
    assert found.root_cause
    assert found.root_cause.problem
    assert found.root_cause.problem.code == "ISSUER_NOT_CHECKED"
    assert NAME in found.root_cause.problem.detail


def test_who_is_not_listed_is_unknown_which_is_another_cause() -> None:
    found = report(listed(), encoded({"registry": {"did:web:other.example": {"name": "O"}}}))
    assert cause(found) is None
    assert found.root_cause
    assert found.root_cause.problem
    assert found.root_cause.problem.code == "ISSUER_UNKNOWN"


STRANGER = compact(
    stranger := signing_input({"alg": "EdDSA", "typ": "JWT"}, LISTING),
    raw_signature(stranger, OTHER_KEY),
).encode()
OWN_KEY_ALONG = compact(
    along := signing_input({"alg": "ES256", "jwk": ec_jwk()}, LISTING), raw_signature(along, EC_KEY)
).encode()


@pytest.mark.parametrize(
    ("pins", "body", "code"),
    [
        ({}, Unavailable(URL, "no answer", NOW), "REGISTRY_UNREACHABLE"),
        ({"sha256": "0" * 64}, encoded(LISTING), "REGISTRY_ALTERED"),
        ({"keys": KEYS}, encoded(LISTING), "REGISTRY_MALFORMED"),
        ({"keys": KEYS}, STRANGER, "REGISTRY_SIGNATURE_WRONG"),
        ({"keys": KEYS}, jwt(LISTING)[:-4] + b"AAAA", "REGISTRY_SIGNATURE_WRONG"),
        ({"keys": KEYS}, jwt({**LISTING, "exp": 1}), "REGISTRY_STALE"),
        ({"keys": KEYS}, jwt({**LISTING, "exp": "soon"}), "REGISTRY_MALFORMED"),
        ({}, b"<html>", "REGISTRY_MALFORMED"),
        ({}, b"[]", "REGISTRY_MALFORMED"),
        ({}, b"{}", "REGISTRY_MALFORMED"),
        ({}, encoded({"registry": [ISSUER]}), "REGISTRY_MALFORMED"),
        ({}, encoded({"registry": {ISSUER: None}}), None),
        ({}, encoded({"registry": {ISSUER: "yes"}}), "REGISTRY_MALFORMED"),
        ({}, encoded({"registry": {ISSUER: {"name": 7}}}), "REGISTRY_MALFORMED"),
        ({}, b'{"registry":' * 40 + b"}" * 40, "REGISTRY_MALFORMED"),
        (
            {},
            Fetched(URL, "application/json", encoded(LISTING), NOW - timedelta(hours=25)),
            "REGISTRY_STALE",
        ),
    ],
)
def test_a_list_that_is_not_to_be_believed_is_named(
    pins: dict[str, Any], body: bytes, code: str | None
) -> None:
    assert cause(report(listed(**pins), body)) == code


def test_a_key_that_the_list_brings_along_counts_never() -> None:
    public = OTHER_KEY.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    pinned = PublicKey("Ed25519", public)
    assert cause(report(listed(keys=(pinned,)), OWN_KEY_ALONG)) == "REGISTRY_SIGNATURE_WRONG"


def test_the_first_source_that_knows_decides_and_the_missed_one_is_told() -> None:
    first = ListedRegistry(
        name="First", url="https://first.example/r.json", max_age=timedelta(hours=1)
    )
    given: dict[str, Resource] = {
        ISSUER_URL: fetched(ISSUER_URL, did_document()),
        first.url: Unavailable(first.url, "no answer", NOW),
        URL: fetched(URL, encoded(LISTING)),
    }
    found = judged(signed(badge()), given, ChosenRegistries([first, listed()]))
    assert found.outcome is Outcome.PASSED
    assert found.facts.trust
    assert found.facts.trust.source == NAME
    assert [missed.registry for missed in found.facts.trust.not_consulted] == ["First"]


def test_a_source_after_the_one_that_knows_is_not_read() -> None:
    later = ListedRegistry(
        name="Later", url="https://later.example/r.json", max_age=timedelta(hours=1)
    )
    given = {
        ISSUER_URL: fetched(ISSUER_URL, did_document()),
        URL: fetched(URL, encoded(LISTING)),
    }
    assert judged(signed(badge()), given, ChosenRegistries([listed(), later])).needs == ()


def test_a_long_list_is_read() -> None:
    many = {f"did:web:school-{n}.example": {"name": f"School {n}"} for n in range(5_000)}
    found = report(listed(), encoded({"registry": {**many, ISSUER: {"name": "Šola"}}}))
    assert found.outcome is Outcome.PASSED
