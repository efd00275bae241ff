"""The outbox: what follows from a change, delivered at least once; doing it twice does no harm."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from app.backing_off import waiting_time
from app.credential_status import revoke_superseded
from app.db import credentials, outbox
from app.db.outbox import Message, Topic
from app.list_publishing import current_list
from app.recovery import SERVICE
from app.seals.sealing import seal_credentials, seal_some
from app.services import Services

_Act: TypeAlias = Callable[[Services, Message], None]

LOG = logging.getLogger("dokazilo.outbox")


def deliver(services: Services) -> int:
    """Deliver what is due; gives how many messages were. A failed one comes back later."""
    with services.database.read() as connection:
        if outbox.pending(connection, limit=1) == 0:
            return 0  # reading is free, taking is a write
    now = services.clock.now()
    with services.database.write() as connection:
        settled = outbox.settle_issued(connection, now=now)
        messages = outbox.take_due(connection, now=now)
    issued = [each for each in messages if each.topic is Topic.CREDENTIAL_ISSUED]
    others = [each for each in messages if each.topic is not Topic.CREDENTIAL_ISSUED]
    return (
        settled
        + _deliver_issued(services, issued)
        + sum(_deliver_one(services, message) for message in others)
    )


def _deliver_one(services: Services, message: Message) -> bool:
    if not _tried(services, message, _HANDLERS[message.topic]):
        return False
    _report(services, [message])
    return True


def _deliver_issued(services: Services, messages: Sequence[Message]) -> int:
    """Withdraw what badges correct, and give them their European twins, many at a time.

    A badge may have its twin already, and one that cannot have one now does not stop the others.
    """
    withdrawn = [each for each in messages if _tried(services, each, _withdraw_what_it_corrects)]
    if not withdrawn:
        return 0
    failed: Mapping[str, Exception]
    try:
        failed = seal_credentials(services, SERVICE, [each.subject_id for each in withdrawn])
    except Exception as error:  # noqa: BLE001 - whatever it is, no message is lost
        failed = {each.subject_id: error for each in withdrawn}
    for message in withdrawn:
        if message.subject_id in failed:
            _try_again(services, message, failed[message.subject_id])
    delivered = [each for each in withdrawn if each.subject_id not in failed]
    _report(services, delivered)
    return len(delivered)


def _tried(services: Services, message: Message, act: _Act) -> bool:
    try:
        act(services, message)
    except Exception as error:  # noqa: BLE001 - whatever it is, the message is not lost
        _try_again(services, message, error)
        return False
    return True


def _report(services: Services, messages: Sequence[Message]) -> None:
    with services.database.write() as connection:
        outbox.done(connection, [each.id for each in messages], now=services.clock.now())


def _try_again(services: Services, message: Message, error: Exception) -> None:
    LOG.warning("message %d failed: %s", message.id, type(error).__qualname__)
    again = services.clock.now() + waiting_time(message.attempts)
    with services.database.write() as connection:
        outbox.retry(connection, message.id, at=again)


def _withdraw_what_it_corrects(services: Services, message: Message) -> None:
    with services.database.read() as connection:
        credential = credentials.by_id(connection, services.vault, message.subject_id)
    revoke_superseded(services, SERVICE, credential)


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


_HANDLERS: dict[Topic, _Act] = {
    Topic.PROFILE_TO_SEAL: _seal_earlier,
    Topic.CREDENTIAL_STATUS_CHANGED: _publish_its_lists,
    Topic.PROGRAMME_APPROVED: _nothing_follows,
    Topic.PROGRAMME_RETIRED: _nothing_follows,
}
