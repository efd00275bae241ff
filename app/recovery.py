"""What a crash left behind: intents that were never signed are finished, once only."""

from __future__ import annotations

import logging
from datetime import timedelta

from app.db import credentials
from app.issuing import finish, issuance_store
from app.services import Services
from issuer.errors import DomainError
from issuer.issuance import take_up
from issuer.model.organisation import Actor, Scope

LOG = logging.getLogger("dokazilo.recovery")

LEFT_ALONE_FOR = timedelta(minutes=1)
"""Another process may be at work on a younger intent."""

SERVICE = Actor(
    id="service",
    name="Dokazilo",
    organisation_id="service",
    scopes=frozenset({Scope.ISSUE, Scope.REVOKE}),
)
"""Named in the audit record for what the service finishes by itself."""


def finish_intents(services: Services, *, left_alone_for: timedelta = LEFT_ALONE_FOR) -> int:
    """Finish credentials intended but not issued; gives how many are issued now.

    One that cannot be finished stays as it is, is logged by id, and does not stop the others.
    """
    before = services.clock.now() - left_alone_for
    with services.database.read() as connection:
        unfinished = credentials.unfinished(connection, before)
    finished = 0
    for credential_id in unfinished:
        try:
            store = issuance_store(services, SERVICE)
            finish(services, store, take_up(store, credential_id))
            finished += 1
        except DomainError as error:
            LOG.error("credential %s cannot be finished: %s", credential_id, error.code)  # noqa: TRY400 - a trace could show data
    return finished
