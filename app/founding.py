"""The first organisation and the first key, which nobody could have asked for."""

from __future__ import annotations

from app.db import api_keys, audit, organisations
from app.db.engine import Connection
from app.key_making import KeyWish, MadeKey, enter_key
from app.recovery import SERVICE
from app.services import Services
from issuer.model.organisation import Organisation, OrganisationKind, Scope
from issuer.model.text import Text

_OPERATOR: Text = {"sl": "Upravljavec", "en": "Operator"}


def is_empty(services: Services) -> bool:
    """Tell whether nobody has been admitted yet."""
    with services.database.read() as connection:
        return not organisations.listed(connection)


def found_operator(services: Services, name: Text = _OPERATOR) -> MadeKey:
    """Make the operator's organisation and its administrator's key, shown this once."""
    now = services.clock.now()
    operator = Organisation(
        id=services.ids.new_id(),
        kind=OrganisationKind.OPERATOR,
        name=name,
        review_body_id=None,
        created_at=now,
    )
    with services.database.write() as connection:
        organisations.add(connection, operator)
        happening = audit.Happening(
            action="organisation.admitted",
            subject_kind="organisation",
            subject_id=operator.id,
            organisation_id=operator.id,
            detail={"kind": operator.kind.value},
        )
        audit.append(connection, happening, SERVICE, at=now)
        return _admin_key(services, connection, operator.id)


def replace_lost_admin_key(services: Services) -> MadeKey | None:
    """Make a new operator's key when none is in use any more; else None."""
    now = services.clock.now()
    with services.database.write() as connection:
        operators = [
            each
            for each in organisations.listed(connection)
            if each.kind is OrganisationKind.OPERATOR
        ]
        keys = [
            key
            for operator in operators
            for key in api_keys.listed(connection, organisation_id=operator.id)
        ]
        if any(Scope.ADMIN in key.scopes and key.usable(now) for key in keys):
            return None
        return _admin_key(services, connection, operators[0].id) if operators else None


def _admin_key(services: Services, connection: Connection, organisation_id: str) -> MadeKey:
    wish = KeyWish(
        organisation_id=organisation_id, name="admin", scopes=frozenset({Scope.ADMIN, Scope.READ})
    )
    return enter_key(services, connection, SERVICE, wish, key_id=services.ids.new_id())
