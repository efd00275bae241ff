"""Who plays in the demonstration: organisations, their profiles, and the keys they call with."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib import resources
from typing import Any

from app.db import api_keys
from app.db.api_keys import ApiKey
from app.founding import found_operator
from app.key_making import KeyWish, MadeKey, make_key
from app.profile_making import make_profile
from app.repeating import RepeatGuard
from app.seals.making import set_up_seal
from app.seals.opening import DEMO
from app.seals.wishes import SealWish
from app.services import Services
from app.tenants import OrganisationWish, admit
from issuer.model.organisation import Actor, Organisation, OrganisationKind, Scope
from verifier.securing.jades import Level

ONCE = RepeatGuard()
DEMO_SEAL = SealWish(key_uri=DEMO, level=Level.LTA)
"""Named as a demonstration in every certificate: it vouches for nothing."""

_ROLES: dict[str, frozenset[Scope]] = {
    "author": frozenset({Scope.AUTHOR, Scope.READ}),
    "reviewer": frozenset({Scope.REVIEW, Scope.READ}),
    "second reviewer": frozenset({Scope.REVIEW, Scope.READ}),
    "issuer": frozenset({Scope.APPROVE, Scope.ISSUE, Scope.REVOKE, Scope.READ}),
}
_NAMES = {
    "author": "Maja Kranjc, programska komisija",
    "reviewer": "dr. Aleš Zupan, presojevalec",
    "second reviewer": "mag. Barbara Žnidar, presojevalka",
    "issuer": "Referat za izdajo dokazil",
}
"""Who holds the key of a role: what the audit record shows its reader."""

PLAYS = {
    "review_body": ("reviewer", "second reviewer"),
    "school": ("author", "issuer"),
    "university": ("author", "issuer"),
}


@dataclass(frozen=True, slots=True)
class Cast:
    """Every key, by organisation and role."""

    organisations: dict[str, Organisation]
    keys: dict[tuple[str, str], MadeKey]

    def actor(self, organisation: str, role: str) -> Actor:
        """Give the caller that a key speaks for."""
        return self.keys[organisation, role].key.actor


def engage(services: Services) -> Cast:
    """Admit everybody and give them their keys and profiles."""
    told = read("cast.json")
    operator = found_operator(services, told["operator"]["name"])
    cast = Cast({}, {("operator", "admin"): operator})
    for name in ("review_body", "school", "university"):
        _admit(services, cast, name, told[name])
    return cast


def read(name: str) -> Any:  # noqa: ANN401 - JSON
    """Read a file of the demonstration."""
    return json.loads((resources.files("app.demo") / name).read_text(encoding="utf-8"))


def role_key(services: Services, admin: Actor, role: str) -> MadeKey:
    """Make the key of a role in the administrator's organisation."""
    wish = KeyWish(organisation_id=admin.organisation_id, name=_NAMES[role], scopes=_ROLES[role])
    return make_key(services, admin, wish, ONCE)


def keys_of_role(services: Services, organisation_id: str, role: str) -> list[ApiKey]:
    """Find the usable keys of a role."""
    now = services.clock.now()
    with services.database.read() as connection:
        keys = api_keys.listed(connection, organisation_id=organisation_id)
    name = _NAMES.get(role, role)
    return [key for key in keys if key.name == name and key.usable(now)]


def _admit(services: Services, cast: Cast, name: str, told: dict[str, Any]) -> None:
    judged_by = cast.organisations.get("review_body")
    wish = OrganisationWish(
        kind=OrganisationKind(told["kind"]),
        name=told["name"],
        review_body_id=judged_by.id if judged_by else None,
    )
    admitted = admit(services, cast.actor("operator", "admin"), wish, ONCE)
    cast.organisations[name] = admitted.organisation
    cast.keys[name, "admin"] = admitted.admin_key
    admin = cast.actor(name, "admin")
    for role in PLAYS[name]:
        cast.keys[name, role] = role_key(services, admin, role)
    if "profile" in told:
        made = make_profile(services, admin, {"name": told["name"], **told["profile"]}, ONCE)
        set_up_seal(services, admin, made.profile.id, DEMO_SEAL, ONCE)
