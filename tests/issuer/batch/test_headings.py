"""Columns are known by Slovenian and English headings, however they are written."""

from __future__ import annotations

import pytest

from issuer.batch.faults import UnreadableTable
from issuer.batch.fields import FIELDS, fields_of
from issuer.batch.headings import is_heading_row, map_columns, names_of, plain
from issuer.model.programme import Assessment, GradeType, GradingScale, ProgrammeContent


def meant(*headings: str) -> list[str | None]:
    return [column.field for column in map_columns(headings, FIELDS, {})]


def test_case_diacritics_and_punctuation_do_not_count() -> None:
    assert plain(" E-POŠTA: ") == plain("e_posta") == "e posta"
    assert plain("Đorđe") == "dorde"
    assert meant("PRIIMEK", "e-posta", "Datum  rojstva", "holder_did", "Kabinet") == [
        "family_name",
        "email",
        "date_of_birth",
        "holder_did",
        None,
    ]


def test_a_given_name_alone_is_the_whole_name() -> None:
    assert meant("Ime", "E-pošta") == ["name", "email"]
    assert meant("Ime", "Priimek") == ["given_name", "family_name"]


def test_an_assessment_does_not_take_the_name_of_a_field() -> None:
    graded = Assessment(
        id="izpit",
        title={"sl": "Ocena", "en": "Exam"},
        grading=GradingScale(type=GradeType.PERCENT, minimum="0", maximum="100"),
    )
    names = names_of(fields_of(ProgrammeContent(assessments=(graded,))), {})
    assert names["ocena"] == "grade"
    assert names["grade exam"] == names["izpit"] == "assessment:izpit"


def test_no_two_fields_of_ours_share_a_heading() -> None:
    said = [
        (plain(word), field.name)
        for field in FIELDS
        for word in {field.name, *field.also, *field.heading.values()}
    ]
    assert len({word for word, _ in said}) == len(set(said))


def test_one_known_word_is_a_title_and_two_are_headings() -> None:
    names = names_of(FIELDS, {"Kontakt": "email"})
    assert not is_heading_row(["Rezultat", "", ""], names)
    assert is_heading_row(["Ime", "Kontakt"], names)


def test_two_columns_of_one_meaning_are_refused() -> None:
    with pytest.raises(UnreadableTable) as refusal:
        meant("E-pošta", "Email")
    assert refusal.value.fault.code == "FIELD_TWICE"
    columns = map_columns(["E-pošta", "Email"], FIELDS, {"Email": None})
    assert [column.field for column in columns] == ["email", None]
