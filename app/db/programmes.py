"""Programmes as their school and its review body see them.

A caller sees the versions of its own organisation, and those it reviews once they are handed over.
"""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    bindparam,
    exists,
    insert,
    or_,
    select,
    update,
)

from app.db.inserting import insert_if_absent
from app.db.paging import Paging, Slice, total
from app.db.programme_rows import (
    PUBLISHED,
    add_decisions,
    content_row,
    identity_row,
    state_row,
    versions_of,
)
from app.db.register import list_newest
from app.db.tables import programme_versions, programmes
from app.db.written import Written
from issuer.errors import ConcurrentChange, NotFound
from issuer.model.approval import ProgrammeState, ProgrammeVersion


def add(connection: Connection, version: ProgrammeVersion) -> None:
    """Enter a new programme with its first version."""
    row = {
        "id": version.programme_id,
        "organisation_id": version.organisation_id,
        "profile_id": version.profile_id,
        "created_at": version.created_at,
    }
    connection.execute(insert(programmes).values(row))
    add_version(connection, version)


def add_version(connection: Connection, version: ProgrammeVersion) -> None:
    """Enter a further version. Raises ConcurrentChange when another one is open already."""
    row = {
        **identity_row(version),
        **state_row(version),
        **content_row(version.content),
        "in_register": False,
    }
    if not insert_if_absent(connection, programme_versions, row):
        raise ConcurrentChange("Somebody else has just begun a version of this programme.")
    _follow_up(connection, version, stored_decisions=0)


def save(connection: Connection, version: ProgrammeVersion, *, previous: ProgrammeVersion) -> None:
    """Store what steps made of `previous`, as it was loaded. Raises ConcurrentChange."""
    values = state_row(version)
    if previous.state not in PUBLISHED:  # an approved version's content stays, byte for byte
        values |= content_row(version.content)
    unchanged = and_(
        programme_versions.c.id == version.id,
        programme_versions.c.revision == previous.revision,
    )
    if connection.execute(update(programme_versions).where(unchanged).values(values)).rowcount == 0:
        raise ConcurrentChange("Somebody else has changed this version. Load it and try again.")
    _follow_up(connection, version, stored_decisions=len(previous.decisions))


def newest(
    connection: Connection, programme_id: str, *, organisation_id: str, for_update: bool = False
) -> ProgrammeVersion:
    """Load the newest version that the caller sees. Raises NotFound."""
    query = (
        select(programme_versions)
        .where(programme_versions.c.programme_id == programme_id, _seen_by(organisation_id))
        .order_by(programme_versions.c.number.desc())
        .limit(1)
    )
    return _one(connection, query.with_for_update() if for_update else query)


def numbered(
    connection: Connection, programme_id: str, number: int, *, organisation_id: str
) -> ProgrammeVersion:
    """Load one version that the caller sees. Raises NotFound."""
    return _one(
        connection,
        select(programme_versions).where(
            programme_versions.c.programme_id == programme_id,
            programme_versions.c.number == number,
            _seen_by(organisation_id),
        ),
    )


def newest_approved(
    connection: Connection, programme_id: str, *, organisation_id: str
) -> ProgrammeVersion:
    """Load the organisation's newest approved version: what an award is made of by default."""
    asked = {"of_programme": programme_id, "of_organisation": organisation_id}
    rows = _NEWEST_APPROVED.rows(connection, asked)
    if not rows:
        raise NotFound("There is no such programme version.")
    return versions_of(connection, rows)[0]


_NEWEST_APPROVED = Written(
    select(programme_versions)
    .where(
        programme_versions.c.programme_id == bindparam("of_programme"),
        programme_versions.c.organisation_id == bindparam("of_organisation"),
        programme_versions.c.state == ProgrammeState.APPROVED.value,
    )
    .order_by(programme_versions.c.number.desc())
    .limit(1)
)


def by_id(connection: Connection, version_id: str) -> ProgrammeVersion:
    """Load the version that another row names. Raises NotFound."""
    return _one(connection, select(programme_versions).where(programme_versions.c.id == version_id))


def listed(
    connection: Connection,
    *,
    organisation_id: str,
    state: ProgrammeState | None = None,
    paging: Paging,
) -> Slice[ProgrammeVersion]:
    """List the newest version that the caller sees of each programme, last changed first."""
    newer = programme_versions.alias("newer")
    superseded = exists().where(
        newer.c.programme_id == programme_versions.c.programme_id,
        newer.c.number > programme_versions.c.number,
        _seen_by(organisation_id, newer),
    )
    query = select(programme_versions).where(_seen_by(organisation_id), ~superseded)
    if state is not None:
        query = query.where(programme_versions.c.state == state.value)
    page = (
        query.order_by(programme_versions.c.changed_at.desc(), programme_versions.c.id)
        .offset(paging.offset)
        .limit(paging.size)
    )
    rows = connection.execute(page).all()
    return Slice(versions_of(connection, rows), total(connection, query))


def _seen_by(organisation_id: str, versions: Any = programme_versions) -> ColumnElement[bool]:  # noqa: ANN401 - a table or its alias
    handed_over = and_(
        versions.c.review_body_id == organisation_id,
        versions.c.state != ProgrammeState.DRAFT.value,
    )
    return or_(versions.c.organisation_id == organisation_id, handed_over)


def _one(connection: Connection, query: Any) -> ProgrammeVersion:  # noqa: ANN401 - a SELECT
    rows = connection.execute(query).all()
    if not rows:
        raise NotFound("There is no such programme version.")
    return versions_of(connection, rows)[0]


def _follow_up(connection: Connection, version: ProgrammeVersion, *, stored_decisions: int) -> None:
    add_decisions(connection, version.decisions, after=stored_decisions)
    if version.state in PUBLISHED:
        list_newest(connection, version.programme_id)
