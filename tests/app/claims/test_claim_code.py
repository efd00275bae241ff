"""app.claims.claim_code: codes that survive being typed, and never survive a slip."""

from __future__ import annotations

import random

import pytest

from app.claims.claim_code import ALPHABET, new_code, read_code, written

CODES = [new_code(random.Random(seed).randrange) for seed in range(200)]  # noqa: S311 - a test's


def test_a_code_is_twelve_characters_that_nobody_mistakes() -> None:
    assert {len(code) for code in CODES} == {12}
    assert set("".join(CODES)) == set(ALPHABET)
    assert not set("ILOU") & set(ALPHABET)
    assert len(set(CODES)) == len(CODES)
    assert all(read_code(code) == code for code in CODES)


def test_a_known_code() -> None:
    """2 ** 21 is 2 times 32 ** 4, and 29 more than a multiple of 37."""
    assert new_code(lambda _: 2**21) == "00000020000" + "X"


@pytest.mark.parametrize("typed", ["{0}", " {0} ", "{1}", "{2}", "{3}", "{4}"], ids=range(6))
def test_it_is_read_however_it_is_written(typed: str) -> None:
    for code in CODES:
        as_seen = code.replace("0", "O").replace("1", "l")
        forms = (code, written(code), written(code).lower(), as_seen, " ".join(written(code)))
        assert read_code(typed.format(*forms)) == code


def test_no_wrong_character_and_no_exchange_passes() -> None:
    for code in CODES[:40]:
        for place, right in enumerate(code):
            for wrong in ALPHABET:
                if wrong != right:
                    assert read_code(code[:place] + wrong + code[place + 1 :]) is None
            swapped = code[:place] + code[place : place + 2][::-1] + code[place + 2 :]
            assert (read_code(swapped) is None) == (swapped != code)


@pytest.mark.parametrize("typed", ["", "-", "ABCD", "U" * 12, "*" * 12, "🙂" * 12, "0" * 10_000])
def test_what_is_no_code_is_none(typed: str) -> None:
    assert read_code(typed) is None


def test_a_check_that_would_be_a_sign_is_not_drawn() -> None:
    drawn = iter([33, 36, 37 * 3])
    assert new_code(lambda _: next(drawn)) == "0000000003F" + "0"
