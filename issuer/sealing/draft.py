"""A seal before its signature: the protected header, and the bytes that are to be signed."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Protocol

from contexts import JsonObject
from issuer.json_bytes import json_bytes
from verifier.multibase import base64url_encode
from verifier.securing.jades import references_of


class TimeForm(StrEnum):
    """How a seal states its time (TS 119 182-1, 5.1.11 and 5.2.1)."""

    IAT = "iat"
    """As the standard demands since 2025-07-15."""
    SIGT = "sigT"
    """As older readers, Europass among them, may still need it."""


@dataclass(frozen=True, slots=True)
class SealDraft:
    """What is to be signed."""

    payload: bytes = field(repr=False)
    """The credential as UTF-8: from here on bytes, never written anew."""
    protected: str
    """The protected header in base64url."""

    @property
    def digest(self) -> bytes:
        """Give the SHA-256 of the signing input, which a signer signs as it is (RFC 7797, 5.2)."""
        signing_input = self.protected.encode("ascii") + b"." + self.payload
        return hashlib.sha256(signing_input).digest()


class SealKey(Protocol):
    """What a seal says of the key it is made with."""

    @property
    def algorithm(self) -> str:
        """The JWS name: RS256, PS256 or ES256."""

    @property
    def certificates(self) -> tuple[bytes, ...]:
        """DER: the seal's own first, then the authorities between, without the root."""


def draft_seal(
    payload: bytes,
    key: SealKey,
    at: datetime,
    *,
    time_form: TimeForm = TimeForm.IAT,
    content_tokens: Sequence[bytes] = (),
) -> SealDraft:
    """Write the protected header over a payload in UTF-8.

    `content_tokens` are time stamps over the payload. Raises UnicodeDecodeError when the payload is
    not UTF-8, MalformedCertificate when the key's certificate is none.
    """
    payload.decode("utf-8")
    references = references_of(key.certificates[0])
    header: JsonObject = {
        "alg": key.algorithm,
        "cty": "json",
        "kid": references.key_id,
        "x5t#S256": references.thumbprint,
        # The authorities between stand beside it: without them nobody could follow the path.
        "x5c": [base64.b64encode(certificate).decode("ascii") for certificate in key.certificates],
        "typ": "jose+json",
        "b64": False,
    }
    critical = ["b64"]
    if time_form is TimeForm.IAT:
        header["iat"] = int(at.timestamp())
    else:
        header["sigT"] = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        critical.append("sigT")
    if content_tokens:
        header["adoTst"] = timestamp_container(content_tokens)
        critical.append("adoTst")
    header["crit"] = critical
    return SealDraft(payload, base64url_encode(json_bytes(header)))


def timestamp_container(tokens: Sequence[bytes]) -> JsonObject:
    """Write time stamp tokens as JAdES keeps them."""
    values = [{"val": base64.b64encode(token).decode("ascii")} for token in tokens]
    return {"tstTokens": values}
