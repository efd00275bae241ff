"""app.db.words: what counts as the same word."""

import pytest

from app.db.words import LONGEST_WORD, folded, words


@pytest.mark.parametrize(
    ("written", "found_by"),
    [
        ("Čebelarstvo", "cebelarstvo"),
        ("ŽIVLJENJE", "zivljenje"),
        ("đak", "dak"),
        ("Straße", "strasse"),
        ("ﬁzika", "fizika"),
        ("e\u0301tude", "etude"),
    ],
)
def test_case_and_accents_do_not_matter(written: str, found_by: str) -> None:
    assert folded(written) == found_by


def test_words_are_told_apart_by_what_is_no_letter_or_digit() -> None:
    assert words("C++, UI/UX (2026)", "snake_case") == {"c", "ui", "ux", "2026", "snake", "case"}


def test_nothing_gives_no_words() -> None:
    assert words("", "- / !") == frozenset()


def test_an_endless_word_is_cut() -> None:
    assert words("a" * 1000) == {"a" * LONGEST_WORD}


def test_a_character_that_no_database_takes_is_no_part_of_a_word() -> None:
    assert words("a\0b") == {"a", "b"}
