"""POST /vc-api/credentials/derive: a part with 201, a reason with 400, whatever is sent."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.app.serving import Service, serving, settings_for
from tests.interop.selective import ISSUER, base, sd_badge

DERIVE = "/vc-api/credentials/derive"
VERIFY = "/vc-api/credentials/verify"
POINTERS = ["/credentialSubject", "/name"]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory, migrated_sqlite: Path) -> Iterator[Service]:
    file = tmp_path_factory.mktemp("derive") / "dokazilo.db"
    file.write_bytes(migrated_sqlite.read_bytes())
    settings = settings_for(f"sqlite:///{file}", trusted_issuers={ISSUER: "Šola"})
    with serving(settings) as service:
        yield service


def test_a_part_is_answered_by_itself(client: Service) -> None:
    body = {"verifiableCredential": base(sd_badge()), "options": {"selectivePointers": POINTERS}}
    answer = client.post(DERIVE, json=body)
    assert answer.status_code == 201
    assert answer.headers["cache-control"] == "no-store"
    shown = answer.json()
    assert "validUntil" in shown
    verdict = client.post(
        VERIFY, json={"verifiableCredential": shown, "options": {"checks": ["proof"]}}
    ).json()
    assert verdict == {"verified": True, "problemDetails": []}


def test_a_base_proof_is_no_verdict_and_its_secret_is_not_repeated(client: Service) -> None:
    signed = base(sd_badge())
    verdict = client.post(VERIFY, json={"verifiableCredential": signed})
    assert [one["code"] for one in verdict.json()["problemDetails"]] == ["PROOF_IS_HOLDERS_SECRET"]
    assert signed["proof"]["proofValue"] not in verdict.text


def test_why_no_part_can_be_shown(client: Service) -> None:
    body = {"verifiableCredential": base(sd_badge()), "options": {"selectivePointers": ["/x"]}}
    answer = client.post(DERIVE, json=body)
    assert answer.status_code == 400
    assert answer.json()["detail"] == "There is nothing at “/x” in the credential."


ANYTHING: list[Any] = [None, [], "text", 5, True, {}]


@pytest.mark.parametrize(
    "body",
    [
        *ANYTHING,
        *({"verifiableCredential": value} for value in ANYTHING),
        *({"verifiableCredential": {}, "options": value} for value in ANYTHING),
        {"verifiableCredential": {}, "options": {"selectivePointers": "/x"}},
        {"verifiableCredential": {}, "options": {"selectivePointers": [5]}},
        {"verifiableCredential": {}, "options": {"selectivePointers": ["x"]}},
        {"verifiableCredential": {}, "options": {"selectivePointers": ["/x"] * 257}},
        {"verifiableCredential": {}, "options": {"unknown": 1}},
        {"verifiableCredential": {"proof": {"proofValue": "u" * 100_000}}},
    ],
)
def test_any_value_anywhere_is_400(client: Service, body: object) -> None:
    answer = client.post(DERIVE, json=body)
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
