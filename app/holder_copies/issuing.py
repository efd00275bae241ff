"""Give a wallet its copy of a credential: made once, and the same bytes whenever asked again.

As everywhere nothing is signed before the intent is committed, and nothing is handed out before it
is recorded. What a crash leaves is an intent, which the next request takes up.
"""

from __future__ import annotations

from datetime import datetime

from app.db import credentials, holder_copies, profiles, signing_keys
from app.db.engine import Connection
from app.db.holder_copies import Wanted
from app.holder_copies.formats import SD_JWTS, SIGNING
from app.holder_copies.givable import require_active, require_not_ended
from app.holder_copies.source import Source
from app.services import Services
from issuer.errors import HolderMismatch
from issuer.holder_binding import Holder
from issuer.model.holder_copy import Channel, CopyFormat, HolderCopy
from issuer.rendering.open_badge import months_later
from issuer.standing import valid_until


def copy_for(
    services: Services,
    credential_id: str,
    *,
    holder: Holder,
    copy_format: CopyFormat,
    channel: Channel,
) -> HolderCopy:
    """Give the copy that is bound to this holder, signed now or earlier.

    What was signed before the credential's end is given after it, too; nothing is signed then. A
    copy that ended before its credential gives way to a new one.
    Raises NotFound, WrongState (not issued, or not active), CredentialEnded, HolderMismatch,
    PreparationFailed, NoSigningKey, SelfCheckFailed.
    """
    now = services.clock.now()
    wanted = Wanted(
        id=services.ids.new_id(),
        credential_id=credential_id,
        holder=holder,
        format=copy_format,
        channel=channel,
    )
    source, copy = services.database.write_together(
        lambda connection: _intended(connection, services, wanted, now)
    )
    if copy.holder_did != holder.did:
        raise HolderMismatch("This key has its copy already, under another DID of the wallet.")
    if copy.signed is not None:
        return copy
    signed = SIGNING[copy_format](services, source, holder, now)
    return services.database.write_together(
        lambda connection: holder_copies.record(connection, services.vault, copy, signed)
    )


def _intended(
    connection: Connection, services: Services, wanted: Wanted, now: datetime
) -> tuple[Source, HolderCopy]:
    """Find the copy, or intend a new one, and what it is made of."""
    source = _source(services, connection, wanted.credential_id)
    intended = holder_copies.intend(connection, services.vault, wanted, now=now)
    if _ended_by_itself(services, source, intended, now):
        holder_copies.give_way(connection, intended)
        intended = holder_copies.intend(connection, services.vault, wanted, now=now)
    if intended.signed is None:
        require_not_ended(source.credential, now)
    return source, intended


def _ended_by_itself(services: Services, source: Source, copy: HolderCopy, now: datetime) -> bool:
    """Tell whether a copy's own time is over, and not its credential's (ADR 34, "End")."""
    if copy.signed is None or copy.format not in SD_JWTS or valid_until(source.credential):
        return False
    return months_later(copy.signed.signed_at, services.settings.sd_jwt_vc_months) <= now


def _source(services: Services, connection: Connection, credential_id: str) -> Source:
    credential = credentials.by_id(connection, services.vault, credential_id)
    require_active(credential)
    return Source(
        credential=credential,
        profile=profiles.by_id(connection, credential.profile_id),
        keys=signing_keys.of_profile(connection, credential.profile_id),
    )
