"""Organisations: admitted by the operator, each with a first key for its administrator."""

from __future__ import annotations

from dataclasses import dataclass

from app.db import api_keys, audit, organisations
from app.db.engine import Connection
from app.key_making import KeyWish, MadeKey, enter_key
from app.repeating import RepeatGuard
from app.services import Services
from issuer.errors import InvalidContent, NotFound, NotPermitted
from issuer.faults import Fault
from issuer.model.organisation import Actor, Organisation, OrganisationKind, Scope
from issuer.model.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationWish:
    """What an organisation is to be."""

    kind: OrganisationKind
    name: Text
    review_body_id: str | None = None


@dataclass(frozen=True, slots=True)
class Admitted:
    """A new organisation and its administrator's key."""

    organisation: Organisation
    admin_key: MadeKey


def admit(
    services: Services, actor: Actor, wish: OrganisationWish, repeat: RepeatGuard
) -> Admitted:
    """Admit an organisation. Raises NotPermitted unless the actor belongs to the operator."""
    now, organisation_id = services.clock.now(), services.ids.new_id()
    with services.database.write() as connection:
        _require_operator(connection, actor)
        made = ("organisation", organisation_id)
        earlier = repeat.made_before(connection, actor, made, now=now)
        if earlier is not None:
            return _admitted_before(connection, earlier)
        _require_review_body(connection, wish.review_body_id)
        organisation = Organisation(
            id=organisation_id,
            kind=wish.kind,
            name=wish.name,
            review_body_id=wish.review_body_id,
            created_at=now,
        )
        organisations.add(connection, organisation)
        happening = audit.Happening(
            action="organisation.admitted",
            subject_kind="organisation",
            subject_id=organisation.id,
            organisation_id=organisation.id,
            detail={"kind": organisation.kind.value},
        )
        audit.append(connection, happening, actor, at=now)
        admin = KeyWish(
            organisation_id=organisation.id, name="admin", scopes=frozenset({Scope.ADMIN})
        )
        key = enter_key(services, connection, actor, admin, key_id=services.ids.new_id())
    return Admitted(organisation, key)


def visible_organisations(services: Services, actor: Actor) -> tuple[Organisation, ...]:
    """List all organisations for the operator, and for everybody else their own."""
    with services.database.read() as connection:
        own = organisations.get(connection, actor.organisation_id)
        if own.kind is OrganisationKind.OPERATOR:
            return organisations.listed(connection)
    return (own,)


def _require_operator(connection: Connection, actor: Actor) -> None:
    own = organisations.get(connection, actor.organisation_id)
    if own.kind is not OrganisationKind.OPERATOR:
        raise NotPermitted("Only the operator of the service admits organisations.")


def _require_review_body(connection: Connection, organisation_id: str | None) -> None:
    if organisation_id is None:
        return
    try:
        organisations.get(connection, organisation_id)
    except NotFound:
        sentence = {"sl": "Te organizacije ni.", "en": "There is no such organisation."}
        faults = (Fault("ORGANISATION_UNKNOWN", "/review_body_id", sentence),)
        raise InvalidContent(sentence["en"], faults=faults) from None


def _admitted_before(connection: Connection, organisation_id: str) -> Admitted:
    organisation = organisations.get(connection, organisation_id)
    first = api_keys.listed(connection, organisation_id=organisation_id)[0]
    return Admitted(organisation, MadeKey(first, None))
