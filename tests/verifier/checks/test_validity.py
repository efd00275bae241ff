"""The validity period: two findings, always."""

from datetime import timedelta

import pytest

from tests.verifier.makers import NOW, badge, causes, judged, jwt
from verifier import Outcome
from verifier.checks.validity import check_validity


@pytest.mark.parametrize(
    ("start", "end", "codes"),
    [
        (None, None, [None, None]),
        ("2026-06-01T12:00:00Z", "2026-06-01T12:00:00Z", [None, None]),
        ("2026-06-01T12:00:01Z", None, ["NOT_YET_VALID", None]),
        ("2026-01-01T00:00:00Z", "2026-06-01T11:59:59Z", [None, "EXPIRED"]),
        ("2026-06-01T14:00:01+02:00", None, ["NOT_YET_VALID", None]),
        ("2026-02-01T00:00:00Z", "2026-01-01T00:00:00Z", [None, "VALIDITY_REVERSED"]),
        ("2026-01-01", None, ["DATE_MALFORMED", None]),
        (None, "2026-01-01T00:00:00", [None, "DATE_MALFORMED"]),
        (None, 5, [None, "DATE_MALFORMED"]),
    ],
)
def test_the_period(start: object, end: object, codes: list[str | None]) -> None:
    members = {"validFrom": start, "validUntil": end}
    document = {name: value for name, value in members.items() if value is not None}
    findings = check_validity(document, NOW)
    assert [f.check for f in findings] == ["validFrom", "validUntil"]
    assert [f.problem.code if f.problem else None for f in findings] == codes


def test_the_dates_are_told() -> None:
    document = {"validFrom": "2026-01-01T00:00:00Z"}
    start, end = check_validity(document, NOW + timedelta(days=1))
    assert start.params == {"date": "2026-01-01T00:00:00+00:00"}
    assert (end.params, end.outcome) == ({}, Outcome.PASSED)


def test_a_malformed_date_does_not_pass_in_a_token_either() -> None:
    assert "validFrom failed DATE_MALFORMED" in causes(judged(jwt(badge(validFrom="soon"))))
