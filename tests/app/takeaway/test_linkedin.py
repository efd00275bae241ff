"""LinkedIn's link says what LinkedIn's form asks for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from urllib.parse import parse_qsl, urlsplit

from app.takeaway.linkedin import linkedin_url
from issuer.model.award import Result
from tests.issuer.examples import HEAT_PUMPS, SCHOOL, material
from tests.issuer.test_standing import credential

PAGE = "https://dokazilo.example/s/abc"


def asked(url: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(url).query, strict_parsing=True))


def test_everything_is_filled_in() -> None:
    award = replace(material(HEAT_PUMPS).award, result=Result(awarded_on=date(2025, 7, 4)))
    content = replace(HEAT_PUMPS, title={"sl": "Črpalke & hlajenje"})
    given = credential(prepared=b'{"validUntil":"2028-02-29T23:30:00Z"}')
    url = linkedin_url(given, award, content, SCHOOL, PAGE)
    assert url.startswith("https://www.linkedin.com/profile/add?startTask=CERTIFICATION_NAME&")
    assert asked(url) == {
        "startTask": "CERTIFICATION_NAME",
        "name": "Črpalke & hlajenje",
        "organizationName": SCHOOL.name["sl"],
        "issueYear": "2025",
        "issueMonth": "7",
        "expirationYear": "2028",
        "expirationMonth": "3",  # in Ljubljana it is March by then
        "certUrl": PAGE,
        "certId": given.id,
    }


def test_what_never_ends_has_no_end() -> None:
    award = material(HEAT_PUMPS).award
    url = linkedin_url(credential(prepared=b"{}"), award, HEAT_PUMPS, SCHOOL, PAGE)
    assert not {"expirationYear", "expirationMonth"} & set(asked(url))
