"""app.clock: time with a zone, ids and tokens that do not repeat."""

from datetime import UTC

from app.clock import Clock, Ids, RandomIds, SystemClock


def test_now_is_in_utc_and_goes_on() -> None:
    clock: Clock = SystemClock()
    first, second = clock.now(), clock.now()
    assert first.tzinfo is UTC
    assert first <= second


def test_ids_and_tokens_do_not_repeat() -> None:
    ids: Ids = RandomIds()
    assert len({ids.new_id() for _ in range(100)}) == 100
    assert len({ids.new_token() for _ in range(100)}) == 100
    assert len(ids.new_id()) == 36
    assert len(ids.new_token()) == 43


def test_every_place_can_be_drawn_and_none_beyond() -> None:
    ids: Ids = RandomIds()
    assert {ids.random_index(3) for _ in range(200)} == {0, 1, 2}
