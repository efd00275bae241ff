"""A wallet takes a credential by deep link, QR code or VC-API; foreign libraries are the wallet."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select, update

from app.claims.claiming import claim_of
from app.db.tables import exchanges, holder_copies
from app.exchanges.tidying import tidy_exchanges
from tests.app.staging import Stage
from tests.peers.node import NodePeers

pytestmark = pytest.mark.peers

SEED, OTHER_SEED = "07" * 32, "08" * 32


def began(stage: Stage, **body: Any) -> dict[str, str]:  # noqa: ANN401 - JSON
    """Begin an exchange for a new credential, as a school does."""
    issued = stage.issue().json()
    return began_for(stage, issued["id"], **body)


def began_for(stage: Stage, credential_id: str, **body: Any) -> dict[str, str]:  # noqa: ANN401 - JSON
    answer = stage.service.post(
        f"/api/v1/credentials/{credential_id}/exchanges", key=stage.key(), json=body
    )
    assert answer.status_code == 200, answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    found: dict[str, str] = answer.json()
    return found


def path(url: str) -> str:
    return urlsplit(url).path


def verdict(stage: Stage, credential: dict[str, Any]) -> str:
    json_type = {"Content-Type": "application/json"}
    report = stage.service.post("/verify", content=json.dumps(credential), headers=json_type)
    outcome: str = report.json()["outcome"]
    return outcome


def test_the_learner_credential_wallet_takes_a_copy_bound_to_its_key(
    stage: Stage, node_peers: NodePeers
) -> None:
    links = began(stage)
    sent = node_peers.call("lcw_answer", {"link": links["lcw_url"], "seed": SEED})
    assert sent["url"] == links["exchange_url"]
    reply = stage.service.post(path(sent["url"]), json=sent["presentation"])
    assert reply.status_code == 200, reply.text
    credential = node_peers.call("lcw_read", {"reply": reply.text})
    assert credential["credentialSubject"]["id"] == sent["presentation"]["holder"]
    assert verdict(stage, credential) == "passed"
    again = stage.service.post(path(sent["url"]), json=sent["presentation"])
    assert again.content == reply.content, "an answer that was lost is given again"


def test_what_the_wallet_holds_ends_with_the_credential(
    stage: Stage, node_peers: NodePeers
) -> None:
    credential_id = stage.issue().json()["id"]
    links = began_for(stage, credential_id)
    sent = node_peers.call("lcw_answer", {"link": links["lcw_url"], "seed": SEED})
    credential = stage.service.post(path(sent["url"]), json=sent["presentation"]).json()
    assert credential["id"] == f"urn:uuid:{credential_id}"
    stage.service.post(
        f"/api/v1/credentials/{credential_id}/status",
        key=stage.new_key("revoke"),
        json={"status": "revoked", "reason": "error"},
    )
    assert verdict(stage, credential) == "failed"
    refused = stage.service.post(
        f"/api/v1/credentials/{credential_id}/exchanges", key=stage.key(), json={}
    )
    assert refused.json()["code"] == "WRONG_STATE"


def test_one_exchange_is_for_one_wallet(stage: Stage, node_peers: NodePeers) -> None:
    links = began(stage)
    first, second = (
        node_peers.call("lcw_answer", {"link": links["lcw_url"], "seed": seed})
        for seed in (SEED, OTHER_SEED)
    )
    assert stage.service.post(path(first["url"]), json=first["presentation"]).status_code == 200
    refused = stage.service.post(path(second["url"]), json=second["presentation"])
    assert (refused.status_code, refused.json()["code"]) == (410, "EXCHANGE_ENDED")
    with stage.service.services.database.read() as connection:
        assert len(connection.execute(select(holder_copies)).all()) == 1


def test_proofs_that_are_not_for_this_exchange_are_refused(
    stage: Stage, node_peers: NodePeers
) -> None:
    other = {"name": "Nuša Žagar", "email": "nusa@example.com"}
    links, others = began(stage), began_for(stage, stage.issue(learner=other).json()["id"])
    asked = parse_qs(urlsplit(links["lcw_url"]).query)["challenge"][0]
    another = parse_qs(urlsplit(others["lcw_url"]).query)["challenge"][0]
    assert asked != another
    good = node_peers.call("lcw_present", {"seed": SEED, "challenge": asked})
    stranger = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"
    altered = {
        "of another exchange": node_peers.call("lcw_present", {"seed": SEED, "challenge": another}),
        "in another's name": node_peers.call(
            "lcw_present", {"seed": SEED, "challenge": asked, "holder": stranger}
        ),
        "changed afterwards": {**good, "holder": stranger},
        "unsigned": {name: value for name, value in good.items() if name != "proof"},
        "with a credential": {**good, "verifiableCredential": [{"type": "x"}]},
        "no presentation": {"hello": "world"},
    }
    for what, presentation in altered.items():
        refused = stage.service.post(path(links["exchange_url"]), json=presentation)
        assert (refused.status_code, refused.json()["code"]) == (422, "PRESENTATION_REFUSED"), what
    assert stage.service.post(path(links["exchange_url"]), json=good).status_code == 200


def test_an_empty_message_is_answered_with_the_credential_as_it_was_issued(stage: Stage) -> None:
    links = began(stage)
    offered = stage.service.post(path(links["exchange_url"]), json={})
    (credential,) = offered.json()["verifiablePresentation"]["verifiableCredential"]
    assert verdict(stage, credential) == "passed"


def test_a_binding_exchange_asks_for_the_key_first(stage: Stage, node_peers: NodePeers) -> None:
    links = began(stage, bound=True)
    exchange = path(links["exchange_url"])
    request = stage.service.post(exchange, json={}).json()["verifiablePresentationRequest"]
    assert request["query"][0]["type"] == "DIDAuthentication"
    asked = {name: request[name] for name in ("challenge", "domain")}
    elsewhere = node_peers.call(
        "lcw_present", {"seed": SEED, **asked, "domain": "https://elsewhere.example"}
    )
    refused = stage.service.post(exchange, json={"verifiablePresentation": elsewhere})
    assert refused.json()["code"] == "PRESENTATION_REFUSED"
    presentation = node_peers.call("lcw_present", {"seed": SEED, **asked})
    answer = stage.service.post(exchange, json={"verifiablePresentation": presentation}).json()
    (credential,) = answer["verifiablePresentation"]["verifiableCredential"]
    assert credential["credentialSubject"]["id"] == presentation["holder"]
    assert verdict(stage, credential) == "passed"


def test_entities_in_texts_reach_the_wallet_unchanged(stage: Stage, node_peers: NodePeers) -> None:
    learner = {"name": "Tom &amp; Jerry &quot;Miš&quot;", "email": "tom@example.com"}
    issued = stage.issue(learner=learner).json()
    links = began_for(stage, issued["id"])
    reply = stage.service.post(path(links["exchange_url"]), json={})
    (credential,) = node_peers.call("lcw_read", {"reply": reply.text})["verifiablePresentation"][
        "verifiableCredential"
    ]
    assert learner["name"] in json.dumps(credential, ensure_ascii=False).replace('\\"', '"')
    assert verdict(stage, credential) == "passed"


def test_the_interaction_tells_wallets_how_to_go_on(stage: Stage) -> None:
    links = began(stage)
    url = urlsplit(links["interaction_url"])
    assert url.query == "iuv=1"
    told = stage.service.get(url.path, headers={"Accept": "application/json"}).json()
    assert told["protocols"]["vcapi"] == links["exchange_url"]
    same = stage.service.get(path(links["exchange_url"]) + "/protocols").json()
    assert same["protocols"].keys() == told["protocols"].keys()
    (offer,) = parse_qs(urlsplit(told["protocols"]["oid4vci-1.0"]).query)["credential_offer_uri"]
    assert "grants" in stage.service.get(path(offer)).json()
    page = stage.service.get(url.path, headers={"Accept": "text/html"})
    assert "lcw.app" in page.text
    assert page.headers["Cache-Control"] == "private, no-store"


def test_who_comes_after_the_wallet_is_offered_nothing(stage: Stage) -> None:
    links = began(stage)
    exchange = path(links["exchange_url"])
    assert stage.service.post(exchange, json={}).status_code == 200
    for address in (f"{exchange}/protocols", urlsplit(links["interaction_url"]).path):
        late = stage.service.get(address, headers={"Accept": "application/json"})
        assert (late.status_code, late.json()["code"]) == (410, "EXCHANGE_ENDED"), address


def test_the_claim_page_leads_into_a_wallet(stage: Stage) -> None:
    services = stage.service.services
    claim = claim_of(services, stage.issue().json()["id"])
    wanted = {"Accept": "text/html", "Accept-Language": "en"}
    page = stage.service.get(path(claim.url), headers=wanted)
    assert f'action="{path(claim.url)}/wallet"' in page.text
    led = stage.service.post(f"{path(claim.url)}/wallet")
    assert led.status_code == 303
    shown = stage.service.get(led.headers["Location"], headers=wanted)
    assert "Open the Learner Credential Wallet" in shown.text
    assert claim.token not in shown.text
    elsewhere = {"Origin": "https://elsewhere.example"}
    refused = stage.service.post(f"{path(claim.url)}/wallet", headers=elsewhere)
    assert refused.status_code == 403


def test_unknown_addresses_lead_nowhere(stage: Stage) -> None:
    for secret in ("A" * 43, "x"):
        assert stage.service.post(f"/exchanges/{secret}", json={}).status_code == 404
        assert stage.service.get(f"/interactions/{secret}").status_code == 404


def test_an_exchange_ends_with_its_minutes(stage: Stage) -> None:
    links = began(stage)
    services = stage.service.services
    with services.database.write() as connection:
        connection.execute(update(exchanges).values(expires_at=services.clock.now()))
    for ended in (
        stage.service.post(path(links["exchange_url"]), json={}),
        stage.service.get(path(links["interaction_url"])),
    ):
        assert (ended.status_code, ended.json()["code"]) == (410, "EXCHANGE_ENDED")
    with services.database.write() as connection:
        long_ago = services.clock.now() - timedelta(days=1, minutes=1)
        connection.execute(update(exchanges).values(expires_at=long_ago))
    tidy_exchanges(services)
    assert stage.service.get(path(links["interaction_url"])).status_code == 404


def test_its_secret_stands_nowhere_in_plain(stage: Stage) -> None:
    links = began(stage)
    secret = links["exchange_url"].rsplit("/", 1)[1]
    with stage.service.services.database.read() as connection:
        row = connection.execute(select(exchanges)).one()
    assert secret not in repr(tuple(row))
