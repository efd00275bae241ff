"""Foreign software and the running service: it judges our downloads, and we judge its badges."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from tests.app.staging import Stage, staged
from tests.interop.cases import signed_document, with_claims
from tests.interop.downloads import downloaded, path_of
from tests.interop.foreign_keys import ed25519_jwk, public_half
from tests.interop.foreign_schools import example_badge
from tests.interop.opinions import (
    NOT_ASKED,
    PASSES,
    REFUSES,
    SUSPENDED,
    WRONG_FORM,
    claims_of,
    words,
)
from tests.peers import openbadgeslib
from tests.peers.node import NodePeers

pytestmark = pytest.mark.peers

Json = dict[str, Any]

CREDENTIALS = "/api/v1/credentials"
GOOD_BADGE = [PASSES, PASSES, PASSES, NOT_ASKED, PASSES]
GOOD_TOKEN = [PASSES, NOT_ASKED, NOT_ASKED, PASSES, PASSES]
SEED = int("07" * 32, 16)
ABROAD = "did:key:z6MkvDqGT54cXesYGvABpF1UapVNwjCqRcafi4Px6Thv5T3Z"
STRANGERS_SEED = 8
STRANGER = "did:key:z6MksFqxoSPy4qGetNEgGCxXhN7ThKqAqQXEKU3Eq8NGWmxd"
LEARNERS = count(1)


@pytest.fixture(scope="module")
def stage(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Run the demonstration under the address that `make run` gives it, trusting one issuer."""
    reason = openbadgeslib.missing()
    if reason:
        pytest.skip(reason)
    file = tmp_path_factory.mktemp("eyes") / "dokazilo.db"
    shutil.copyfile(migrated_sqlite, file)
    trusted = {ABROAD: "School of the Orchard"}
    with staged(f"sqlite:///{file}", trusted_issuers=trusted) as running:
        assert running.service.services.settings.public_url == "http://localhost:8000"
        yield running


def issue(
    stage: Stage,
    programme: str = "3d-printing",
    school: str = "school",
    **order: Any,  # noqa: ANN401 - JSON
) -> Json:
    """Issue a credential to a learner who has nothing yet."""
    learner = {"name": "Anže Črnič", "email": f"anze{next(LEARNERS)}@example.com"}
    body = {"programme": stage.told.programmes[programme], "learner": learner, **order}
    answer = stage.service.post(CREDENTIALS, key=stage.key(school), json=body)
    assert answer.status_code == 201, answer.text
    made: Json = answer.json()
    return made


def change(stage: Stage, made: Json, status: str, school: str = "school") -> None:
    answer = stage.service.post(
        f"{CREDENTIALS}/{made['id']}/status",
        key=stage.key(school),
        json={"status": status, "reason": "Postopek."},
    )
    assert answer.status_code == 200, answer.text


def verdict(stage: Stage, secured: Json | str) -> str:
    """Paste a credential into the public verifier."""
    body = secured if isinstance(secured, str) else json.dumps(secured)
    answer = stage.service.post("/verify", content=body, headers={"Content-Type": "text/plain"})
    report = answer.json()
    cause = report["root_cause"]
    return f"{report['outcome']} {cause['code']}" if cause else str(report["outcome"])


# --- what we issue -------------------------------------------------------------------------------


def test_a_service_at_home_convinces_them_too(stage: Stage, node_peers: NodePeers) -> None:
    # did:web is resolved by https wherever it is (did:web, section 3.2), the lists are read by
    # http: whoever is handed both documents agrees. A stranger's machine reaches neither.
    holder = {"holder_did": ABROAD, "language": "en"}
    learner = {"name": "Ana Novak", "email": "ana.novak@example.com", **holder}
    made = issue(stage, learner=learner)
    assert made["credential"]["issuer"]["id"].startswith("did:web:localhost%3A8000:profiles:")
    assert made["credential"]["credentialSubject"]["id"] == ABROAD
    assert words(node_peers, downloaded(stage.service, made["credential"])) == GOOD_BADGE
    assert words(node_peers, downloaded(stage.service, made["jwt"])) == GOOD_TOKEN


def test_a_suspension_is_seen_and_its_end_too(stage: Stage, node_peers: NodePeers) -> None:
    made = issue(stage, "qualitative-research", "university")
    good = [PASSES, PASSES, WRONG_FORM, NOT_ASKED, PASSES]  # the price: docs/interop.md
    bad = ["failed SUSPENDED", SUSPENDED, SUSPENDED, NOT_ASKED, SUSPENDED]
    for status, expected in (("suspended", bad), ("active", good)):
        change(stage, made, status, "university")
        badge = made["credential"]
        assert words(node_peers, downloaded(stage.service, badge)) == expected


def test_a_changed_download_convinces_nobody(stage: Stage, node_peers: NodePeers) -> None:
    made = issue(stage)
    case = downloaded(stage.service, made["credential"])
    achievement = {**made["credential"]["credentialSubject"]["achievement"], "name": "Doktorat"}
    subject = {**made["credential"]["credentialSubject"], "achievement": achievement}
    forged = replace(case, secured={**made["credential"], "credentialSubject": subject})
    refused = ["failed SIGNATURE_INVALID", REFUSES, REFUSES, NOT_ASKED, REFUSES]
    assert words(node_peers, forged) == refused
    token = with_claims(made["jwt"], {**claims_of(made["jwt"]), "name": "Doktorat"})
    refused = ["failed SIGNATURE_INVALID", NOT_ASKED, NOT_ASKED, REFUSES, REFUSES]
    assert words(node_peers, replace(case, secured=token)) == refused


