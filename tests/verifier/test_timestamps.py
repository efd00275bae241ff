"""Points in time: an offset is mandatory, and there is no 31 February."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.timestamps import MalformedTimestamp, read_timestamp


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-01-15T09:00:00Z", datetime(2026, 1, 15, 9, tzinfo=UTC)),
        ("2026-01-15t09:00:00z", datetime(2026, 1, 15, 9, tzinfo=UTC)),
        ("2026-01-15T09:00:00+02:00", datetime(2026, 1, 15, 7, tzinfo=UTC)),
        ("2026-01-15T09:00:00.5-01:30", datetime(2026, 1, 15, 10, 30, 0, 500_000, UTC)),
        ("2026-01-15T09:00:00.123456789Z", datetime(2026, 1, 15, 9, 0, 0, 123_456, UTC)),
    ],
)
def test_points_in_time_are_read(text: str, expected: datetime) -> None:
    assert read_timestamp(text) == expected


@pytest.mark.parametrize(
    "value",
    [
        None, 5, True, [], "", "2026-01-15", "2026-01-15T09:00:00", "2026-02-31T09:00:00Z",
        "2026-01-15 09:00:00Z", "2026-01-15T09:00Z", "2026-01-15T25:00:00Z", "0000-01-01T00:00:00Z",
        "2026-01-15T09:00:00Zx", " 2026-01-15T09:00:00Z", "2026-01-15T09:00:00+2:00",
        "0001-01-01T00:00:00+14:00", "12026-01-15T09:00:00Z", "\uff12026-01-15T09:00:00Z",
    ],
)  # fmt: skip
def test_other_values_are_refused(value: object) -> None:
    with pytest.raises(MalformedTimestamp):
        read_timestamp(value)


def test_a_proof_may_leave_the_offset_out() -> None:
    read = read_timestamp("2026-01-15T09:00:00", assume_utc=True)
    assert read == datetime(2026, 1, 15, 9, tzinfo=UTC)


@given(st.datetimes(timezones=st.just(UTC)))
def test_what_is_written_is_read_back(moment: datetime) -> None:
    assert read_timestamp(moment.isoformat()) == moment
