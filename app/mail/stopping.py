"""No more reminders: a link that only the reader of a letter has (RFC 8058)."""

from __future__ import annotations

import hmac

from app.db import mail_addresses, mail_aftermath
from app.services import Services
from issuer.errors import NotFound

_PROOF_CHARACTERS = 32
"""128 bits."""


def stop_link(services: Services, mail_id: str) -> str:
    """Give the address where the reader of this letter stops reminders; it names nobody."""
    return f"{services.settings.public_url}/letters/{mail_id}/{_proof(services, mail_id)}/stop"


def require_reader(services: Services, mail_id: str, proof: str) -> None:
    """Refuse who does not have the letter. Raises NotFound."""
    if not hmac.compare_digest(proof.encode(), _proof(services, mail_id).encode()):
        raise NotFound("This link leads nowhere. Look whether all of it was copied.")


def stop_reminders(services: Services, mail_id: str, proof: str) -> None:
    """Remind the address that this letter went to no more. Raises NotFound."""
    require_reader(services, mail_id, proof)
    with services.database.write() as connection:
        hashed = mail_aftermath.address_hash_of(connection, mail_id)
        if hashed is None:
            raise NotFound("This letter is not known here any more.")
        mail_addresses.note_stopped(connection, hashed, now=services.clock.now())


def _proof(services: Services, mail_id: str) -> str:
    return services.vault.lookup(mail_id, purpose="mail/stop").hex()[:_PROOF_CHARACTERS]
