"""One request to a wallet: what is asked, in whose name, and the secrets that tie the answer to it.

It is kept sealed. Who asked has the token; wallets have the handle, which follows from the token
and leads nowhere but to the request itself.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from app.db.presentation_requests import RequestState
from app.oid4vp.client_id import ClientIdPrefix
from contexts import JsonObject
from verifier.multibase import base64url_encode
from verifier.openid4vp.asked import Asked, Framework, Level


class ResponseMode(StrEnum):
    """How the wallet sends its answer (OpenID4VP 1.0, sections 8.2 and 8.3.1)."""

    ENCRYPTED = "direct_post.jwt"
    PLAIN = "direct_post"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is sealed in a request's row."""

    asked: Asked
    asker: str
    """Who asks, in their own words; nobody has checked it."""
    prefix: ClientIdPrefix
    mode: ResponseMode
    nonce: str = field(repr=False)
    state: str = field(repr=False)
    encryption_key: JsonObject = field(repr=False)
    """The private JWK of this request alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request as it stands."""

    id: str
    handle: str = field(repr=False)
    question: Question
    status: RequestState
    answer: JsonObject | None = field(default=None, repr=False)
    response_code_hash: str | None = None
    created_at: datetime
    expires_at: datetime
    ended_at: datetime | None = None
    forget_at: datetime

    def is_open(self, now: datetime) -> bool:
        """Tell whether a wallet may still answer."""
        return self.status is RequestState.WAITING and now < self.expires_at


def handle_of(token: str) -> str:
    """Derive what wallets get from what the asker has; there is no way back."""
    return base64url_encode(hashlib.sha256(b"openid4vp request\0" + token.encode()).digest())


def hashed(secret: str) -> str:
    """Hash a secret for looking it up; 32 random bytes need no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


def question_to_bytes(question: Question) -> bytes:
    """Write a question down, to be sealed."""
    asked = question.asked
    level = asked.level
    return json.dumps(
        {
            "asker": question.asker,
            "words": asked.words,
            "isced_f": asked.isced_f,
            "level": [level.framework.value, level.at_least] if level else None,
            "issuers": asked.issuers,
            "vcts": asked.vcts,
            "holder_binding": asked.holder_binding,
            "several": asked.several,
            "prefix": question.prefix.value,
            "mode": question.mode.value,
            "nonce": question.nonce,
            "state": question.state,
            "encryption_key": question.encryption_key,
        }
    ).encode()


def question_from_bytes(written: bytes) -> Question:
    """Read what `question_to_bytes` wrote."""
    told = json.loads(written)
    level = told["level"]
    return Question(
        asked=Asked(
            words=told["words"],
            isced_f=told["isced_f"],
            level=Level(Framework(level[0]), level[1]) if level else None,
            issuers=tuple(told["issuers"]),
            vcts=tuple(told["vcts"]),
            holder_binding=told["holder_binding"],
            several=told["several"],
        ),
        asker=told["asker"],
        prefix=ClientIdPrefix(told["prefix"]),
        mode=ResponseMode(told["mode"]),
        nonce=told["nonce"],
        state=told["state"],
        encryption_key=told["encryption_key"],
    )
