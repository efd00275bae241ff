"""The signed status lists that the world reads: signed when a bit changed, and not for each bit.

The same bits are published in two forms, each signed for itself: `app.list_forms`.
"""

from __future__ import annotations

import time
from functools import partial

from app.db.signing_turn import signing_turn, turn_in_process
from app.db.status_lists import Published
from app.list_forms import BITSTRING, ListForm
from app.list_times import SEEN_WITHIN, VALID_FOR
from app.services import Services

_PATIENCE = (0.02, 0.05, 0.1, 0.25, 0.5)
"""Seconds between the looks at a list that another is signing: mostly that takes a few
milliseconds, and whoever has just revoked something wants to see it."""


def current_list(services: Services, list_id: str, form: ListForm = BITSTRING) -> Published:
    """Give the signed list, signed anew when a bit changed or it grows old. Raises NotFound.

    Who finds that it has changed and that another is signing it for long, or that it was signed
    often just now, is given the one before, as long as that is valid.
    """
    shown = _at_hand(services, list_id, form) or _signed_in_turn(services, list_id, form)
    shown = shown or _waited_for(services, list_id, form)
    if shown is not None:
        return shown
    with services.database.read() as connection:
        shown = form.load(connection, list_id).published
    if shown is not None and _is_valid(services, shown):
        return shown
    # There is nothing to serve but what the other is signing.
    with signing_turn(services.database, form.turn(list_id), wait=True):
        return _at_hand(services, list_id, form) or _signed(services, list_id, form)


def recent_list(services: Services, list_id: str, form: ListForm = BITSTRING) -> Published:
    """Give the list as it was a moment ago. Raises NotFound."""
    return services.recent.recall(
        ("list", form.turn(list_id)), partial(current_list, services, list_id, form)
    )


def _at_hand(services: Services, list_id: str, form: ListForm) -> Published | None:
    """Give the published list, where it need not or must not be signed now."""
    with services.database.read() as connection:
        record = form.load(connection, list_id)
    shown = record.published
    if shown is None or not _is_valid(services, shown):
        return None
    is_soon = record.is_fresh(services.clock.now()) or not services.pace.may_sign(
        form.turn(list_id)
    )
    return shown if is_soon else None


def _waited_for(services: Services, list_id: str, form: ListForm) -> Published | None:
    """Give the list that another is signing, once that is done; one reader alone waits for it."""
    with turn_in_process((services.database, "reads", form.turn(list_id)), wait=False) as alone:
        for pause in _PATIENCE if alone else ():
            time.sleep(pause)
            shown = _at_hand(services, list_id, form) or _signed_in_turn(services, list_id, form)
            if shown is not None:
                return shown
    return None


def _signed_in_turn(services: Services, list_id: str, form: ListForm) -> Published | None:
    """Sign the list, unless another is signing it."""
    with signing_turn(services.database, form.turn(list_id), wait=False) as mine:
        if not mine:
            return None
        return _at_hand(services, list_id, form) or _signed(services, list_id, form)


def _is_valid(services: Services, shown: Published) -> bool:
    return services.clock.now() < shown.at + VALID_FOR - SEEN_WITHIN


def _signed(services: Services, list_id: str, form: ListForm) -> Published:
    """Sign the list as it stands, and keep that for serving."""
    published = form.sign(services, list_id)
    with services.database.write() as connection:
        form.save(connection, list_id, published)
    services.pace.note(form.turn(list_id))
    return published
