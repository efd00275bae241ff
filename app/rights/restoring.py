"""After a backup was restored: erase again whom the journal knows as erased.

The other way round as well: what this machine's journal lacks is added from the database, so that
each of several machines has all of it.
"""

from __future__ import annotations

import logging

from app.db import erasures
from app.rights.erasing import erase, journal_of
from app.rights.erasure import AskedBy
from app.rights.journal import Entry
from app.services import Services
from issuer.errors import NotFound, WrongState

LOG = logging.getLogger("dokazilo.rights")


def keep_erased(services: Services) -> int:
    """Bring database and journal together; give how many learners had to be erased again."""
    journal = journal_of(services)
    with services.database.read() as connection:
        done = {each.learner_id: each for each in erasures.all_of(connection)}
    written = {entry.learner_id: entry for entry in journal.entries()}
    again = sum(_erase_again(services, each) for each in written.keys() - done.keys())
    for learner_id, each in done.items():
        if learner_id not in written:
            entry = Entry(each.id, learner_id, each.organisation_id, each.erased_at)
            journal.append(entry)
    if again:
        LOG.warning("%d learners were erased again: this database is older than that", again)
    return again


def _erase_again(services: Services, learner_id: str) -> bool:
    try:
        erase(services, learner_id, AskedBy.JOURNAL)
    except NotFound:  # this database is older than the learner, or another one
        return False
    except WrongState:  # a file that names them is being worked on: at the next round
        return False
    return True
