"""The service with its demonstration, a registered program, and a learner who is logged in."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.claims.claiming import claim_of
from app.db import oauth_clients
from app.db.oauth_clients import Client, hash_of_secret
from app.demo.story import Told
from tests.app.staging import Stage, staged
from verifier.multibase import base64url_encode

CALLBACK = "https://wallet.example/callback"
VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk-more-of-it"
CHALLENGE = base64url_encode(hashlib.sha256(VERIFIER.encode()).digest())
WALLET = "0b5f2a10-0000-4000-8000-0000000000a1"
BACKPACK = "0b5f2a10-0000-4000-8000-0000000000a2"
SECRET = "a secret of the backpack's"
LDP_VC = "OpenBadgeCredential_ldp_vc"


@pytest.fixture(scope="module")
def stage(seeded: tuple[Path, Told], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Run the service with a public client, and one that has a secret."""
    template, told = seeded
    file = tmp_path_factory.mktemp("oauth") / "dokazilo.db"
    shutil.copyfile(template, file)
    with staged(f"sqlite:///{file}", told=told) as stage:
        services = stage.service.services
        registration = {"redirect_uris": [CALLBACK]}
        with services.database.write() as connection:
            for client_id, secret in ((WALLET, None), (BACKPACK, hash_of_secret(SECRET))):
                client = Client(
                    id=client_id, name="Wallet", registration=registration, secret_hash=secret
                )
                oauth_clients.add(connection, client, now=services.clock.now())
        yield stage


@pytest.fixture(scope="module")
def logged_in(stage: Stage) -> Stage:
    """Log the learner of the first credential in, by their claim's link."""
    link = claim_of(stage.service.services, stage.told.credentials[0].id).url
    answer = stage.service.post("/login/link", data={"link": link})
    assert answer.status_code == 303, answer.text
    return stage
