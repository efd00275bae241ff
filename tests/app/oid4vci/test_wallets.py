"""Foreign wallets, over https: what they receive is judged by other foreign programs, and by us."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

import pytest

from app.claims.claiming import claim_of
from app.db import oauth_clients
from app.db.oauth_clients import Client
from app.oid4vci.habits import Habit
from app.oid4vci.offers import Terms, link_by_value, make_offer, offer_document
from contexts import JsonObject
from issuer.holder_binding import holder_of_jwk, holder_of_method
from tests.app.serving_https import HttpsService
from tests.interop.downloads import downloaded
from tests.interop.opinions import NOT_ASKED, PASSES, claims_of, words
from tests.issuer.examples import NOW
from tests.peers import node

pytestmark = pytest.mark.peers

LDP_VC = "OpenBadgeCredential_ldp_vc"
JWT_VC_JSON = "OpenBadgeCredential_jwt_vc_json"
GOOD_BADGE = [PASSES, PASSES, PASSES, NOT_ASKED, PASSES]
GOOD_TOKEN = [PASSES, NOT_ASKED, NOT_ASKED, PASSES, PASSES]


def offered(
    service: HttpsService,
    *,
    by_value: bool = False,
    with_tx_code: bool = False,
    with_login: bool = False,
    place: int = 0,
) -> dict[str, Any]:
    """Offer a credential of the demonstration, as a wallet is asked to open it."""
    services = service.services
    terms = Terms(
        ends=services.clock.now() + timedelta(hours=1),
        with_tx_code=with_tx_code,
        with_login=with_login,
    )
    with services.database.write() as connection:
        made = make_offer(connection, services, service.told.credentials[place].award_id, terms)
        document = offer_document(connection, services, made.offer)
    return {"offer": link_by_value(document) if by_value else made.link, "txCode": made.tx_code}


@pytest.mark.parametrize(
    ("configuration", "form"),
    [(LDP_VC, "reference"), (JWT_VC_JSON, "reference"), (LDP_VC, "value"), (JWT_VC_JSON, "value")],
)
def test_a_strict_wallet_receives_copies_for_two_keys(
    service: HttpsService, wallets: node.NodePeers, configuration: str, form: str
) -> None:
    # By value with a transaction code and bare keys, by reference without, and with DIDs.
    by_value = form == "value"
    offer = offered(service, by_value=by_value, with_tx_code=by_value)
    binding = "jwk" if by_value else "did"
    asked = {**offer, "configuration": configuration, "copies": 2, "binding": binding}
    received = wallets.call("openid4vc_receive", asked)
    assert received["version"] == "V1"
    assert {LDP_VC, JWT_VC_JSON} <= set(received["configurations"])
    assert received["tokenType"] == "Bearer"
    assert received["nonceReuse"] == "invalid_nonce"
    assert received["secondRedemption"] == "invalid_grant"
    subjects = [subject_of(copy) for copy in received["credentials"]]
    assert subjects == [holder_of_jwk(key).jwk for key in received["keys"]]


def subject_of(copy: dict[str, Any] | str) -> JsonObject:
    """Give the key that a copy is bound to."""
    claims = claims_of(copy) if isinstance(copy, str) else copy
    return holder_of_method(claims["credentialSubject"]["id"], now=NOW).jwk


def test_foreign_verifiers_and_our_own_believe_what_a_wallet_received(
    service: HttpsService, wallets: node.NodePeers, node_peers: node.NodePeers
) -> None:
    for configuration, expected in ((LDP_VC, GOOD_BADGE), (JWT_VC_JSON, GOOD_TOKEN)):
        asked = {**offered(service), "configuration": configuration}
        [copy] = wallets.call("openid4vc_receive", asked)["credentials"]
        assert words(node_peers, downloaded(service, copy)) == expected
        pasted = copy if isinstance(copy, str) else json.dumps(copy)
        report = service.client.post(
            "/verify", content=pasted, headers={"Content-Type": "text/plain"}
        ).json()
        assert report["outcome"] == "passed", report["root_cause"]


def test_tokens_are_bound_to_the_key_of_a_wallet_that_wants_it(
    service: HttpsService, wallets: node.NodePeers
) -> None:
    asked = {**offered(service), "configuration": LDP_VC, "dpop": True}
    received = wallets.call("openid4vc_receive", asked)
    assert received["tokenType"] == "DPoP"
    assert len(received["credentials"]) == 1


def test_a_learner_who_is_logged_in_lets_a_registered_wallet_have_their_credential(
    service: HttpsService, wallets: node.NodePeers
) -> None:
    client_id, address = "0b5f2a10-0000-4000-8000-0000000000a1", "https://wallet.example/callback"
    client = Client(id=client_id, name="Wallet", registration={"redirect_uris": [address]})
    with service.services.database.write() as connection:
        oauth_clients.add(connection, client, now=service.services.clock.now())
    asked = {"configuration": LDP_VC, "clientId": client_id, "redirectUri": address}
    offer = offered(service, with_login=True)["offer"]
    page = wallets.call("openid4vc_authorize", {"offer": offer, **asked})["url"]

    link = claim_of(service.services, service.told.credentials[0].id).url
    browser = service.client
    assert browser.get(page).headers["location"].startswith("/login?then=")
    assert browser.post("/login/link", data={"link": link}).status_code == 303
    names = "form_token|client_id|request_uri|award"
    fields = dict(re.findall(rf'name="({names})" value="([^"]+)"', browser.get(page).text))
    decided = browser.post("/oauth/authorize", data={**fields, "decision": "allow"})

    sent = {"redirectUri": address, "answer": decided.headers["location"]}
    received = wallets.call("openid4vc_finish", sent)
    assert received["iss"] == service.url
    [copy] = received["credentials"]
    assert copy["id"] == f"urn:uuid:{service.told.credentials[0].id}"


def test_older_wallets_are_refused_unless_their_habits_are_let_through(
    service: HttpsService, wallets: node.NodePeers
) -> None:
    for program, asked in OLDER:
        with pytest.raises(node.PeerError):
            wallets.call(program, {**offered(service), **asked})


OLDER = [
    ("older_digitalbazaar_receive", {"format": "ldp_vc"}),
    ("older_digitalbazaar_receive", {"format": "jwt_vc_json"}),
    ("older_sphereon_receive", {"format": "ldp_vc", "configuration": LDP_VC}),
    ("older_sphereon_receive", {"format": "jwt_vc_json", "configuration": JWT_VC_JSON}),
]


@pytest.mark.parametrize(("program", "asked"), OLDER)
def test_older_wallets_receive_where_their_habits_are_let_through(
    service: HttpsService,
    wallets: node.NodePeers,
    caplog: pytest.LogCaptureFixture,
    program: str,
    asked: dict[str, str],
) -> None:
    habits = HABITS[program]
    with service.tolerating(*habits), caplog.at_level("WARNING", "dokazilo.wallets"):
        received = wallets.call(program, {**offered(service), **asked})
    [copy] = received["credentials"]
    assert subject_of(copy)
    logged = {record.args[0] for record in caplog.records if isinstance(record.args, tuple)}
    assert logged == {habit.value for habit in habits}


HABITS = {
    "older_digitalbazaar_receive": (
        Habit.ISSUER_METADATA,
        Habit.LOWER_CASE_BEARER,
        Habit.PROOF_TYPE_MEMBER,
        Habit.UNTYPED_PROOF,
        Habit.UNDATED_PROOF,
        Habit.PROOF_ISSUER,
    ),
    "older_sphereon_receive": (Habit.SINGULAR_PROOF,),
}
