"""Chains of OpenID Federation: they hold link by link, and every search for one ends."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import pytest

from tests.verifier.makers import ISSUER, ISSUER_URL, NOW, badge, did_document, encoded, signed
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
    statement,
    with_middle,
)
from verifier import LIMITS, ChosenRegistries, Fetched, Kind, Outcome, Report, Resource, verify
from verifier.registries.federation import FederationRegistry, Subject, entity_of
from verifier.resources import Unavailable

STRANGER = "https://stranger.example"


def run(
    web: Mapping[str, bytes], source: FederationRegistry | None = None, *, absent: bool = True
) -> tuple[Report, list[str]]:
    """Verify in rounds, handing over what is asked for; give the report and what was asked."""
    web = {ISSUER_URL: encoded(did_document()), **web}
    given: dict[str, Resource] = {}
    asked: list[str] = []
    for _ in range(LIMITS.rounds + 1):
        policy = ChosenRegistries([source or registry()])
        report = verify(encoded(signed(badge())), given, now=NOW, policy=policy)
        if not report.needs:
            return report, asked
        for need in report.needs:
            asked.append(need.url)
            given[need.url] = (
                Fetched(need.url, "application/entity-statement+jwt", web[need.url], NOW)
                if need.url in web
                else Unavailable(need.url, "no answer", NOW, absent=absent)
            )
    raise AssertionError("the needs do not end")


def missed(report: Report) -> str | None:
    """Name why the federation was not consulted; None: it does not know the issuer."""
    assert report.outcome is Outcome.INDETERMINATE
    trust = report.facts.trust
    assert trust is not None
    assert not trust.known
    return trust.not_consulted[0].code if trust.not_consulted else None


def test_a_member_is_known_by_the_name_its_superior_gives() -> None:
    report, asked = run(direct())
    assert report.outcome is Outcome.PASSED
    trust = report.facts.trust
    assert trust is not None
    assert (trust.name, trust.kind) == (f"Name of {LEAF}", "federation")
    assert trust.entry["path"] == f"{LEAF} → {ANCHOR}"
    assert asked == [ISSUER_URL, place(ANCHOR), place(LEAF), fetch_place(ANCHOR, LEAF)]


def test_a_member_by_an_intermediate() -> None:
    report, _ = run(with_middle())
    assert report.outcome is Outcome.PASSED
    assert report.facts.trust
    assert report.facts.trust.entry["path"] == f"{LEAF} → {MIDDLE} → {ANCHOR}"


def test_a_name_that_the_issuer_gives_itself_is_not_told() -> None:
    own = {"federation_entity": {"organization_name": "Univerza v Ljubljani"}}
    web = direct() | {
        place(LEAF): configuration(LEAF, ANCHOR, metadata=own),
        fetch_place(ANCHOR, LEAF): statement(ANCHOR, LEAF),
    }
    report, _ = run(web)
    assert report.outcome is Outcome.PASSED
    assert report.facts.trust
    assert report.facts.trust.name is None
    layers = {one.check: one.problem.code for one in report.trust_layers if one.problem}
    assert layers["organisation"] == "ORGANISATION_NOT_KNOWN"


def test_the_anchor_itself_may_speak_of_the_issuer_s_identifier() -> None:
    web = {
        place(ANCHOR): configuration(ANCHOR),
        fetch_place(ANCHOR, ISSUER): about(ANCHOR, ISSUER, jwks=None),
    }
    report, asked = run(web, registry(Subject.ISSUER))
    assert report.outcome is Outcome.PASSED
    assert place(LEAF) not in asked


def test_the_anchor_s_own_documents_are_the_operator_s_choice_and_others_are_not() -> None:
    given = {ISSUER_URL: Fetched(ISSUER_URL, "", encoded(did_document()), NOW)}
    policy = ChosenRegistries([registry()])
    first = verify(encoded(signed(badge())), given, now=NOW, policy=policy)
    assert [(need.url, need.kind) for need in first.needs] == [(place(ANCHOR), Kind.REGISTRY)]
    anchor = Fetched(place(ANCHOR), "", direct()[place(ANCHOR)], NOW)
    second = verify(encoded(signed(badge())), given | {anchor.url: anchor}, now=NOW, policy=policy)
    assert [(need.url, need.kind) for need in second.needs] == [
        (place(LEAF), Kind.ENTITY_STATEMENT)
    ]


@pytest.mark.parametrize(
    "web",
    [
        {place(ANCHOR): configuration(ANCHOR)},
        direct() | {place(LEAF): configuration(LEAF)},
        direct() | {place(LEAF): b"<!doctype html><title>Not found</title>"},
        direct() | {place(LEAF): configuration(LEAF, STRANGER)},
        {name: body for name, body in direct().items() if "fetch" not in name},
    ],
)
def test_who_is_in_no_federation_is_not_known(web: dict[str, bytes]) -> None:
    report, _ = run(web)
    assert missed(report) is None


EXPIRED = {"exp": int(NOW.timestamp()) - 1}
LATER = {"iat": int(NOW.timestamp()) + 3600}
BROKEN: dict[str, dict[str, bytes]] = {
    "the anchor's key is another": {place(ANCHOR): statement(ANCHOR, ANCHOR, signer=STRANGER)},
    "the anchor's statement is signed by a stranger": {
        fetch_place(ANCHOR, LEAF): about(ANCHOR, LEAF, signer=STRANGER)
    },
    "the stranger uses the anchor's key name": {
        fetch_place(ANCHOR, LEAF): about(
            ANCHOR, LEAF, signer=STRANGER, header={"kid": f"{ANCHOR}#1"}
        )
    },
    "it is about another entity": {fetch_place(ANCHOR, LEAF): about(ANCHOR, MIDDLE)},
    "it is by another entity": {fetch_place(ANCHOR, LEAF): about(MIDDLE, LEAF)},
    "it says that the entity has other keys": {
        fetch_place(ANCHOR, LEAF): about(ANCHOR, LEAF, jwks=jwks(STRANGER))
    },
    "it has no keys": {fetch_place(ANCHOR, LEAF): about(ANCHOR, LEAF, jwks=None)},
    "it is from the future": {fetch_place(ANCHOR, LEAF): about(ANCHOR, LEAF, **LATER)},
    "it has no end": {fetch_place(ANCHOR, LEAF): about(ANCHOR, LEAF, exp=None)},
    "its end is a text": {fetch_place(ANCHOR, LEAF): about(ANCHOR, LEAF, exp="never")},
    "it is of another type": {
        fetch_place(ANCHOR, LEAF): about(ANCHOR, LEAF, header={"typ": "JWT"})
    },
    "it is not signed": {fetch_place(ANCHOR, LEAF): about(ANCHOR, LEAF, header={"alg": "none"})},
    "it has critical claims": {fetch_place(ANCHOR, LEAF): about(ANCHOR, LEAF, crit=["x"])},
    "its crit is odd": {fetch_place(ANCHOR, LEAF): about(ANCHOR, LEAF, crit=7)},
    "it is no token": {fetch_place(ANCHOR, LEAF): b"{}"},
    "the leaf signs with another key": {
        place(LEAF): statement(LEAF, LEAF, signer=STRANGER, authority_hints=[ANCHOR])
    },
    "no path is allowed": {
        fetch_place(ANCHOR, LEAF): about(
            ANCHOR, LEAF, constraints={"naming_constraints": {"permitted": [".other.example"]}}
        )
    },
    "the anchor names no address": {place(ANCHOR): configuration(ANCHOR, metadata={})},
    "the address is not https": {
        place(ANCHOR): configuration(
            ANCHOR, metadata={"federation_entity": {"federation_fetch_endpoint": "http://a"}}
        )
    },
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_chain_with_one_bad_link_does_not_hold(name: str) -> None:
    report, _ = run(direct() | BROKEN[name])
    assert missed(report) in {"FEDERATION_CHAIN_BROKEN", "REGISTRY_SIGNATURE_WRONG"}


def test_an_expired_statement_is_stale() -> None:
    web = direct() | {fetch_place(ANCHOR, LEAF): about(ANCHOR, LEAF, **EXPIRED)}
    assert missed(run(web)[0]) == "REGISTRY_STALE"


def test_silence_is_not_absence() -> None:
    assert missed(run({}, absent=False)[0]) == "REGISTRY_UNREACHABLE"
    web = direct()
    del web[fetch_place(ANCHOR, LEAF)]
    assert missed(run(web, absent=False)[0]) == "REGISTRY_UNREACHABLE"


@pytest.mark.parametrize(
    ("constraints", "holds"),
    [
        ({"max_path_length": 0}, False),
        ({"max_path_length": 1}, True),
        ({"max_path_length": -1}, False),
        ({"max_path_length": "1"}, False),
        ({"naming_constraints": {"permitted": [".example"]}}, True),
        ({"naming_constraints": {"permitted": ["ministry.example", "school.example"]}}, True),
        ({"naming_constraints": {"permitted": ["ministry.example"]}}, False),
        ({"naming_constraints": {"excluded": ["school.example"]}}, False),
        ({"naming_constraints": {"excluded": [".school.example"]}}, True),
        ({"naming_constraints": []}, False),
        ([], False),
    ],
)
def test_what_the_anchor_allows_below_itself(constraints: Any, *, holds: bool) -> None:  # noqa: ANN401
    report, _ = run(with_middle(constraints=constraints))
    assert (report.outcome is Outcome.PASSED) is holds


def test_an_intermediate_signs_only_with_keys_that_its_superior_names() -> None:
    """It lists a stranger's key in its own configuration; the anchor knows nothing of that key."""
    both = {"keys": [*jwks(MIDDLE)["keys"], *jwks(STRANGER)["keys"]]}
    web = with_middle() | {
        place(MIDDLE): configuration(MIDDLE, ANCHOR, jwks=both),
        fetch_place(MIDDLE, LEAF): about(MIDDLE, LEAF, signer=STRANGER),
    }
    assert missed(run(web)[0]) == "FEDERATION_CHAIN_BROKEN"


