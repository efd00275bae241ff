"""The outbox: what follows from a change, delivered at least once; doing it twice does no harm."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta

from app.credential_status import revoke_superseded
from app.db import credentials, outbox
from app.db.outbox import Message, Topic
from app.publishing import current_list
from app.recovery import SERVICE
from app.seals.sealing import seal_credential, seal_some
from app.services import Services

LOG = logging.getLogger("dokazilo.outbox")

_FIRST_WAIT = timedelta(seconds=10)
_LONGEST_WAIT = timedelta(hours=6)
_MOST_DOUBLINGS = 12


def deliver(services: Services) -> int:
    """Deliver what is due; gives how many messages were. A failed one comes back later."""
    with services.database.read() as connection:
        if outbox.pending(connection, limit=1) == 0:
            return 0  # reading is free, taking is a write
    with services.database.write() as connection:
        messages = outbox.take_due(connection, now=services.clock.now())
    return sum(_deliver_one(services, message) for message in messages)


def waiting_time(attempts: int) -> timedelta:
    """Wait twice as long after each failed attempt, up to some hours."""
    doubled: timedelta = _FIRST_WAIT * 2 ** min(attempts - 1, _MOST_DOUBLINGS)
    return min(doubled, _LONGEST_WAIT)


def _deliver_one(services: Services, message: Message) -> bool:
    try:
        _HANDLERS[message.topic](services, message)
    except Exception as error:  # noqa: BLE001 - whatever it is, the message is not lost
        LOG.warning("message %d failed: %s", message.id, type(error).__qualname__)
        again = services.clock.now() + waiting_time(message.attempts)
        with services.database.write() as connection:
            outbox.retry(connection, message.id, at=again)
        return False
    with services.database.write() as connection:
        outbox.done(connection, message.id, now=services.clock.now())
    return True


def _withdraw_what_it_corrects_and_seal(services: Services, message: Message) -> None:
    with services.database.read() as connection:
        credential = credentials.by_id(connection, services.vault, message.subject_id)
    revoke_superseded(services, SERVICE, credential)
    _seal(services, message)


def _seal(services: Services, message: Message) -> None:
    """Give the badge its European twin, where its profile has a seal; it may have it already."""
    seal_credential(services, SERVICE, message.subject_id)


def _seal_earlier(services: Services, message: Message) -> None:
    """Seal the next of a profile's earlier badges, and owe the rest to the next delivery."""
    seal_some(services, SERVICE, message.subject_id, after=message.payload.get("after", ""))


def _publish_its_lists(services: Services, message: Message) -> None:
    """Sign the lists ahead, so that no reader has to wait for it."""
    with services.database.read() as connection:
        credential = credentials.by_id(connection, services.vault, message.subject_id)
    for entry in credential.entries:
        current_list(services, entry.list_id)


def _nothing_follows(services: Services, message: Message) -> None:
    """Subscribers to a change of the register come later."""


_HANDLERS: dict[Topic, Callable[[Services, Message], None]] = {
    Topic.CREDENTIAL_ISSUED: _withdraw_what_it_corrects_and_seal,
    Topic.PROFILE_TO_SEAL: _seal_earlier,
    Topic.CREDENTIAL_STATUS_CHANGED: _publish_its_lists,
    Topic.PROGRAMME_APPROVED: _nothing_follows,
    Topic.PROGRAMME_RETIRED: _nothing_follows,
}
