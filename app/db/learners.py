"""Learners: personal data sealed with a key of their own, found again by keyed hashes."""

from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update

from app.db import places
from app.db.codec import personal_from_json, personal_to_json
from app.db.inserting import insert_if_absent
from app.db.paging import Paging, Slice, total
from app.db.tables import learners
from app.keys.sealing import Seal, Vault
from issuer.errors import AlreadyExists, NotFound
from issuer.model.award import Learner


class AnotherLearner(AlreadyExists):
    """The e-mail address belongs to a learner who is somebody else."""

    code = "ANOTHER_LEARNER"


def find_or_create(
    connection: Connection, vault: Vault, learner: Learner, *, now: datetime
) -> Learner:
    """Give the organisation's learner with this identifier, else this e-mail address.

    What is newly known is stored; one that is not there is entered under `learner.id`. Raises
    AnotherLearner.
    """
    row = _find(connection, vault, learner)
    if row is None and _create(connection, vault, learner, now):
        return learner
    # Not created: another request has just entered the same learner.
    row = row or _find(connection, vault, learner)
    if row is None:
        raise AlreadyExists("A learner with this id is entered already.")
    known = _known(vault, row, learner)
    merged = _merged(known, learner)
    if merged != known:
        values = _personal_row(vault, merged, _seal(vault, row)) | {"changed_at": now}
        connection.execute(update(learners).where(learners.c.id == row.id).values(values))
    return merged


def find(connection: Connection, vault: Vault, learner: Learner) -> Learner | None:
    """Give the learner that `find_or_create` would take, unchanged. Raises AnotherLearner."""
    row = _find(connection, vault, learner, hold=False)
    return None if row is None else _known(vault, row, learner)


def get(connection: Connection, vault: Vault, learner_id: str, *, organisation_id: str) -> Learner:
    """Load a learner of the caller's organisation. Raises NotFound, also after erasure."""
    learner = by_id(connection, vault, learner_id)
    if learner.organisation_id != organisation_id:
        raise NotFound("There is no such learner.")
    return learner


def by_id(connection: Connection, vault: Vault, learner_id: str) -> Learner:
    """Load the learner that another row names. Raises NotFound."""
    return _open(vault, _row(connection, learner_id))


def listed(
    connection: Connection, vault: Vault, *, organisation_id: str, paging: Paging
) -> Slice[Learner]:
    """List an organisation's learners, newest first."""
    query = select(learners).where(
        learners.c.organisation_id == organisation_id, learners.c.erased_at.is_(None)
    )
    page = (
        query.order_by(learners.c.created_at.desc(), learners.c.id)
        .offset(paging.offset)
        .limit(paging.size)
    )
    opened = tuple(_open(vault, row) for row in connection.execute(page))
    return Slice(opened, total(connection, query))


def seal_of(connection: Connection, vault: Vault, learner_id: str) -> Seal:
    """Open the learner's data key, for what else is personal. Raises NotFound."""
    return _seal(vault, _row(connection, learner_id))


def _row(connection: Connection, learner_id: str) -> Row[Any]:
    query = select(learners).where(learners.c.id == learner_id, learners.c.erased_at.is_(None))
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotFound("There is no such learner.")
    return row


def _known(vault: Vault, row: Row[Any], learner: Learner) -> Learner:
    known = _open(vault, row)
    if learner.identifier is None and _differ(known.date_of_birth, learner.date_of_birth):
        raise AnotherLearner(
            "This e-mail address belongs to a learner with another date of birth. "
            "Send the learner's own identifier to tell the two apart."
        )
    return known


def _find(
    connection: Connection, vault: Vault, learner: Learner, *, hold: bool = True
) -> Row[Any] | None:
    own = select(learners).where(
        learners.c.organisation_id == learner.organisation_id, learners.c.erased_at.is_(None)
    )
    # Held: two requests that both learn something new of one learner go one after the other.
    own = own.with_for_update() if hold else own
    by_email = own.where(learners.c.email_lookup == _email_lookup(vault, learner))
    if learner.identifier is not None:
        by_identifier = own.where(
            learners.c.identifier_lookup == _identifier_lookup(vault, learner)
        )
        row = connection.execute(by_identifier).one_or_none()
        if row is not None:
            return row
        # The address may be a family's: only a learner without a number can be this one.
        return connection.execute(
            by_email.where(learners.c.identifier_lookup.is_(None))
        ).one_or_none()
    rows = connection.execute(by_email).all()
    return rows[0] if len(rows) == 1 else _without_identifier(rows)


def _without_identifier(rows: Any) -> Row[Any] | None:  # noqa: ANN401 - a sequence of rows
    return next((row for row in rows if row.identifier_lookup is None), None)


def _create(connection: Connection, vault: Vault, learner: Learner, now: datetime) -> bool:
    data_key_sealed = vault.new_data_key(place=places.data_key(learner.id))
    seal = vault.data_seal(data_key_sealed, place=places.data_key(learner.id))
    row = {
        "id": learner.id,
        "organisation_id": learner.organisation_id,
        "data_key_sealed": data_key_sealed,
        "created_at": now,
        "changed_at": now,
        **_personal_row(vault, learner, seal),
    }
    return insert_if_absent(connection, learners, row)


def _personal_row(vault: Vault, learner: Learner, seal: Seal) -> dict[str, Any]:
    personal = personal_to_json(learner)
    return {
        "personal_sealed": seal.close(personal, place=places.personal(learner.id)),
        "email_lookup": _email_lookup(vault, learner),
        "identifier_lookup": _identifier_lookup(vault, learner) if learner.identifier else None,
        "language": learner.language,
    }


def _merged(known: Learner, newer: Learner) -> Learner:
    """Let what is newly said replace what was known; silence replaces nothing."""
    said = {
        field.name: getattr(newer, field.name)
        for field in fields(Learner)
        if field.name != "id" and getattr(newer, field.name) is not None
    }
    return replace(known, **said)


def _differ(one: object, other: object) -> bool:
    return one is not None and other is not None and one != other


def _email_lookup(vault: Vault, learner: Learner) -> bytes:
    purpose = f"learners/{learner.organisation_id}/email"
    return vault.lookup(learner.email.strip().casefold(), purpose=purpose)


def _identifier_lookup(vault: Vault, learner: Learner) -> bytes:
    purpose = f"learners/{learner.organisation_id}/identifier"
    return vault.lookup((learner.identifier or "").strip(), purpose=purpose)


def _seal(vault: Vault, row: Row[Any]) -> Seal:
    return vault.data_seal(bytes(row.data_key_sealed), place=places.data_key(row.id))


def _open(vault: Vault, row: Row[Any]) -> Learner:
    personal = _seal(vault, row).open(bytes(row.personal_sealed), place=places.personal(row.id))
    clear = {"id": row.id, "organisation_id": row.organisation_id, "language": row.language}
    return personal_from_json(personal, clear)
