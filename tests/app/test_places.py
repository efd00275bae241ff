"""Places are handed out without waiting, and never all of them to one client."""

from contextlib import ExitStack
from contextvars import copy_context

import pytest

from app.client import CLIENT
from app.places import Places, TooBusy


def test_one_client_never_has_all_places() -> None:
    copy_context().run(story)


def story() -> None:
    places = Places(4, per_client=3)
    with ExitStack() as held:
        noted = CLIENT.set("greedy")
        for _ in range(3):
            held.enter_context(places.one())
        with pytest.raises(TooBusy):
            held.enter_context(places.one())
        CLIENT.reset(noted)
        CLIENT.set("honest")
        held.enter_context(places.one())
        with pytest.raises(TooBusy):
            held.enter_context(places.one())
    with places.one():
        pass
