"""A published status list as an unsigned credential (Bitstring Status List 1.0, section 2.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from contexts import JsonObject
from issuer.model.credential import StatusPurpose
from issuer.model.organisation import Profile
from issuer.rendering.members import timestamp
from verifier.status_list import StatusList


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedList:
    """One edition of a list: everything the signed credential will say."""

    url: str
    """Where it is served; also its id."""
    purpose: StatusPurpose
    profile: Profile
    """Whose credentials it lists, and who signs it: the same profile."""
    bits: StatusList
    valid_from: datetime
    valid_until: datetime
    """Sign anew before this; re-signing changes no bit."""
    ttl: timedelta
    """How long a reader may keep a copy."""


def render_list(published: PublishedList) -> JsonObject:
    """Render the list credential; the same bits always give the same `encodedList`."""
    return {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": published.url,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": published.profile.did,
        "validFrom": timestamp(published.valid_from),
        "validUntil": timestamp(published.valid_until),
        "credentialSubject": {
            "id": f"{published.url}#list",
            "type": "BitstringStatusList",
            # One text, not an array: the 1EdTech validator does not match arrays.
            "statusPurpose": published.purpose.value,
            "encodedList": published.bits.encode(),
            "ttl": int(published.ttl.total_seconds() * 1000),
        },
    }
