"""The values that proofs of keys are made with: ours, fresh, and good for one request.

Whoever asks gets one, so asking writes nothing down: a nonce says itself when it was made, and a
keyed hash says that it is ours. It is written down when it is used, which happens once.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from app.db import oauth_secrets
from app.db.oauth_secrets import KeptSecret, SecretKind
from app.services import Services
from verifier.multibase import base64url_encode

GOOD_FOR = timedelta(minutes=5)


def new_nonce(services: Services) -> str:
    """Give a fresh nonce."""
    made = f"{int(services.clock.now().timestamp())}.{services.ids.new_token()}"
    return f"{made}.{_mark(services, made)}"


def use_nonces(services: Services, nonces: Iterable[str]) -> bool:
    """Use up the nonces of one request; False if one of them is not good any more.

    All proofs of a request may share a nonce: it is used once for each request, not each proof.
    """
    now = services.clock.now()
    wanted = set(nonces)
    ends = {nonce: _end(services, nonce) for nonce in wanted}
    if not wanted or any(end is None or end <= now for end in ends.values()):
        return False
    with services.database.write() as connection:
        # Each is tried: those that were good are used up even where one was not.
        used = [
            oauth_secrets.use_up(connection, nonce, _used(end or now), now=now)
            for nonce, end in ends.items()
        ]
    return all(used)


def _used(end: datetime) -> KeptSecret:
    return KeptSecret(kind=SecretKind.CREDENTIAL_NONCE, grant_id="", content={}, expires_at=end)


def _end(services: Services, nonce: str) -> datetime | None:
    made, _, mark = nonce.rpartition(".")
    if not hmac.compare_digest(mark.encode(), _mark(services, made).encode()):
        return None
    return datetime.fromtimestamp(int(made.partition(".")[0]), UTC) + GOOD_FOR


def _mark(services: Services, made: str) -> str:
    return base64url_encode(services.vault.lookup(made, purpose="c_nonce"))
