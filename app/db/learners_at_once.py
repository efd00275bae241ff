"""Many learners found or created at once: the rules of `app.db.learners`, few statements.

Rows are taken in their order, as if each were entered before the next is looked for.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import Connection, Row, bindparam, select, update

from app.db import learners as one_by_one
from app.db import places
from app.db.inserting import insert_absent
from app.db.learner_rows import (
    AnotherLearner,
    KnownLearner,
    email_lookup,
    identifier_lookup,
    merged,
    new_row,
    opened,
    personal_row,
    require_same,
    seal_of_row,
)
from app.db.tables import learners
from app.keys.sealing import Seal, Vault
from issuer.model.award import Learner

Found: TypeAlias = "KnownLearner | AnotherLearner"


def find_or_create_all(
    connection: Connection, vault: Vault, wanted: Sequence[Learner], *, now: datetime
) -> list[Found]:
    """Give for each the organisation's learner with this identifier, else this e-mail address.

    All are of one organisation. Where `learners.find_or_create` would raise AnotherLearner, the
    error stands in the learner's place, and the others are not disturbed.
    """
    if not wanted:
        return []
    known = _Known(vault)
    for row in _present(connection, vault, wanted):
        known.add(_Entry(row.id, opened(vault, row), seal_of_row(vault, row)))
    entries = [known.entry_of(learner) for learner in wanted]
    lost = _entered(connection, vault, known, now)
    if lost:  # hold all of them in the one order before each is looked at by itself
        _present(connection, vault, wanted)
    _changed(connection, vault, known, now)
    return [
        _again(connection, vault, learner, now) if _is_lost(entry, lost) else _answer(entry)
        for learner, entry in zip(wanted, entries, strict=True)
    ]


def find_all(
    connection: Connection, vault: Vault, wanted: Sequence[Learner]
) -> list[Learner | AnotherLearner | None]:
    """Give the learners that `find_or_create_all` would take, unchanged; None for who is new."""
    if not wanted:
        return []
    known = _Known(vault)
    for row in _present(connection, vault, wanted, holds=False):
        known.add(_Entry(row.id, opened(vault, row), seal_of_row(vault, row)))
    return [known.found(learner) for learner in wanted]


def still_there(connection: Connection, learner_ids: Collection[str]) -> set[str]:
    """Give those of these learners who have not been erased."""
    query = select(learners.c.id).where(
        learners.c.id.in_(learner_ids), learners.c.erased_at.is_(None)
    )
    return set(connection.scalars(query))


@dataclass(slots=True)
class _Entry:
    """One learner while the rows are gone through."""

    id: str
    learner: Learner
    seal: Seal
    data_key_sealed: bytes | None = None
    """Set for one who is to be entered."""
    is_changed: bool = False


_Result: TypeAlias = "tuple[_Entry, Learner] | AnotherLearner"
"""With the learner as they stood when this row had been taken."""


@dataclass(slots=True)
class _Known:
    """The learners that the rows may mean, found as the database's indexes find them."""

    vault: Vault
    entries: dict[str, _Entry] = field(default_factory=dict)
    by_identifier: dict[bytes, _Entry] = field(default_factory=dict)
    by_email: dict[bytes, list[_Entry]] = field(default_factory=dict)

    def add(self, entry: _Entry) -> None:
        """Take up a learner."""
        self.entries[entry.id] = entry
        self._index(entry)

    def entry_of(self, learner: Learner) -> _Result:
        """Find or make the learner of one row, and let the row say what is new of them."""
        entry = self._find(learner)
        if entry is None:
            entry = self._new(learner)
            return entry, entry.learner
        try:
            require_same(entry.learner, learner)
        except AnotherLearner as error:
            return error
        joined = merged(entry.learner, learner)
        if joined != entry.learner:
            self._unindex(entry)
            entry.learner, entry.is_changed = joined, True
            self._index(entry)
        return entry, joined

    def found(self, learner: Learner) -> Learner | AnotherLearner | None:
        """Find the learner of one row, and change nothing."""
        entry = self._find(learner)
        if entry is None:
            return None
        try:
            require_same(entry.learner, learner)
        except AnotherLearner as error:
            return error
        return entry.learner

    def _find(self, learner: Learner) -> _Entry | None:
        address = email_lookup(self.vault, learner)
        same_address = self.by_email.get(address, []) if address else []
        number = identifier_lookup(self.vault, learner)
        if number is not None and number in self.by_identifier:
            return self.by_identifier[number]
        if number is None and len(same_address) == 1:
            return same_address[0]
        # The address may be a family's: only a learner without a number can be this one.
        return next((each for each in same_address if not each.learner.identifier), None)

    def _new(self, learner: Learner) -> _Entry:
        place = places.data_key(learner.id)
        data_key_sealed = self.vault.new_data_key(place=place)
        seal = self.vault.data_seal(data_key_sealed, place=place)
        entry = _Entry(learner.id, learner, seal, data_key_sealed)
        self.add(entry)
        return entry

    def _index(self, entry: _Entry) -> None:
        if entry.learner.identifier:
            number = identifier_lookup(self.vault, entry.learner)
            self.by_identifier[number or b""] = entry
        address = email_lookup(self.vault, entry.learner)
        if address is not None:
            self.by_email.setdefault(address, []).append(entry)

    def _unindex(self, entry: _Entry) -> None:
        if entry.learner.identifier:
            self.by_identifier.pop(identifier_lookup(self.vault, entry.learner) or b"", None)
        address = email_lookup(self.vault, entry.learner)
        if address is not None:
            self.by_email[address].remove(entry)


