"""A school seals with a token: set up by the API, stamped and proven by services around it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from app.outbox import deliver
from app.seals.offered_keys import without_query
from tests.app.seals.trust_services import TrustServices, trust_services
from tests.app.staging import Stage, staged
from tests.provisioning.softhsm import PIN, SoftToken, new_soft_token

IDENTIFIER = "VATSI-70000001"


@dataclass(frozen=True)
class Premises:
    """A school in a service, its token, and its authority."""

    stage: Stage
    around: TrustServices
    token: SoftToken
    key_uri: str

    def seals(self) -> str:
        """Give the address of the school's seals; its legal identifier is set."""
        admin = self.stage.key(role="admin")
        profile = self.stage.service.get("/api/v1/profiles", key=admin).json()["items"][0]
        self.stage.service.call(
            "PATCH",
            f"/api/v1/profiles/{profile['id']}",
            key=admin,
            json={"legal_identifier": IDENTIFIER},
        )
        return f"/api/v1/profiles/{profile['id']}/seals"


@pytest.fixture
def premises(
    sqlite_url: str, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Premises]:
    token = new_soft_token(tmp_path_factory.mktemp("token"))
    with trust_services() as around:
        name = f"eseal-{around.port}"
        token.hold(name, around.new_seal(IDENTIFIER), around.pki.authority.der)
        uri = token.uri(object=name)
        keys, trust = tmp_path / "keys.toml", tmp_path / "trust.toml"
        keys.write_text(f"[spts-zelena-dolina]\nkeys = [{json.dumps(uri)}]\n", encoding="utf-8")
        root = around.pki.root.certificate.public_bytes(Encoding.PEM).decode()
        trust.write_text(
            '[[source]]\ntype = "own"\n[[source]]\ntype = "certificate-authorities"\n'
            f'name = "Ministrstvo"\ncertificates = """\n{root}"""\n',
            encoding="utf-8",
        )
        places = {around.place}
        with staged(
            sqlite_url, private_services=places, seal_keys_file=keys, trust_file=trust
        ) as stage:
            yield Premises(stage, around, token, uri)


def test_a_token_seals_through_the_api_and_the_seal_is_advanced(premises: Premises) -> None:
    service, admin = premises.stage.service, premises.stage.key(role="admin")
    made = service.post(
        premises.seals(),
        key=admin,
        json={
            "key_uri": without_query(premises.key_uri),
            "timestamp_url": f"http://{premises.around.place}/tsa",
        },
    )
    assert made.status_code == 201, made.text
    assert made.json()["level"] == "LTA"
    assert PIN not in made.text
    badge = premises.stage.sealed(premises.stage.issue().json())
    twin = badge["european_credential"]
    assert (twin["state"], twin["seal_kind"]) == ("sealed", "own")
    sealed = service.get(twin["url"].removeprefix("http://localhost:8000"))
    report = service.post(
        "/verify", content=sealed.content, headers={"Content-Type": "application/ld+json"}
    ).json()
    assert report["outcome"] == "passed", report["root_cause"]
    assert '"advanced"' in json.dumps(report), "by an authority that this verifier believes"


def test_while_the_time_stamps_are_away_the_twin_is_pending_and_the_badge_is_not(
    premises: Premises,
) -> None:
    service, admin = premises.stage.service, premises.stage.key(role="admin")
    body = {
        "key_uri": without_query(premises.key_uri),
        "timestamp_url": f"http://{premises.around.place}/tsa",
        "level": "T",
    }
    assert service.post(premises.seals(), key=admin, json=body).status_code == 201
    premises.around.broken.add("/tsa")
    issued = premises.stage.issue()
    assert issued.status_code == 201
    deliver(service.services)
    address = f"/api/v1/credentials/{issued.json()['id']}"
    shown = service.get(address, key=premises.stage.key()).json()
    assert shown["state"] == "issued"
    assert shown["european_credential"]["state"] == "pending"


def test_an_address_inside_that_nobody_listed_is_refused_at_once(premises: Premises) -> None:
    body = {
        "key_uri": without_query(premises.key_uri),
        "timestamp_url": "http://10.0.0.1:8080/tsa",
    }
    admin = premises.stage.key(role="admin")
    refused = premises.stage.service.post(premises.seals(), key=admin, json=body)
    assert refused.status_code == 422
    assert refused.json()["faults"][0]["code"] == "SEAL_TIMESTAMP_ADDRESS"
