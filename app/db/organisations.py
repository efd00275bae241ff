"""Tenants."""

from typing import Any

from sqlalchemy import Connection, Row, select

from app.db.inserting import insert_if_absent
from app.db.tables import organisations
from issuer.errors import AlreadyExists, NotFound
from issuer.model.organisation import Organisation, OrganisationKind


def add(connection: Connection, organisation: Organisation) -> None:
    """Enter a new organisation. Raises AlreadyExists."""
    row = {
        "id": organisation.id,
        "kind": organisation.kind.value,
        "name": dict(organisation.name),
        "review_body_id": organisation.review_body_id,
        "created_at": organisation.created_at,
    }
    if not insert_if_absent(connection, organisations, row):
        raise AlreadyExists("An organisation with this id is entered already.")


def get(connection: Connection, organisation_id: str) -> Organisation:
    """Load one organisation. Raises NotFound."""
    query = select(organisations).where(organisations.c.id == organisation_id)
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotFound("There is no such organisation.")
    return _organisation(row)


def listed(connection: Connection) -> tuple[Organisation, ...]:
    """List all tenants, oldest first: for the operator alone."""
    query = select(organisations).order_by(organisations.c.created_at, organisations.c.id)
    return tuple(map(_organisation, connection.execute(query)))


def _organisation(row: Row[Any]) -> Organisation:
    return Organisation(
        id=row.id,
        kind=OrganisationKind(row.kind),
        name=row.name,
        review_body_id=row.review_body_id,
        created_at=row.created_at,
    )