def test_another_schools_keys_do_not_fit(stage: Stage, node_peers: NodePeers) -> None:
    made = issue(stage)
    other = issue(stage, "qualitative-research", "university")
    badge = downloaded(stage.service, made["credential"])
    theirs = {
        kind_of(method): method
        for method in downloaded(stage.service, other["jwt"]).did_document["verificationMethod"]
    }
    swapped = [
        {**theirs[kind_of(method)], "id": method["id"], "controller": method["controller"]}
        for method in badge.did_document["verificationMethod"]
    ]
    did_document = {**badge.did_document, "verificationMethod": swapped}
    refused = ["failed SIGNATURE_INVALID", REFUSES, REFUSES, NOT_ASKED, REFUSES]
    assert words(node_peers, replace(badge, did_document=did_document)) == refused
    token = replace(badge, secured=made["jwt"], did_document=did_document)
    refused = ["failed SIGNATURE_INVALID", NOT_ASKED, NOT_ASKED, REFUSES, REFUSES]
    assert words(node_peers, token) == refused


def kind_of(method: Json) -> tuple[str, str]:
    """Tell the kinds of key apart: a Multikey says it in its first letters."""
    return method["type"], method.get("publicKeyMultibase", "")[:4]


def test_a_rotation_leaves_what_was_issued_good(stage: Stage, node_peers: NodePeers) -> None:
    before = issue(stage, "qualitative-research", "university")
    admin = stage.key("university", "admin")
    (profile,) = stage.service.get("/api/v1/profiles", key=admin).json()["items"]
    rotated = stage.service.post(f"/api/v1/profiles/{profile['id']}/keys/rotate", key=admin)
    assert rotated.status_code == 201, rotated.text
    after = issue(stage, "qualitative-research", "university")
    methods = [made["credential"]["proof"]["verificationMethod"] for made in (before, after)]
    assert methods[0] != methods[1]
    for made in (before, after):
        assert words(node_peers, downloaded(stage.service, made["jwt"])) == GOOD_TOKEN
        case = downloaded(stage.service, made["credential"])
        assert words(node_peers, case)[:2] == [PASSES, PASSES]
        assert verdict(stage, made["credential"]) == "passed"


def test_the_list_holds_exactly_the_revoked(stage: Stage, node_peers: NodePeers) -> None:
    made = [issue(stage) for _ in range(3)]
    for each in made[:2]:
        change(stage, each, "revoked")
    entry = made[0]["credential"]["credentialStatus"]
    listed = stage.service.get(path_of(entry["statusListCredential"])).json()
    encoded = listed["credentialSubject"]["encodedList"]
    found = node_peers.call("status_list_decode", {"encodedList": encoded})
    assert found["length"] >= 131_072
    assert found["set"] == sorted(revoked_places(stage))
    assert int(made[2]["credential"]["credentialStatus"]["statusListIndex"]) not in found["set"]


def revoked_places(stage: Stage) -> set[int]:
    """Give the places of the school's revoked credentials, as its own records have them."""
    key = stage.key()
    lines = stage.service.get(f"{CREDENTIALS}?status=revoked&size=200", key=key).json()["items"]
    badges = [
        stage.service.get(f"{CREDENTIALS}/{line['id']}", key=key).json()["credential"]
        for line in lines
    ]
    assert len(badges) >= 3, "the demonstration has one, this test two more"
    return {int(badge["credentialStatus"]["statusListIndex"]) for badge in badges}


# --- what they issue -----------------------------------------------------------------------------


def orchard_badge(peers: NodePeers, **changes: Any) -> Json:  # noqa: ANN401 - JSON
    signed = signed_document(peers, example_badge(ABROAD), seed=SEED, method=None)
    return {**signed, **changes}


def orchard_token(peers: NodePeers, **changes: Any) -> str:  # noqa: ANN401 - JSON
    badge = {**example_badge(ABROAD), **changes}
    header = {"alg": "EdDSA", "typ": "JWT", "jwk": public_half(ed25519_jwk(SEED))}
    claims = {**badge, "iss": ABROAD, "jti": badge["id"], "nbf": 1736931600}
    request = {"payload": json.dumps(claims), "header": header, "jwk": ed25519_jwk(SEED)}
    token: str = peers.call("jose_sign", request)["jwt"]
    return token


def test_their_badges_pass_here_when_the_operator_knows_them(
    stage: Stage, node_peers: NodePeers
) -> None:
    assert verdict(stage, orchard_badge(node_peers)) == "passed"
    assert verdict(stage, orchard_token(node_peers)) == "passed"
    badge = example_badge(STRANGER)
    unknown = signed_document(node_peers, badge, seed=STRANGERS_SEED, method=None)
    assert verdict(stage, unknown) == "indeterminate ISSUER_UNKNOWN"


def test_their_forgeries_fail_here(stage: Stage, node_peers: NodePeers) -> None:
    assert verdict(stage, orchard_badge(node_peers, name="x")) == "failed SIGNATURE_INVALID"
    assert verdict(stage, orchard_badge(node_peers, grade="A")) == "failed DATA_LOSS"
    ended = orchard_token(node_peers, validUntil="2025-02-01T00:00:00Z")
    assert verdict(stage, ended) == "failed EXPIRED"
    ours = issue(stage)["credential"]["issuer"]["id"]
    posing = signed_document(node_peers, example_badge(ours), seed=SEED, method=None)
    assert verdict(stage, posing) == "failed ISSUER_MISMATCH"
    bolder = signed_document(node_peers, example_badge(ours), seed=SEED, method=f"{ours}#key")
    assert verdict(stage, bolder) == "failed KEY_NOT_LISTED"