def test_superiors_in_a_circle_end() -> None:
    web = with_middle() | {
        place(MIDDLE): configuration(MIDDLE, LEAF, MIDDLE, STRANGER),
        fetch_place(LEAF, MIDDLE): about(LEAF, MIDDLE),
    }
    report, asked = run(web)
    assert missed(report) is None
    assert len(asked) == len(set(asked)) < 10


def test_only_the_first_superiors_are_tried() -> None:
    many = [f"https://s{number}.example" for number in range(200)]
    report, asked = run(direct() | {place(LEAF): configuration(LEAF, *many)})
    assert missed(report) is None
    assert len(asked) < 10


def test_a_tower_of_intermediates_is_not_climbed() -> None:
    web = {place(ANCHOR): configuration(ANCHOR)}
    entities = [LEAF, *(f"https://i{number}.example" for number in range(9)), ANCHOR]
    for low, high in pairwise(entities):
        web[place(low)] = configuration(low, high)
        web[fetch_place(high, low)] = about(high, low)
    report, asked = run(web)
    assert missed(report) is None
    assert len(asked) < 9


@pytest.mark.parametrize(
    ("issuer", "entity"),
    [
        ("did:web:school.example", "https://school.example"),
        ("did:web:school.example%3A8443:badges", "https://school.example:8443/badges"),
        ("https://school.example/", "https://school.example"),
        ("did:key:z6Mk", None),
        ("http://school.example", None),
    ],
)
def test_the_entity_of_an_issuer(issuer: str, entity: str | None) -> None:
    assert entity_of(issuer) == entity
