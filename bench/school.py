"""The school whose service is measured: a database with one approved programme and its keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.award_steps import Order
from app.clock import RandomIds, SystemClock
from app.db import profiles
from app.db.migrate import upgrade
from app.demo.cast import ONCE
from app.demo.story import Told, tell
from app.issuing import issue_at_once
from app.opening import open_services
from app.seals.making import retire_seal, seals_of
from app.services import Services
from bench.rows import name_of
from issuer.model.award import Learner, Result
from issuer.model.credential import Format
from tests.app.serving import settings_for

PUBLIC_URL = "http://localhost:8000"
"""Part of every badge: the same on whichever port a server listens."""
PROGRAMME = "3d-printing"
_DAY = date(2026, 6, 19)
_GRADES = ("zadostno", "dobro", "prav dobro", "odlično")


@dataclass(frozen=True, slots=True)
class School:
    """What a client of the service knows."""

    key: str
    """The issuer's API key."""
    programme: str
    credentials: tuple[bytes, ...]
    """Some that were issued already, as JSON."""


def found_school(database_url: str, credentials: int) -> School:
    """Migrate a database, tell the demonstration in it, and issue some credentials.

    The seal is retired: a sealed twin is measured by itself, not as a part of every badge.
    """
    upgrade(database_url)
    services = open_services(settings_for(database_url), clock=SystemClock(), ids=RandomIds())
    try:
        told = tell(services)
        _retire_seals(services, told)
        secret = told.cast.keys["school", "issuer"].secret
        if secret is None:
            raise ValueError("the demonstration's key has no secret")
        issued = _issued(services, told, credentials)
        return School(secret, told.programmes[PROGRAMME], tuple(issued))
    finally:
        services.database.close()


def order_of(programme: str, number: int) -> dict[str, Any]:
    """Give what is sent to have learner `number` issued a credential."""
    return {
        "programme": programme,
        "learner": {"name": name_of(number), "email": f"learner-{number}@sola.example"},
        "result": {"awarded_on": _DAY.isoformat(), "grade": _GRADES[number % len(_GRADES)]},
    }


def file_of(numbers: Sequence[int]) -> bytes:
    """Write the same of many learners as a school's file of results (CSV, Slovenian headings)."""
    lines = ["Ime in priimek;E-pošta;Datum dosežka;Ocena"]
    for number in numbers:
        order = order_of("", number)
        learner, result = order["learner"], order["result"]
        lines.append(f"{learner['name']};{learner['email']};{_DAY:%d.%m.%Y};{result['grade']}")
    return "\r\n".join([*lines, ""]).encode()


def _issued(services: Services, told: Told, count: int) -> list[bytes]:
    """Issue in process, to learners whom no later order names."""
    actor = told.cast.actor("school", "issuer")
    made = []
    for number in range(1, count + 1):
        asked = order_of(told.programmes[PROGRAMME], number)
        learner = Learner(
            id=services.ids.new_id(),
            organisation_id=actor.organisation_id,
            **asked["learner"] | {"email": f"earlier-{number}@sola.example"},
        )
        result = Result(awarded_on=_DAY, grade=asked["result"]["grade"])
        order = Order(
            programme_id=asked["programme"],
            version=None,
            learner=learner,
            result=result,
            language=None,
        )
        credential = issue_at_once(services, actor, order, ONCE).credential
        documents = {each.format: each.body for each in credential.documents}
        made.append(documents[Format.DATA_INTEGRITY])
    return made


def _retire_seals(services: Services, told: Told) -> None:
    admin = told.cast.actor("school", "admin")
    with services.database.read() as connection:
        own = [
            each
            for each in profiles.public(connection)
            if each.organisation_id == admin.organisation_id
        ]
    for profile in own:
        for each in seals_of(services, admin, profile.id).seals:
            retire_seal(services, admin, profile.id, each.id)
