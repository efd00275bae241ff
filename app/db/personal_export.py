"""Everything that the tables hold about one learner, opened: what GDPR, article 15, asks for.

Tables are found by following foreign keys from the learner's row, so a table that is added later
is part of it by itself; only what is sealed needs a line here.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Connection, LargeBinary, Row, Table, or_, select

from app.db import places
from app.db.sealed_documents import FORMAT as EUROPEAN
from app.db.tables import audit_records, credentials, issuance_log, learners, metadata
from app.db.tables import awards as awards_table
from app.keys.sealing import Seal

_Place: TypeAlias = Callable[[Row[Any]], str]


@dataclass(frozen=True, slots=True)
class SealedFile:
    """A signed document, byte for byte."""

    table: str
    credential_id: str
    format: str
    body: bytes


@dataclass(frozen=True, slots=True)
class LearnersRecords:
    """Rows by table, as plain values, and the documents apart."""

    rows: Mapping[str, list[dict[str, Any]]]
    files: tuple[SealedFile, ...]


TEXTS: dict[str, _Place] = {
    "learners.personal_sealed": lambda row: places.personal(row.id),
    "awards.result_sealed": lambda row: places.result(row.id),
    "credentials.status_reason_sealed": lambda row: places.status_reason(row.id),
    "status_changes.reason_sealed": lambda row: places.status_reason(row.credential_id),
    "share_links.label_sealed": lambda row: places.share_link(row.id, "label"),
    "correction_requests.wrong_sealed": lambda row: places.correction_request(row.id, "wrong"),
    "correction_requests.answer_sealed": lambda row: places.correction_request(row.id, "answer"),
    "mails.to_sealed": lambda row: places.letter(row.id, "to"),
    "address_changes.address_sealed": lambda row: places.new_address(row.id),
    "holder_copies.holder_sealed": lambda row: places.holder_copy(row.id, "holder"),
}
"""Sealed texts that are handed out, by column."""

_IN_JSON = {"personal_sealed", "result_sealed"}

FILES: dict[str, _Place] = {
    "credential_documents.body_sealed": lambda row: places.document(row.credential_id, row.format),
    "sealed_documents.body_sealed": lambda row: places.document(row.credential_id, EUROPEAN),
    "holder_copies.body_sealed": lambda row: places.holder_copy(row.id, "body"),
}
"""Sealed documents that are handed out, by column."""

WITHHELD = {
    "learners.data_key_sealed": "Opens the rest; it is no data about anybody.",
    "credentials.page_token_sealed": "A link that lets others in.",
    "credentials.prepared_sealed": "What the documents were signed from: they say the same.",
    "claims.token_sealed": "A link that lets others in.",
    "share_links.token_sealed": "A link that lets others in; the page shows it.",
    "accounts.data_key_sealed": "Opens the rest; it is no data about anybody.",
    "accounts.personal_sealed": "Of the account, which gives its own.",
    "accounts.profile_sealed": "Of the account, which gives its own.",
    "backpack_connections.tokens_sealed": "A key to another service.",
    "backpack_errands.verifier_sealed": "A key to another service.",
    "mails.details_sealed": "Codes and links that let others in; forgotten once they are sent.",
    "imported_badges.body_sealed": "Of the account, which gives its own.",
    "imported_badges.report_sealed": "Of the account, which gives its own.",
}
"""Sealed columns that are not handed out, and why."""


def records_of(connection: Connection, learner_id: str, seal: Seal) -> LearnersRecords:
    """Read all that is stored about a learner, their sealed values opened."""
    rows: dict[str, list[dict[str, Any]]] = {}
    files: list[SealedFile] = []
    for table, condition in linked_tables(learner_id):
        for row in connection.execute(select(table).where(condition)):
            rows.setdefault(table.name, []).append(_shown(table, row, seal))
            files.extend(_files(table, row, seal))
    return LearnersRecords(rows, tuple(files))


def linked_tables(learner_id: str) -> Iterator[tuple[Table, ColumnElement[bool]]]:
    """Give every table that leads to learners, with the condition for one learner's rows."""
    own = {learners.name: learners.c.id == learner_id}
    for table in metadata.sorted_tables:  # each after those that it refers to
        ways = [
            key.parent.in_(select(key.column).where(own[key.column.table.name]))
            for key in table.foreign_keys
            if key.column.table.name in own and key.column.table is not table
        ]
        if ways:
            own[table.name] = or_(*ways)
    ours = select(credentials.c.id).where(own[credentials.name])
    theirs = select(awards_table.c.id).where(own[awards_table.name])
    own[issuance_log.name] = issuance_log.c.credential_id.in_(ours)
    own[audit_records.name] = or_(
        audit_records.c.subject_id == learner_id,
        audit_records.c.subject_id.in_(ours),
        audit_records.c.subject_id.in_(theirs),
    )
    for name, condition in own.items():
        yield metadata.tables[name], condition


def _shown(table: Table, row: Row[Any], seal: Seal) -> dict[str, Any]:
    shown = {
        column.name: _plain(row._mapping[column.name])  # noqa: SLF001 - a public name
        for column in table.columns
        if not isinstance(column.type, LargeBinary)
    }
    for name, sealed, place in _opened(TEXTS, table, row):
        text = seal.open(sealed, place=place).decode()
        shown[name.removesuffix("_sealed")] = json.loads(text) if name in _IN_JSON else text
    return shown


def _files(table: Table, row: Row[Any], seal: Seal) -> Iterator[SealedFile]:
    for _, sealed, place in _opened(FILES, table, row):
        written = getattr(row, "format", EUROPEAN)
        yield SealedFile(table.name, row.credential_id, written, seal.open(sealed, place=place))


def _opened(
    known: Mapping[str, _Place], table: Table, row: Row[Any]
) -> Iterator[tuple[str, bytes, str]]:
    """Give those of a row's sealed columns that are known, each with its place."""
    if getattr(row, "learner_id", "") is None:
        return  # a letter to somebody else, closed with another key
    for column in table.columns:
        place = known.get(f"{table.name}.{column.name}")
        sealed = row._mapping[column.name]  # noqa: SLF001 - a public name
        if place is not None and sealed is not None:
            yield column.name, bytes(sealed), place(row)


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever a column holds
    return value.isoformat() if isinstance(value, datetime) else value
