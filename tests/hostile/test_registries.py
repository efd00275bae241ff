"""Registries, federations and linked websites that are bombs, circles, strangers' or stale.

The operator's own sources are among the attackers here, for their servers may be taken over.
"""

import itertools
import json
from datetime import timedelta
from typing import Any

import pytest

from tests.app.verifying import KEYS_URL, NOW
from tests.spending import spending_at_most
from tests.verifier.makers import (
    ISSUER,
    badge,
    causes,
    did_document,
    ec_jwk,
    encoded,
    judged,
    jwt,
    signed,
    signed_by_key,
)
from tests.verifier.registries.federating import (
    ANCHOR,
    LEAF,
    MIDDLE,
    about,
    configuration,
    direct,
    fetch_place,
    jwks,
    place,
    registry,
    with_middle,
)
from tests.verifier.test_domain_linkage import PLACE, token
from verifier import (
    LIMITS,
    ChosenRegistries,
    Fetched,
    ListedRegistry,
    Outcome,
    Report,
    Resource,
    Unavailable,
    verify,
)
from verifier.jwk import decode_jwk
from verifier.registries import Registry

SECONDS = 2.0
MOST_FETCHED = 12
MEGABYTE = 1024 * 1024
LIST = "https://registry.example/registry.json"
PLAIN = ListedRegistry(name="List", url=LIST, max_age=timedelta(hours=24))
KEYED = ListedRegistry(
    name="List", url=LIST, max_age=timedelta(hours=24), keys=(decode_jwk(ec_jwk()),)
)
PINNED = ListedRegistry(name="List", url=LIST, max_age=timedelta(hours=24), sha256="0" * 64)
GOOD = {"registry": {ISSUER: {"name": "Šola"}}}

MANY = {"registry": {f"did:web:s{number}.example": {"name": "x"} for number in range(67_000)}}
HUGE = b'{"registry":{"' + b"a" * (5 * MEGABYTE) + b'":{}}}'

LISTS: dict[str, tuple[Registry, bytes, str]] = {
    "a list larger than is read": (PLAIN, HUGE, "REGISTRY_UNREACHABLE"),
    "a list of very many": (PLAIN, encoded(MANY), "REGISTRY_MALFORMED"),
    "a list nested deep": (PLAIN, b'{"registry":' * 5000, "REGISTRY_MALFORMED"),
    "a list of brackets": (PLAIN, b"[" * MEGABYTE, "REGISTRY_MALFORMED"),
    "a number of a million digits": (
        PLAIN,
        b'{"registry":' + b"9" * MEGABYTE + b"}",
        "REGISTRY_MALFORMED",
    ),
    "an issuer listed twice": (
        PLAIN,
        b'{"registry":{"' + ISSUER.encode() + b'":{"name":"A"},"' + ISSUER.encode() + b'":{}}}',
        "REGISTRY_MALFORMED",
    ),
    "half a character": (PLAIN, b'{"registry":{"\\ud800":{}}}', "REGISTRY_MALFORMED"),
    "another encoding": (PLAIN, json.dumps(GOOD).encode("utf-16"), "REGISTRY_MALFORMED"),
    "a list that the operator did not pin": (PINNED, encoded(GOOD), "REGISTRY_ALTERED"),
    "a list that nobody signed": (KEYED, encoded(GOOD), "REGISTRY_MALFORMED"),
    "a token signed with nothing": (
        KEYED,
        jwt(GOOD, {"alg": "none"}),
        "REGISTRY_SIGNATURE_WRONG",
    ),
    "a token by a shared secret": (KEYED, jwt(GOOD, {"alg": "HS256"}), "REGISTRY_SIGNATURE_WRONG"),
    "a token with critical extensions": (
        KEYED,
        jwt(GOOD, {"alg": "ES256", "crit": ["b64"], "b64": False}),
        "REGISTRY_MALFORMED",
    ),
    "a token that is over": (KEYED, jwt({**GOOD, "exp": 1}), "REGISTRY_STALE"),
    "a token that ends in no year": (KEYED, jwt({**GOOD, "exp": -1e308}), "REGISTRY_STALE"),
    "a token of dots": (KEYED, b"." * MEGABYTE, "REGISTRY_MALFORMED"),
}


def tower(floors: int) -> dict[str, bytes]:
    entities = [LEAF, *(f"https://i{number}.example" for number in range(floors)), ANCHOR]
    web = {place(ANCHOR): configuration(ANCHOR)}
    for low, high in itertools.pairwise(entities):
        web[place(low)] = configuration(low, high)
        web[fetch_place(high, low)] = about(high, low)
    return web


def circle() -> dict[str, bytes]:
    entities = [LEAF, MIDDLE, "https://third.example"]
    web = {place(ANCHOR): configuration(ANCHOR)}
    for entity in entities:
        others = [other for other in entities if other != entity]
        web[place(entity)] = configuration(entity, *others, entity)
        web |= {fetch_place(other, entity): about(other, entity) for other in others}
    return web


