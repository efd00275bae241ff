"""Seals for a demonstration that was told before there were any."""

from __future__ import annotations

import logging
from dataclasses import replace

from app.db import profiles, seals
from app.demo.cast import DEMO_SEAL, ONCE, PLAYS, read
from app.recovery import SERVICE
from app.seals.making import set_up_seal
from app.seals.sealing import seal_earlier
from app.services import Services
from issuer.errors import DomainError, NotFound
from issuer.model.organisation import Profile

LOG = logging.getLogger("dokazilo.demo")


def give_seals(services: Services) -> None:
    """Give each school of the demonstration its seal, and have its earlier badges sealed.

    A school that ever had a seal is left alone: retiring it was somebody's decision.
    """
    told = read("cast.json")
    for name in PLAYS:
        if "profile" in told[name]:
            _give_seal(services, told[name]["profile"]["slug"])


def _give_seal(services: Services, slug: str) -> None:
    found = _profile_without_seal(services, slug)
    if found is None:
        return
    clerk = replace(SERVICE, organisation_id=found.organisation_id)
    try:
        set_up_seal(services, clerk, found.id, DEMO_SEAL, ONCE)
        seal_earlier(services, clerk, found.id)
    except DomainError as error:  # somebody changed what the certificate would have to say
        LOG.warning("the profile %s gets no demonstration seal: %s", slug, error.code)


def _profile_without_seal(services: Services, slug: str) -> Profile | None:
    with services.database.read() as connection:
        try:
            profile = profiles.by_slug(connection, slug)
        except NotFound:
            return None
        return None if seals.of_profile(connection, profile.id) else profile
