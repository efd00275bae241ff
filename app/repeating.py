"""Repeating a request safely: an Idempotency-Key names the one thing that it creates."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime

from app.db import idempotency
from app.db.engine import Connection
from issuer.model.organisation import Actor


@dataclass(frozen=True, slots=True)
class RepeatGuard:
    """The key of one request, if it came with one, and what the request asks."""

    key: str | None = None
    fingerprint: str = ""

    def made_before(
        self, connection: Connection, actor: Actor, made: tuple[str, str], *, now: datetime
    ) -> str | None:
        """Claim the key for what is about to be `made` (kind, id), in the same transaction.

        Gives the id of what an earlier request with this key made; None means: make it now.
        Raises IdempotencyKeyReused.
        """
        if self.key is None:
            return None
        kind, resource_id = made
        wanted = idempotency.Claim(
            api_key_id=actor.id,
            key=self.key,
            fingerprint=self.fingerprint,
            resource_kind=kind,
            resource_id=resource_id,
        )
        earlier = idempotency.claim(connection, wanted, now=now)
        return earlier.id if earlier else None


def fingerprint(method: str, path: str, body: bytes) -> str:
    """Digest what a request asks; spaces and the order of members make no difference."""
    try:
        asked = json.dumps(json.loads(body), sort_keys=True).encode()
    except (ValueError, RecursionError):
        asked = body  # refused later, with a reason
    return hashlib.sha256(b"\0".join((method.encode(), path.encode(), asked))).hexdigest()
