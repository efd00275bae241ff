"""The signed status lists that the world reads: signed when a bit changed, and not for each bit.

A revocation is seen everywhere within `SEEN_WITHIN`. That time is divided: we gather a burst of
changes for some seconds, caches on the way keep a list for a minute, its reader for the rest.
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from app.db import profiles, signing_keys, status_lists
from app.db.signing_turn import signing_turn
from app.db.status_lists import Published, StatusListRecord
from app.keys.signers import signers_for
from app.services import Services
from issuer.errors import NoSigningKey
from issuer.model.organisation import KeyAlgorithm, Profile
from issuer.signing import keys_in_use, secure_list
from issuer.status_list import PublishedList
from verifier.status_list import StatusList

SEEN_WITHIN = timedelta(minutes=5)
"""Whoever reads lists as they ask to be read sees a revocation within this time."""
SHARED_CACHES = timedelta(minutes=1)
"""How long a cache on the way may serve a copy."""
_GATHERED = timedelta(seconds=5)
"""How old a list may be that we serve ourselves: `SigningPace`, and a second of `app.recent`."""
TTL = SEEN_WITHIN - SHARED_CACHES - _GATHERED
"""How long a reader may keep a copy."""
VALID_FOR = timedelta(days=7)
_SIGNED_ANEW_AFTER = timedelta(days=1)
"""Long before it expires, so that a copy in any cache is always valid."""
_CLOCKS_DIFFER = timedelta(minutes=5)
"""A list just signed is valid already for a reader whose clock is behind ours."""


def current_list(services: Services, list_id: str) -> Published:
    """Give the signed list, signed anew when a bit changed or it grows old. Raises NotFound.

    Who finds that it has changed and that another is signing it, or that it was signed often just
    now, is given the one before, as long as that is valid.
    """
    shown = _at_hand(services, list_id)
    if shown is not None:
        return shown
    wait = False
    while True:
        with signing_turn(services.database, list_id, wait=wait) as mine:
            if mine:
                return _at_hand(services, list_id) or _signed(services, list_id)
        with services.database.read() as connection:
            shown = status_lists.get(connection, list_id).published
        if shown is not None and _is_valid(services, shown):
            return shown
        wait = True  # there is nothing to serve but what the other is signing


def recent_list(services: Services, list_id: str) -> Published:
    """Give the list as it was a moment ago. Raises NotFound."""
    return services.recent.recall(("list", list_id), partial(current_list, services, list_id))


def _at_hand(services: Services, list_id: str) -> Published | None:
    """Give the published list, where it need not or must not be signed now."""
    with services.database.read() as connection:
        record = status_lists.get(connection, list_id)
    shown = record.published
    if shown is None or not _is_valid(services, shown):
        return None
    soon = record.is_fresh(services.clock.now()) or not services.pace.may_sign(list_id)
    return shown if soon else None


def _is_valid(services: Services, shown: Published) -> bool:
    return services.clock.now() < shown.at + VALID_FOR - SEEN_WITHIN


def _signed(services: Services, list_id: str) -> Published:
    """Sign the list as it stands, and keep that for serving."""
    published = _sign(services, list_id)
    with services.database.write() as connection:
        status_lists.save_published(connection, list_id, published)
    services.pace.note(list_id)
    return published


def _sign(services: Services, list_id: str) -> Published:
    now = services.clock.now().replace(microsecond=0)
    with services.database.read() as connection:
        # The revision first: of a change between the two readings, the list is signed once more.
        record = status_lists.get(connection, list_id)
        bits = _bits(record, status_lists.set_indices(connection, list_id))
        profile = profiles.by_id(connection, record.profile_id)
        keys = keys_in_use(signing_keys.of_profile(connection, profile.id), services.clock.now())
        sealed = partial(signing_keys.private_sealed, connection)
        signers = signers_for(keys, services.vault, sealed, services.opened_keys)
    if KeyAlgorithm.ED25519 not in signers:
        raise _no_key(profile)
    edition = PublishedList(
        url=record.url,
        purpose=record.purpose,
        profile=profile,
        bits=bits,
        valid_from=now - _CLOCKS_DIFFER,
        valid_until=now + VALID_FOR,
        ttl=TTL,
    )
    body = secure_list(edition, signers[KeyAlgorithm.ED25519], now)
    return Published(body, record.revision, now, now + _SIGNED_ANEW_AFTER)


def _bits(record: StatusListRecord, indices: tuple[int, ...]) -> StatusList:
    """Set many bits at once: one copy of the list, not one for each."""
    bits = bytearray(StatusList.empty(record.length).bits)
    for index in indices:
        bits[index // 8] |= 0x80 >> index % 8
    return StatusList(bytes(bits))


def _no_key(profile: Profile) -> NoSigningKey:
    return NoSigningKey(f"The profile {profile.slug} has no Ed25519 key in use.")
