"""A website and a key that name each other: both forms, and everything that does not link them."""

from datetime import timedelta
from typing import Any

import pytest

from tests.verifier.makers import (
    KEY,
    NOW,
    OTHER_KEY,
    V1,
    Json,
    badge,
    did_key,
    encoded,
    fetched,
    judged,
    kind_of,
    multikey,
    proof_options,
    raw_signature,
    signed,
    signed_by_key,
)
from verifier import (
    AllowedIssuers,
    ChosenRegistries,
    Finding,
    Kind,
    ListedRegistry,
    Outcome,
    Resource,
    Unavailable,
)
from verifier.securing.jose import compact, signing_input

CONTEXT = "https://identity.foundation/.well-known/did-configuration/v1"
SITE = "https://sola.example"
PLACE = f"{SITE}/.well-known/did-configuration.json"
ME, OTHER = did_key(), did_key(OTHER_KEY)
SUITE = "https://w3id.org/security/suites/ed25519-2020/v1"


def linkage(identifier: str = ME, **changes: Any) -> Json:  # noqa: ANN401
    members = {
        "@context": [V1, CONTEXT, SUITE],
        "issuer": identifier,
        "issuanceDate": "2026-01-01T00:00:00Z",
        "expirationDate": "2027-01-01T00:00:00Z",
        "type": ["VerifiableCredential", "DomainLinkageCredential"],
        "credentialSubject": {"id": identifier, "origin": SITE},
        **changes,
    }
    return {name: value for name, value in members.items() if value is not None}


def embedded(document: Json | None = None, key: Any = KEY, **options: Any) -> Json:  # noqa: ANN401
    options = {"type": "Ed25519Signature2020", "cryptosuite": None, **options}
    method = f"{did_key(key)}#{multikey(key)}"
    return signed(document or linkage(did_key(key)), proof_options(method, **options), key)


def token(document: Json | None = None, key: Any = KEY, **claims: Any) -> str:  # noqa: ANN401
    assert kind_of(key) == "Ed25519"
    who = did_key(key)
    payload = {
        "iss": who,
        "sub": who,
        "nbf": int(NOW.timestamp()) - 99,
        "exp": int(NOW.timestamp()) + 99,
        "vc": document or linkage(who, issuanceDate=None, expirationDate=None),
        **claims,
    }
    data = signing_input({"alg": "EdDSA", "kid": f"{who}#{multikey(key)}"}, payload)
    return compact(data, raw_signature(data, key))


def configuration(*entries: Any) -> bytes:  # noqa: ANN401
    return encoded({"@context": CONTEXT, "linked_dids": list(entries)})


def domain(resource: Resource | bytes | None, url: str = f"{SITE}/about") -> Finding:
    """Judge a badge of a bare key whose issuer names the website, and give the first layer."""
    document = badge()
    document["issuer"]["url"] = url
    given: dict[str, Resource] = {}
    if resource is not None:
        given[PLACE] = fetched(PLACE, resource) if isinstance(resource, bytes) else resource
    report = judged(signed_by_key(document), given, AllowedIssuers({ME: "Šola"}))
    assert report.outcome is Outcome.PASSED  # the layer decides nothing
    return report.trust_layers[0]


@pytest.mark.parametrize("entry", [token(), embedded()], ids=["jwt", "embedded"])
def test_a_website_that_names_the_key_gives_it_a_domain(entry: Any) -> None:  # noqa: ANN401
    finding = domain(configuration(token(key=OTHER_KEY), "rubbish", 7, entry))
    assert (finding.problem, finding.params["domain"]) == (None, "sola.example")
    assert finding.params["kind"] == "linked"


def test_the_list_is_a_need_of_its_own_kind() -> None:
    document = badge()
    document["issuer"]["url"] = SITE
    report = judged(signed_by_key(document), {}, AllowedIssuers({ME: "Šola"}))
    assert [(need.url, need.kind) for need in report.needs] == [(PLACE, Kind.DOMAIN_LINKAGE)]


CHANGED = embedded() | {"credentialSubject": {"id": ME, "origin": SITE, "name": "x"}}
WRONG: dict[str, bytes] = {
    "another's entry alone": configuration(embedded(key=OTHER_KEY)),
    "nothing": configuration(),
    "of another origin": configuration(
        embedded(linkage(credentialSubject={"id": ME, "origin": "https://evil.example"}))
    ),
    "of a part of the host": configuration(
        embedded(linkage(credentialSubject={"id": ME, "origin": "https://sola.example.evil"}))
    ),
    "about another identifier": configuration(
        embedded(linkage(credentialSubject={"id": OTHER, "origin": SITE}))
    ),
    "expired": configuration(embedded(linkage(expirationDate="2026-02-01T00:00:00Z"))),
    "an expired token": configuration(token(exp=1)),
    "without end": configuration(embedded(linkage(expirationDate=None))),
    "a token without end": configuration(token(exp=None)),
    "not signed": configuration(linkage()),
    "changed": configuration(CHANGED),
    "signed by another": configuration(embedded(linkage(), OTHER_KEY)),
    "another credential": configuration(embedded(linkage(type=["VerifiableCredential"]))),
    "no list": encoded({"linked_dids": {"a": 1}}),
    "no JSON": b"<html>",
}


@pytest.mark.parametrize("name", WRONG)
def test_a_list_that_does_not_confirm_the_key_is_amber(name: str) -> None:
    finding = domain(WRONG[name])
    assert finding.outcome is Outcome.INDETERMINATE
    assert finding.problem
    assert finding.problem.code == "DOMAIN_LINKAGE_WRONG"


def test_no_list_is_no_fault_and_silence_is_said() -> None:
    absent = domain(Unavailable(PLACE, "none", NOW, absent=True))
    silent = domain(Unavailable(PLACE, "down", NOW))
    assert absent.problem
    assert silent.problem
    assert absent.problem.code == "ISSUER_WITHOUT_DOMAIN"
    assert silent.problem.code == "DOMAIN_LINKAGE_UNREACHABLE"


@pytest.mark.parametrize(
    "url", ["http://sola.example", "ftp://x", "https://[", "https://u:p@sola.example", "sola", ""]
)
def test_only_a_plain_https_address_is_looked_at(url: str) -> None:
    finding = domain(None, url)
    assert finding.problem
    assert finding.problem.code == "ISSUER_WITHOUT_DOMAIN"


def test_the_registry_s_homepage_goes_before_what_the_issuer_says() -> None:
    place = "https://registry.example/registry.json"
    listing = {"registry": {ME: {"name": "Šola", "url": "https://sola.example/en"}}}
    source = ListedRegistry(name="List", url=place, max_age=timedelta(hours=1))
    document = badge()
    document["issuer"]["url"] = "https://elsewhere.example"
    given = {place: fetched(place, listing), PLACE: fetched(PLACE, configuration(token()))}
    report = judged(signed_by_key(document), given, ChosenRegistries([source]))
    assert report.needs == ()
    assert report.trust_layers[0].params["domain"] == "sola.example"
