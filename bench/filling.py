"""Fill a school's database with as much as years would: rows like a real one, many at once.

The rows are complete but for what is sealed: bodies of credentials are a few bytes, so that ten
million of them fit on a disk. Keys, indexes and everything a lookup touches are as in use, and ids
are spread as random ones are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, event, func, select, text

from app.db import tables
from app.db.engine import Database, make_engine

_ON_ONE_LIST = 100_000
"""Places taken on a full status list of 131,072."""
_SPREAD = 2_654_435_761
"""An odd number: multiplied by it modulo 2**32, numbers in turn lie apart, and none comes twice."""
_SMALL = "'filled'"
_HURRY = ("journal_mode = OFF", "synchronous = OFF", "foreign_keys = OFF", "cache_size = -4000000")
"""Ids lie far apart, so each row touches other pages: without 4 GB of them in memory ten million
rows take hours. The service that is measured opens the file with its own settings."""
_WORDS = 5
"""Words by which each programme is found; real ones have more."""


@dataclass(frozen=True, slots=True)
class _Dialect:
    """The few expressions that differ."""

    series: str
    identifier: str
    """A UUID made of `n` and a kind."""
    as_bytes: str
    """Bytes of a text."""


_DIALECTS = {
    "sqlite": _Dialect(
        series="WITH RECURSIVE s(n) AS (SELECT :first UNION ALL SELECT n + 1 FROM s "
        "WHERE n < :last)",
        identifier="printf('%08x-0000-4000-8000-%012x', "
        f"({{n}} * {_SPREAD}) % 4294967296, {{kind}})",
        as_bytes="CAST({text} AS BLOB)",
    ),
    "postgresql": _Dialect(
        series="WITH s(n) AS (SELECT generate_series(CAST(:first AS bigint), :last))",
        identifier=f"lpad(to_hex(({{n}} * {_SPREAD}) % 4294967296), 8, '0') || "
        "'-0000-4000-8000-' || lpad(to_hex({kind}), 12, '0')",
        as_bytes="convert_to({text}, 'UTF8')",
    ),
}
_LEARNER, _AWARD, _CREDENTIAL, _LIST, _PROGRAMME, _VERSION = range(1, 7)


@dataclass(frozen=True, slots=True)
class _Filler:
    """Clones a row of a table, with other values in some columns."""

    connection: Connection
    first: int
    last: int

    @property
    def _dialect(self) -> _Dialect:
        return _DIALECTS[self.connection.dialect.name]

    def id_of(self, kind: int, n: str = "n") -> str:
        """Give the expression of an id."""
        return self._dialect.identifier.format(n=n, kind=kind)

    def bytes_of(self, value: str) -> str:
        """Give the expression of a text's bytes."""
        return self._dialect.as_bytes.format(text=value)

    def clone(
        self, table: Table, changed: Mapping[str, str], *, like: str = "LIMIT 1", repeated: str = ""
    ) -> None:
        """Insert a row for each number and each row that is `like`, with some columns changed."""
        counted = table.autoincrement_column
        columns = [each.name for each in table.columns if each is not counted]
        values = [changed.get(name, f"x.{name}") for name in columns]
        # Names and expressions are this module's; the numbers are bound.
        statement = (
            f"INSERT INTO {table.name} ({', '.join(columns)}) {self._dialect.series} "  # noqa: S608
            f"SELECT {', '.join(values)} FROM s, (SELECT * FROM {table.name} {like}) AS x "
            f"WHERE true {repeated}"
        )
        self.connection.execute(text(statement), {"first": self.first, "last": self.last})


def fill_credentials(database_url: str, count: int) -> None:
    """Bring a school's database to `count` issued credentials, if it has fewer."""
    _fill(database_url, tables.credentials, count, _credentials)


def fill_programmes(database_url: str, count: int) -> None:
    """Bring a school's register to `count` approved programmes, if it has fewer."""
    _fill(database_url, tables.programmes, count, _programmes)


def _fill(database_url: str, table: Table, count: int, fill: Callable[[_Filler], None]) -> None:
    engine = make_engine(database_url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _hurry)
    database = Database(engine)
    try:
        with database.write() as connection:
            there = connection.scalar(select(func.count()).select_from(table)) or 0
            if there < count:
                fill(_Filler(connection, there + 1, count))
        with database.write() as connection:
            connection.execute(text("ANALYZE"))
    finally:
        database.close()


def _hurry(dbapi_connection: Any, _record: object) -> None:  # noqa: ANN401 - sqlite3's
    """Fill without a log, in memory as far as it goes: what breaks off is filled anew."""
    for pragma in _HURRY:
        dbapi_connection.execute(f"PRAGMA {pragma}")


def _credentials(fill: _Filler) -> None:
    credential, learner, award = map(fill.id_of, (_CREDENTIAL, _LEARNER, _AWARD))
    of_list = fill.id_of(_LIST, f"(n / {_ON_ONE_LIST} + 1)")
    small = fill.bytes_of(_SMALL)
    fill.clone(
        tables.learners,
        {
            "id": learner,
            "personal_sealed": small,
            "email_lookup": fill.bytes_of(learner),
            "identifier_lookup": "NULL",
        },
    )
    fill.clone(tables.awards, {"id": award, "learner_id": learner, "result_sealed": small})
    fill.clone(
        tables.credentials,
        {
            "id": credential,
            "award_id": award,
            "learner_id": learner,
            "page_token_hash": fill.bytes_of(credential),
            "page_token_sealed": small,
            "prepared_sealed": small,
        },
    )
    documents = {"credential_id": credential, "body_sealed": small, "digest": credential}
    fill.clone(tables.credential_documents, documents)
    log = {"credential_id": credential, "digest": credential}
    fill.clone(tables.issuance_log, log)
    fill.clone(
        tables.audit_records,
        {"subject_id": credential},
        like="WHERE action = 'credential.issued' LIMIT 1",
    )
    fill.clone(
        tables.status_lists,
        {"id": of_list, "closed_at": "x.created_at"},
        repeated="ON CONFLICT DO NOTHING",
    )
    fill.clone(
        tables.status_list_entries,
        {"list_id": of_list, "idx": f"n % {_ON_ONE_LIST}", "credential_id": credential},
    )


def _programmes(fill: _Filler) -> None:
    programme, version = fill.id_of(_PROGRAMME), fill.id_of(_VERSION)
    listed = "WHERE in_register LIMIT 1"
    fill.clone(tables.programmes, {"id": programme})
    fill.clone(tables.programme_versions, {"id": version, "programme_id": programme}, like=listed)
    fill.clone(tables.register_words, {"version_id": version}, like=f"LIMIT {_WORDS}")
