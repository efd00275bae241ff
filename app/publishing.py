"""What the world reads of us: signed status lists and DID documents."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from app.db import profiles, signing_keys, status_lists
from app.db.engine import Connection
from app.db.status_lists import Published, StatusListRecord
from app.keys.signers import signers_for
from app.services import Services
from contexts import JsonObject
from issuer.did_document import did_document
from issuer.errors import NoSigningKey
from issuer.model.organisation import KeyAlgorithm, Profile
from issuer.signing import keys_in_use, secure_list
from issuer.status_list import PublishedList
from verifier.status_list import StatusList

TTL = timedelta(minutes=5)
"""How long a reader may keep a copy: a revocation is seen everywhere within this time."""
VALID_FOR = timedelta(days=7)
_SIGNED_ANEW_AFTER = timedelta(days=1)
"""Long before it expires, so that a copy in any cache is always valid."""
_CLOCKS_DIFFER = timedelta(minutes=5)
"""A list just signed is valid already for a reader whose clock is behind ours."""


def current_list(services: Services, list_id: str) -> Published:
    """Give the signed list, signing anew only when a bit changed or it grows old.

    One signer at a time: whoever waits for the lock finds the list signed. Raises NotFound.
    """
    with services.database.read() as connection:
        record = status_lists.get(connection, list_id)
    if record.published is not None and record.is_fresh(services.clock.now()):
        return record.published
    with services.database.write() as connection:
        record = status_lists.hold(connection, list_id)
        if record.published is not None and record.is_fresh(services.clock.now()):
            return record.published
        published = _sign(services, connection, record)
        status_lists.save_published(connection, list_id, published)
    return published


def did_document_of(services: Services, slug: str) -> JsonObject:
    """Give the DID document of a profile. Raises NotFound."""
    with services.database.read() as connection:
        profile = profiles.by_slug(connection, slug)
        return did_document(profile, signing_keys.of_profile(connection, profile.id))


def _sign(services: Services, connection: Connection, record: StatusListRecord) -> Published:
    now = services.clock.now().replace(microsecond=0)
    profile = profiles.by_id(connection, record.profile_id)
    edition = PublishedList(
        url=record.url,
        purpose=record.purpose,
        profile=profile,
        bits=_bits(record.length, status_lists.set_indices(connection, record.id)),
        valid_from=now - _CLOCKS_DIFFER,
        valid_until=now + VALID_FOR,
        ttl=TTL,
    )
    keys = keys_in_use(signing_keys.of_profile(connection, profile.id), services.clock.now())
    sealed = partial(signing_keys.private_sealed, connection)
    signers = signers_for(keys, services.vault, sealed, services.opened_keys)
    if KeyAlgorithm.ED25519 not in signers:
        raise _no_key(profile)
    body = secure_list(edition, signers[KeyAlgorithm.ED25519], now)
    return Published(body, record.revision, now, now + _SIGNED_ANEW_AFTER)


def _bits(length: int, indices: tuple[int, ...]) -> StatusList:
    """Set many bits at once: one copy of the list, not one for each."""
    bits = bytearray(StatusList.empty(length).bits)
    for index in indices:
        bits[index // 8] |= 0x80 >> index % 8
    return StatusList(bytes(bits))


def _no_key(profile: Profile) -> NoSigningKey:
    return NoSigningKey(f"The profile {profile.slug} has no Ed25519 key in use.")