def _present(
    connection: Connection, vault: Vault, wanted: Sequence[Learner], *, holds: bool = True
) -> Sequence[Row[Any]]:
    """Load, and hold, every learner that has one of these addresses or numbers."""
    columns = learners.c
    addresses = {email_lookup(vault, each) for each in wanted} - {None}
    numbers = {identifier_lookup(vault, each) for each in wanted} - {None}
    own = columns.organisation_id == wanted[0].organisation_id
    # Said of each by itself: with an index for each, and not through the whole school.
    matches = (own & columns.email_lookup.in_(addresses)) | (
        own & columns.identifier_lookup.in_(numbers)
    )
    # In one order everywhere, so that two who hold many never wait for each other in a circle.
    query = select(learners).where(matches, columns.erased_at.is_(None)).order_by(columns.id)
    return connection.execute(query.with_for_update() if holds else query).all()


def _entered(connection: Connection, vault: Vault, known: _Known, now: datetime) -> set[str]:
    """Enter who is new; gives the ids of those that somebody else has just entered."""
    rows = [
        new_row(vault, KnownLearner(entry.learner, entry.seal), entry.data_key_sealed, now)
        for entry in known.entries.values()
        if entry.data_key_sealed is not None
    ]
    # In one order here as well: whoever inserts what another is inserting waits for them.
    rows.sort(key=lambda row: (row["identifier_lookup"] or b"", row["email_lookup"] or b""))
    entered = {row.id for row in insert_absent(connection, learners, rows, learners.c.id)}
    return {row["id"] for row in rows} - entered


def _changed(connection: Connection, vault: Vault, known: _Known, now: datetime) -> None:
    rows = [
        {"own_id": entry.id, "changed_at": now, **personal_row(vault, entry.learner, entry.seal)}
        for entry in known.entries.values()
        if entry.is_changed and entry.data_key_sealed is None
    ]
    if rows:
        own = learners.c.id == bindparam("own_id")
        connection.execute(update(learners).where(own), rows)


def _is_lost(result: _Result, lost: set[str]) -> bool:
    return not isinstance(result, AnotherLearner) and result[0].id in lost


def _again(connection: Connection, vault: Vault, learner: Learner, now: datetime) -> Found:
    """Take somebody who was entered by another between our look and our insert."""
    try:
        return one_by_one.find_or_create(connection, vault, learner, now=now)
    except AnotherLearner as error:
        return error


def _answer(result: _Result) -> Found:
    if isinstance(result, AnotherLearner):
        return result
    entry, learner = result
    return KnownLearner(learner, entry.seal)
