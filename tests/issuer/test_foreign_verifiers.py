"""Foreign software judges what we issue: our own verifier agreeing with us is no evidence."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from contexts import JsonObject
from issuer.did_document import did_document
from issuer.model.credential import SignedDocument, StatusPurpose
from issuer.model.programme import ProgrammeContent
from issuer.preparing import prepare
from issuer.signing import secure, secure_list
from issuer.status_list import PublishedList
from tests.issuer.examples import (
    DATA_LITERACY,
    FIRST_AID_PILOT,
    HEAT_PUMPS,
    SCHOOL,
    material,
    signers,
)
from tests.issuer.vectors import reference_json
from tests.peers import openbadgeslib
from tests.peers.node import OPEN_BADGE_SCHEMA_URL, NodePeers
from verifier.status_list import StatusList

pytestmark = pytest.mark.peers

CONTENTS = [HEAT_PUMPS, DATA_LITERACY, FIRST_AID_PILOT]
DID_URL = "https://dokazilo.example/profiles/sc-kranj/did.json"
SCHEMA_FILE = "ob3/schemas/ob_v3p0_achievementcredential_schema.json"
# Some of them read the machine's clock, so the badges are from a time that has surely passed.
THEN = datetime(2025, 1, 15, 9, 0, tzinfo=UTC)
AT = (THEN + timedelta(minutes=1)).isoformat()


def signed(content: ProgrammeContent = HEAT_PUMPS) -> tuple[SignedDocument, ...]:
    prepared = prepare(replace(material(content), valid_from=THEN))
    return secure(prepared, {signer.key.algorithm: signer for signer in signers()}, THEN)


def own_did_document() -> JsonObject:
    return did_document(SCHOOL, [signer.key for signer in signers()])


def list_for(badge: JsonObject, purpose: StatusPurpose, *, value: bool) -> dict[str, JsonObject]:
    """Give the signed list of one purpose, with the badge's bit set or not."""
    status = badge["credentialStatus"]
    entries = status if isinstance(status, list) else [status]
    (entry,) = (item for item in entries if item["statusPurpose"] == purpose.value)
    published = PublishedList(
        url=entry["statusListCredential"],
        purpose=purpose,
        profile=SCHOOL,
        bits=StatusList.empty().with_status(int(entry["statusListIndex"]), value),
        valid_from=THEN,
        valid_until=THEN + timedelta(days=3650),
        ttl=timedelta(minutes=5),
    )
    return {published.url: json.loads(secure_list(published, signers()[0], THEN))}


@pytest.mark.parametrize("content", CONTENTS, ids=lambda content: content.title["en"])
@pytest.mark.parametrize("value", [False, True])
def test_digitalbazaar_verifies_proof_and_status(
    node_peers: NodePeers, content: ProgrammeContent, *, value: bool
) -> None:
    badge = json.loads(signed(content)[0].body)
    lists = list_for(badge, StatusPurpose.REVOCATION, value=value)
    expected = [("revocation", value)]
    if content.suspension:
        lists |= list_for(badge, StatusPurpose.SUSPENSION, value=not value)
        expected.append(("suspension", not value))
    report = node_peers.call(
        "digitalbazaar_verify",
        {
            "credential": badge,
            "documents": {SCHOOL.did: own_did_document(), **lists},
            "checkStatus": True,
            "now": AT,
        },
    )
    assert (report["verified"], report["errors"]) == (True, [])
    assert [(status["purpose"], status["set"]) for status in report["statuses"]] == expected


def test_digitalbazaar_refuses_a_changed_grade(node_peers: NodePeers) -> None:
    badge = json.loads(signed()[0].body)
    badge["credentialSubject"]["result"][0]["value"] = "97"
    documents = {SCHOOL.did: own_did_document()}
    report = node_peers.call(
        "digitalbazaar_verify", {"credential": badge, "documents": documents, "now": AT}
    )
    assert report["verified"] is False


@pytest.mark.parametrize("value", [False, True])
def test_verifier_core_agrees_on_signature_schema_and_revocation(
    node_peers: NodePeers, *, value: bool
) -> None:
    badge = json.loads(signed()[0].body)
    lists = list_for(badge, StatusPurpose.REVOCATION, value=value)
    documents = {DID_URL: own_did_document(), **lists}
    documents[OPEN_BADGE_SCHEMA_URL] = reference_json(SCHEMA_FILE)
    files = {url: json.dumps(document) for url, document in documents.items()}
    core = node_peers.call("verifier_core", {"credential": badge, "files": files})
    assert {step["id"]: step["valid"] for step in core["log"]} == {
        "valid_signature": True,
        "expiration": True,
        "revocation_status": not value,
        "registered_issuer": False,
    }
    assert [(result["valid"], result["errors"]) for result in core["schemas"]] == [(True, [])]
    assert core["unanswered"] == []


def test_jose_verifies_the_token_by_the_published_key(node_peers: NodePeers) -> None:
    document = signed()[1]
    kid = f"{SCHOOL.did}#kljuc-2026-jwt"
    (jwk,) = (
        method["publicKeyJwk"]
        for method in own_did_document()["verificationMethod"]
        if method["id"] == kid
    )
    request: dict[str, Any] = {"jwt": document.body.decode(), "jwk": jwk, "alg": "ES256"}
    report = node_peers.call("jose_verify", request)
    assert report["verified"] is True, report
    assert report["header"] == {"alg": "ES256", "kid": kid, "typ": "JWT"}
    payload = json.loads(report["payload"])
    assert payload["jti"] == payload["id"]


@pytest.mark.parametrize("kind", [0, 1], ids=["json-ld", "jwt"])
@pytest.mark.parametrize("value", [False, True])
def test_openbadgeslib_agrees(kind: int, *, value: bool) -> None:
    reason = openbadgeslib.missing()
    if reason:
        pytest.skip(reason)
    documents = signed()
    badge = json.loads(documents[0].body)
    lists = list_for(badge, StatusPurpose.REVOCATION, value=value)
    files = {
        url: json.dumps(document)
        for url, document in {DID_URL: own_did_document(), **lists}.items()
    }
    token = documents[1].body.decode()
    opinion = openbadgeslib.verify(
        badge if kind == 0 else token, issuer=SCHOOL.did, files=files, check_status=kind == 0
    )
    assert (opinion.verified, opinion.error) == (True, None)
    if kind == 0:
        assert bool(opinion.revoked_or_unknown) is value
