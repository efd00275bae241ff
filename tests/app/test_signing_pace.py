"""A few changes are signed at once, a burst of them together."""

from app.signing_pace import APART, AT_ONCE, WINDOW, SigningPace


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        """Give the time in seconds."""
        return self.now


def test_the_first_changes_are_signed_at_once_and_the_next_a_little_later() -> None:
    clock = Clock()
    pace = SigningPace(clock=clock)
    for _ in range(AT_ONCE):
        assert pace.may_sign("list")
        pace.note("list")
    assert not pace.may_sign("list")
    assert pace.may_sign("another list")
    clock.now = APART - 0.01
    assert not pace.may_sign("list")
    clock.now = APART
    assert pace.may_sign("list")


def test_after_a_quiet_time_changes_are_signed_at_once_again() -> None:
    clock = Clock()
    pace = SigningPace(clock=clock)
    for _ in range(AT_ONCE):
        pace.note("list")
    clock.now = WINDOW
    for _ in range(AT_ONCE):
        assert pace.may_sign("list")
        pace.note("list")
    assert not pace.may_sign("list")


def test_an_hour_of_changes_costs_a_signature_every_few_seconds() -> None:
    clock = Clock()
    pace = SigningPace(clock=clock)
    signed = 0
    for _ in range(36_000):
        clock.now += 0.1
        if pace.may_sign("list"):
            pace.note("list")
            signed += 1

    assert signed <= 3600 * AT_ONCE / WINDOW + AT_ONCE
