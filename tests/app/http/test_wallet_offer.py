"""/claim/{token}/offer: from the learner's page into a wallet, without JavaScript."""

from __future__ import annotations

import html
import re

import pytest

from app.claims.claiming import claim_of
from tests.app.oid4vci.pocket_wallet import PocketWallet
from tests.app.staging import Stage


@pytest.fixture
def path(stage: Stage) -> str:
    """Give the path of the learner's page."""
    return f"/claim/{claim_of(stage.service.services, stage.told.credentials[0].id).token}"


def test_the_learner_s_page_leads_to_an_offer(stage: Stage, path: str) -> None:
    page = stage.service.get(path)
    assert f'action="{path}/offer" method="post">' in page.text


def test_the_offer_opens_with_the_code_beside_it(stage: Stage, path: str) -> None:
    page = stage.service.post(f"{path}/offer")
    assert page.status_code == 200
    assert "no-store" in page.headers["cache-control"]
    assert 'src="data:image/svg+xml' in page.text
    link = html.unescape(re.findall(r'href="(openid-credential-offer://[^"]+)"', page.text)[0])
    [code] = re.findall(r"<output[^>]*>([0-9]{6})</output>", page.text)
    wallet = PocketWallet(stage.service)
    opened = wallet.code(link)
    assert wallet.redeem(opened, tx_code="0").json()["error"] == "invalid_grant"
    answer = wallet.redeem(opened, tx_code=code)
    assert wallet.ask(answer.json()["access_token"]).status_code == 200


def test_looking_makes_no_offer(stage: Stage, path: str) -> None:
    back = stage.service.get(f"{path}/offer")
    assert (back.status_code, back.headers["location"]) == (303, path)


def test_the_learner_withdraws_an_offer_that_somebody_else_saw(stage: Stage, path: str) -> None:
    page = stage.service.post(f"{path}/offer").text
    link = html.unescape(re.findall(r'href="(openid-credential-offer://[^"]+)"', page)[0])
    [button] = re.findall(r'action="([^"?]+/withdraw)', page)
    wallet = PocketWallet(stage.service)
    code = wallet.code(link)
    [digits] = re.findall(r"<output[^>]*>([0-9]{6})</output>", page)
    back = stage.service.post(button)
    assert (back.status_code, back.headers["location"]) == (303, f"{path}#wallets")
    assert wallet.redeem(code, tx_code=digits).json()["error"] == "invalid_grant"
    elsewhere = {"Origin": "https://elsewhere.example"}
    assert stage.service.post(button, headers=elsewhere).status_code == 403


def test_nobody_withdraws_offers_of_another_credential(stage: Stage, path: str) -> None:
    another = stage.issue().json()["id"]
    offers = f"/api/v1/credentials/{another}/offers"
    made = stage.service.post(offers, key=stage.key(), json={"tx_code": False}).json()
    assert stage.service.post(f"{path}/offers/{made['id']}/withdraw").status_code == 404
    wallet = PocketWallet(stage.service)
    code = wallet.code(made["offer_uri"])
    assert stage.service.call("DELETE", offers, key=stage.key()).status_code == 204
    assert wallet.redeem(code).json()["error"] == "invalid_grant"
    query = {"subject_id": stage.service.get(offers[:-7], key=stage.key()).json()["award_id"]}
    records = stage.service.get("/api/v1/audit", key=stage.key(role="admin"), params=query).json()
    [withdrawn] = [each for each in records["items"] if each["action"] == "offer.withdrawn"]
    assert withdrawn["detail"] == {"offer_id": made["id"]}


def test_without_the_link_nothing_is_offered(stage: Stage) -> None:
    assert stage.service.post(f"/claim/{'x' * 43}/offer").status_code == 404
