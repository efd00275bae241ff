"""A status list as a token (draft-ietf-oauth-status-list, section 5.1), for SD-JWT VCs.

It says of the same credentials at the same places what the Bitstring lists say: a credential's
place is its place in the list of revocations, and here two bits say which of both has happened.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from contexts import JsonObject
from issuer.model.credential import StatusListEntry, StatusPurpose
from issuer.token_signing import TokenSigner
from verifier.securing.jose import compact, signing_input
from verifier.token_status_list import TokenStatusList

TYPE = "statuslist+jwt"
BITS = 2
_INVALID, _SUSPENDED = 1, 2
"""Status types, section 7.1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedTokenList:
    """One edition of a list: everything the token will say."""

    url: str
    issuer: str
    length: int
    revoked: Collection[int]
    suspended: Collection[int]
    issued_at: datetime
    expires_at: datetime
    ttl: timedelta
    """How long a reader may keep a copy."""


def token_list_url(list_url: str) -> str:
    """Give where the token stands beside the Bitstring list of revocations at `list_url`."""
    return list_url.replace("/status-lists/", "/token-status-lists/")


def status_claim(entries: Collection[StatusListEntry]) -> JsonObject:
    """Write the `status` claim of a credential with these places (section 6.2)."""
    place = next(each for each in entries if each.purpose is StatusPurpose.REVOCATION)
    return {"status_list": {"idx": place.index, "uri": token_list_url(place.list_url)}}


def secure_token_list(published: PublishedTokenList, signer: TokenSigner) -> bytes:
    """Render a list and sign it with ES256; gives the compact token."""
    # A credential that was suspended and then revoked is revoked: that is final.
    values = dict.fromkeys(published.suspended, _SUSPENDED) | dict.fromkeys(
        published.revoked, _INVALID
    )
    bits = TokenStatusList.of(values, length=published.length, size=BITS)
    claims: JsonObject = {
        "iss": published.issuer,
        "sub": published.url,
        "iat": int(published.issued_at.timestamp()),
        "exp": int(published.expires_at.timestamp()),
        "ttl": int(published.ttl.total_seconds()),
        "status_list": {"bits": BITS, "lst": bits.encode()},
    }
    data = signing_input(signer.header(TYPE), claims)
    return compact(data, signer.sign(data)).encode("ascii")
