"""app.claims.codes and its sheet: paper in the hands of a class."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta

import pypdf
import pytest

from app.claims.claim_code import read_code
from app.claims.codes import ClaimSheet, claim_of_code, issued_of_batch, sheet_of
from app.claims.giving import ClaimWish, end_claim, give_claim
from app.claims.sheet_setting import set_sheet
from app.services import Services
from issuer.errors import InvalidContent, NotFound
from tests.app.db.school import OTHER_SCHOOL_ID, School, SteppedClock
from tests.app.db.test_personal_data import stored
from tests.issuer.examples import ISSUER, LEARNER, NOW

SOMEBODY = "0b5f2a10-0000-4000-8000-00000000000f"


def code_of(sheet: ClaimSheet) -> str:
    code = read_code(sheet.claims[0].code)
    assert code is not None
    return code


def test_a_code_leads_to_the_claim_for_a_year(
    services: Services, school: School, clock: SteppedClock
) -> None:
    credential_id = school.issued().id
    sheet = sheet_of(services, ISSUER, [credential_id, credential_id])
    [slip] = sheet.claims
    assert slip.name == LEARNER.name
    assert claim_of_code(services, code_of(sheet)).url == slip.url
    assert code_of(sheet) not in stored(school).decode(errors="replace")
    clock.moment = NOW + timedelta(days=365)
    with pytest.raises(NotFound):
        claim_of_code(services, code_of(sheet))


def test_a_new_sheet_a_new_link_and_an_end_each_end_the_code(
    services: Services, school: School
) -> None:
    credential_id = school.issued().id
    first = sheet_of(services, ISSUER, [credential_id])
    second = sheet_of(services, ISSUER, [credential_id])
    give_claim(services, ISSUER, credential_id, ClaimWish(renew=True))
    third = sheet_of(services, ISSUER, [credential_id])
    end_claim(services, ISSUER, credential_id)
    for sheet in (first, second, third):
        with pytest.raises(NotFound):
            claim_of_code(services, code_of(sheet))
    last = sheet_of(services, ISSUER, [credential_id])
    assert claim_of_code(services, code_of(last)).is_open(NOW)


def test_a_sheet_is_for_ones_own_and_for_not_too_many(services: Services, school: School) -> None:
    credential_id = school.issued().id
    with pytest.raises(NotFound):
        sheet_of(services, replace(ISSUER, organisation_id=OTHER_SCHOOL_ID), [credential_id])
    for many in ([], [str(number) for number in range(401)]):
        with pytest.raises(InvalidContent):
            sheet_of(services, ISSUER, many)
    with pytest.raises(NotFound):
        issued_of_batch(services, ISSUER, SOMEBODY)


def test_eight_slips_fill_a_page_also_with_letters_from_far_away(
    services: Services, school: School
) -> None:
    [slip] = sheet_of(services, ISSUER, [school.issued().id]).claims
    slips = (slip, *(replace(slip, name=f"李明 {number}") for number in range(8)))
    for language, word in (("sl", "Poskenirajte"), ("en", "Scan the code")):
        sheet = ClaimSheet({"sl": "Šola Kranj"}, slips)
        made = set_sheet(sheet, language, public_url="https://dokazilo.example", made_at=NOW)
        read = pypdf.PdfReader(io.BytesIO(made))
        assert len(read.pages) == 2
        page = read.pages[0].extract_text()
        for told in ("Šola Kranj", LEARNER.name, slip.code, "dokazilo.example/claim", word):
            assert told in page
    plain = set_sheet(
        ClaimSheet({"sl": "Šola"}, (slip,)), "sl", public_url="https://d.example", made_at=NOW
    )
    assert b"pdfuaid" in plain
