"""A published programme version with its decisions, as the register shows it to machines."""

from app.db import organisations, profiles, register
from app.http.bodies.register import PublicVersion
from app.http.showing.register import public_version
from app.services import Services


def published_version(services: Services, programme_id: str, number: int) -> PublicVersion:
    """Give everything a published version says, in all its languages. Raises NotFound."""
    with services.database.read() as connection:
        version = register.published(connection, programme_id, number)
        deciders = {decision.organisation_id for decision in version.decisions}
        return public_version(
            version,
            profiles.by_id(connection, version.profile_id),
            numbers=register.published_numbers(connection, programme_id),
            names={each: organisations.get(connection, each).name for each in deciders},
            public_url=services.settings.public_url,
        )
