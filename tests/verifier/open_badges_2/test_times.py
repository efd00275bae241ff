"""ISO 8601 as issuers of Open Badges 2.0 write it."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.verifier.makers import NOW
from verifier.open_badges_2.times import check_times, read_time
from verifier.timestamps import MalformedTimestamp

MARCH = datetime(2019, 3, 1, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    [
        *("2019-03-01T09:00:00Z", "2019-03-01T10:00:00+01:00", "2019-03-01T10:00:00+0100"),
        *("2019-03-01T10:00+01", "2019-03-01T09:00Z", "2019-03-01t09:00:00.000000z"),
    ],
)
def test_seconds_and_the_colon_may_be_missing(written: str) -> None:
    assert read_time(written) == MARCH


@pytest.mark.parametrize(
    "written", [None, 1551430800, "", "2019-03-01", "2019-03-01T09:00:00", "2019-02-30T09:00:00Z"]
)
def test_the_day_the_time_and_the_time_zone_may_not(written: object) -> None:
    with pytest.raises(MalformedTimestamp):
        read_time(written)


@pytest.mark.parametrize(
    ("members", "codes"),
    [
        ({"issuedOn": "2019-03-01T09:00:00Z"}, [None, None]),
        ({"issuedOn": (NOW + timedelta(days=1)).isoformat()}, ["NOT_YET_VALID", None]),
        (
            {"issuedOn": "2019-03-01T09:00:00Z", "expires": "2020-01-01T00:00:00Z"},
            [None, "EXPIRED"],
        ),
        ({"expires": "soon"}, ["DATE_MALFORMED", "DATE_MALFORMED"]),
    ],
)
def test_a_badge_is_in_its_time_or_not(members: dict[str, str], codes: list[str | None]) -> None:
    found = [finding.problem and finding.problem.code for finding in check_times(members, NOW)]
    assert found == codes