CROWD = [f"https://s{number}.example" for number in range(2000)]
KEYS = {"keys": [{**ec_jwk(), "kid": str(number)} for number in range(250)]}
ODD: list[Any] = [None, 7, {}, ["x"], "", "javascript:alert(1)", "http://169.254.169.254", LEAF]
UNREAD = "ISSUER_NOT_CHECKED"
UNKNOWN = "ISSUER_UNKNOWN"
FEDERATIONS: dict[str, tuple[dict[str, bytes], str]] = {
    "superiors in a circle": (circle(), UNKNOWN),
    "a tower of superiors": (tower(30), UNKNOWN),
    "two thousand superiors": (
        direct() | {place(LEAF): configuration(LEAF, *CROWD)},
        UNREAD,
    ),
    "superiors that are none": (
        direct() | {place(LEAF): configuration(LEAF, authority_hints=ODD)},
        UNKNOWN,
    ),
    "superiors that are a text": (
        direct() | {place(LEAF): configuration(LEAF, authority_hints=ANCHOR)},
        UNKNOWN,
    ),
    "a crowd of keys": (direct() | {place(LEAF): configuration(LEAF, ANCHOR, jwks=KEYS)}, UNREAD),
    "private keys": (
        direct()
        | {fetch_place(ANCHOR, LEAF): about(ANCHOR, LEAF, jwks={"keys": [{"kid": "x", "d": "y"}]})},
        UNREAD,
    ),
    "a statement by a stranger": (
        direct() | {fetch_place(ANCHOR, LEAF): about(ANCHOR, LEAF, signer=MIDDLE)},
        UNREAD,
    ),
    "an anchor taken over": (
        direct() | {place(ANCHOR): configuration(ANCHOR, signer=MIDDLE, jwks=jwks(MIDDLE))},
        UNREAD,
    ),
    "a statement that is over": (
        direct() | {fetch_place(ANCHOR, LEAF): about(ANCHOR, LEAF, exp=1)},
        UNREAD,
    ),
    "a statement without end": (
        direct() | {fetch_place(ANCHOR, LEAF): about(ANCHOR, LEAF, exp=[9e9])},
        UNREAD,
    ),
    "an intermediate that is not allowed": (
        with_middle(constraints={"max_path_length": 0}),
        UNREAD,
    ),
    "odd constraints": (with_middle(constraints={"naming_constraints": {"permitted": 5}}), UNREAD),
    "an address that adds to itself": (
        direct()
        | {
            place(ANCHOR): configuration(
                ANCHOR,
                metadata={"federation_entity": {"federation_fetch_endpoint": f"{ANCHOR}/#a?sub="}},
            )
        },
        UNREAD,
    ),
}

SITES: dict[str, bytes] = {
    "ten thousand entries": encoded({"linked_dids": ["a.b.c"] * 10_000}),
    "a list nested deep": b'{"linked_dids":' + b"[" * 5000,
    "a token of a million letters": encoded({"linked_dids": ["a" * MEGABYTE]}),
    "many entries about the key": encoded({"linked_dids": [token(exp=1)] * 200}),
    "entries in entries": encoded({"linked_dids": [{"linked_dids": [token()]}]}),
}


def verdict(document: dict[str, Any], documents: dict[str, bytes], *sources: Registry) -> Report:
    """Verify in rounds, and an honest badge after it; in time, and with few fetches."""
    policy = ChosenRegistries(sources)
    web = {KEYS_URL: encoded(did_document()), **documents}
    given: dict[str, Resource] = {}
    with spending_at_most(SECONDS):
        for _ in range(LIMITS.rounds + 1):
            report = verify(encoded(document), given, now=NOW, policy=policy)
            if not report.needs:
                break
            given |= {need.url: answered(need.url, web) for need in report.needs}
    assert len(given) < MOST_FETCHED
    assert judged(signed(badge())).outcome is Outcome.PASSED
    return report


def answered(url: str, web: dict[str, bytes]) -> Resource:
    if url in web:
        return Fetched(url, "application/json", web[url], NOW)
    return Unavailable(url, "no answer", NOW)


@pytest.mark.parametrize("name", LISTS)
def test_a_hostile_list(name: str) -> None:
    source, body, code = LISTS[name]
    report = verdict(signed(badge()), {LIST: body}, source)
    assert causes(report) == ["issuer indeterminate ISSUER_NOT_CHECKED"]
    assert report.facts.trust
    assert [missed.code for missed in report.facts.trust.not_consulted] == [code]


@pytest.mark.parametrize("name", FEDERATIONS)
def test_a_hostile_federation(name: str) -> None:
    documents, code = FEDERATIONS[name]
    report = verdict(signed(badge()), documents, registry())
    assert causes(report) == [f"issuer indeterminate {code}"]


@pytest.mark.parametrize("name", SITES)
def test_a_hostile_website(name: str) -> None:
    document = badge()
    document["issuer"]["url"] = "https://sola.example"
    report = verdict(signed_by_key(document), {PLACE: SITES[name]})
    assert report.outcome is Outcome.INDETERMINATE
    cause = report.trust_layers[0].problem
    assert cause is not None
    assert cause.code == "DOMAIN_LINKAGE_WRONG"
