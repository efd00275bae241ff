"""Learners between rows and values: sealing, opening, and the keyed hashes they are found by."""

from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from app.db import places
from app.db.codec import personal_from_json, personal_to_json
from app.keys.sealing import Seal, Vault
from issuer.errors import AlreadyExists
from issuer.model.award import Learner


class AnotherLearner(AlreadyExists):
    """The e-mail address belongs to a learner who is somebody else."""

    code = "ANOTHER_LEARNER"


@dataclass(frozen=True, slots=True)
class KnownLearner:
    """A learner as the database now has them, and the key that closes what is theirs."""

    learner: Learner
    seal: Seal = field(repr=False)


def email_lookup(vault: Vault, learner: Learner) -> bytes | None:
    """Hash the e-mail address, without spaces around it and capitals; None when there is none."""
    if not learner.email.strip():
        return None
    return address_lookup(vault, learner.email, learner.organisation_id)


def address_lookup(vault: Vault, email: str, organisation_id: str) -> bytes:
    """Hash an address as the learners of one organisation are found by it."""
    purpose = f"learners/{organisation_id}/email"
    return vault.lookup(email.strip().casefold(), purpose=purpose)


def identifier_lookup(vault: Vault, learner: Learner) -> bytes | None:
    """Hash the school's own number for a learner; None when there is none."""
    if learner.identifier is None:
        return None
    purpose = f"learners/{learner.organisation_id}/identifier"
    return vault.lookup(learner.identifier.strip(), purpose=purpose)


def new_row(
    vault: Vault, entered: KnownLearner, data_key_sealed: bytes, now: datetime
) -> dict[str, Any]:
    """Give all columns of a learner who is entered under a fresh data key."""
    learner = entered.learner
    return {
        "id": learner.id,
        "organisation_id": learner.organisation_id,
        "data_key_sealed": data_key_sealed,
        "created_at": now,
        "changed_at": now,
        **personal_row(vault, learner, entered.seal),
    }


def personal_row(vault: Vault, learner: Learner, seal: Seal) -> dict[str, Any]:
    """Give the columns that follow from what is personal of a learner."""
    known_number = identifier_lookup(vault, learner) if learner.identifier else None
    return {
        "personal_sealed": seal.close(personal_to_json(learner), place=places.personal(learner.id)),
        "email_lookup": email_lookup(vault, learner),
        "identifier_lookup": known_number,
        "language": learner.language,
    }


def seal_of_row(vault: Vault, row: Row[Any]) -> Seal:
    """Open the data key of a learner's row."""
    return vault.data_seal(bytes(row.data_key_sealed), place=places.data_key(row.id))


def opened(vault: Vault, row: Row[Any]) -> Learner:
    """Open a learner's row."""
    return known(vault, row).learner


def known(vault: Vault, row: Row[Any]) -> KnownLearner:
    """Open a learner's row, and give the key along."""
    seal = seal_of_row(vault, row)
    personal = seal.open(bytes(row.personal_sealed), place=places.personal(row.id))
    clear = {"id": row.id, "organisation_id": row.organisation_id, "language": row.language}
    return KnownLearner(personal_from_json(personal, clear), seal)


def require_same(present: Learner, learner: Learner) -> None:
    """Refuse to take one person for another. Raises AnotherLearner."""
    if learner.identifier is None and _differ(present.date_of_birth, learner.date_of_birth):
        raise AnotherLearner(
            "This e-mail address belongs to a learner with another date of birth. "
            "Send the learner's own identifier to tell the two apart."
        )


def merged(present: Learner, newer: Learner) -> Learner:
    """Let what is newly said replace what was known; silence replaces nothing."""
    said = {
        field.name: getattr(newer, field.name)
        for field in fields(Learner)
        if field.name != "id" and getattr(newer, field.name) not in {None, ""}
    }
    return replace(present, **said)


def _differ(one: object, other: object) -> bool:
    return one is not None and other is not None and one != other
