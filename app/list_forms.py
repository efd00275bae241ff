"""The two forms in which the bits of our status lists are published, and how each is signed.

Bitstring Status List credentials are for badges, Token Status Lists for SD-JWT VCs. Both read the
same places (`status_list_entries`), so they cannot disagree: docs/adr/0034-sd-jwt-vc.md.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.db import profiles, status_list_tokens, status_lists
from app.db.engine import Connection
from app.db.status_lists import Published, StatusListRecord
from app.list_times import CLOCKS_DIFFER, SIGNED_ANEW_AFTER, TTL, VALID_FOR
from app.profile_signers import signer_in_use, token_signer
from app.services import Services
from issuer.model.organisation import KeyAlgorithm
from issuer.sd_jwt_vc.identifier import https_issuer
from issuer.signing import secure_list
from issuer.status_list import PublishedList
from issuer.token_status_list import PublishedTokenList, secure_token_list
from verifier.status_list import StatusList


@dataclass(frozen=True, slots=True)
class ListForm:
    """One form of a published list. `load` raises NotFound, `sign` also NoSigningKey."""

    suffix: str
    """Tells its turns from those of the other form."""
    load: Callable[[Connection, str], StatusListRecord]
    sign: Callable[[Services, str], Published]
    save: Callable[[Connection, str, Published], None]

    def turn(self, list_id: str) -> str:
        """Name this form of a list, among all that is signed in turn."""
        return list_id + self.suffix


def _bitstring(services: Services, list_id: str) -> Published:
    now = services.clock.now().replace(microsecond=0)
    with services.database.read() as connection:
        # The revision first: of a change between the two readings, the list is signed once more.
        record = status_lists.get(connection, list_id)
        bits = _bits(record, status_lists.set_indices(connection, list_id))
        profile = profiles.by_id(connection, record.profile_id)
        signer = signer_in_use(services, connection, profile, KeyAlgorithm.ED25519)
    edition = PublishedList(
        url=record.url,
        purpose=record.purpose,
        profile=profile,
        bits=bits,
        valid_from=now - CLOCKS_DIFFER,
        valid_until=now + VALID_FOR,
        ttl=TTL,
    )
    body = secure_list(edition, signer, now)
    return Published(body, record.revision, now, now + SIGNED_ANEW_AFTER)


def _token(services: Services, list_id: str) -> Published:
    now = services.clock.now().replace(microsecond=0)
    with services.database.read() as connection:
        record = status_list_tokens.get(connection, list_id)  # first, as above
        profile = profiles.by_id(connection, record.profile_id)
        edition = PublishedTokenList(
            url=record.url,
            issuer=https_issuer(profile),
            length=record.length,
            revoked=status_lists.set_indices(connection, list_id),
            suspended=status_list_tokens.suspended_indices(connection, record),
            issued_at=now - CLOCKS_DIFFER,
            expires_at=now + VALID_FOR,
            ttl=TTL,
        )
        signer = token_signer(services, connection, profile)
    body = secure_token_list(edition, signer)
    return Published(body, record.revision, now, now + SIGNED_ANEW_AFTER)


def _bits(record: StatusListRecord, indices: tuple[int, ...]) -> StatusList:
    """Set many bits at once: one copy of the list, not one for each."""
    bits = bytearray(StatusList.empty(record.length).bits)
    for index in indices:
        bits[index // 8] |= 0x80 >> index % 8
    return StatusList(bytes(bits))


BITSTRING = ListForm("", status_lists.get, _bitstring, status_lists.save_published)
TOKEN = ListForm(" token", status_list_tokens.get, _token, status_list_tokens.save_published)
