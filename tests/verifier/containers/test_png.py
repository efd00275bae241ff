"""Baked PNG pictures: the chunk's form, its checksum, and nothing believed of the rest."""

import struct
import zlib

import pytest

from tests.verifier.containers.making import (
    BADGE,
    KEYWORD,
    TOKEN,
    chunk,
    code_of,
    itxt,
    png,
)
from verifier.containers.png import read_png


def test_the_text_is_given_byte_for_byte() -> None:
    assert read_png(png(itxt(BADGE))).secured == BADGE
    assert read_png(png(itxt(TOKEN))).secured == TOKEN


def test_language_and_translated_keyword_may_be_there() -> None:
    content = KEYWORD + b"\0\0\0sl-SI\0zna\xc4\x8dka\0" + BADGE
    assert read_png(png(chunk(b"iTXt", content))).secured == BADGE


def test_other_texts_are_passed_over() -> None:
    others = chunk(b"tEXt", b"Software\0paint"), itxt(b"x", b"comment"), chunk(b"iTXt", b"no zero")
    carried = read_png(png(*others, itxt(BADGE)))
    assert (carried.secured, carried.others) == (BADGE, 0)


def test_a_plain_text_chunk_is_read_too() -> None:
    assert read_png(png(chunk(b"tEXt", KEYWORD + b"\0" + TOKEN))).secured == TOKEN


def test_a_record_of_learning_is_taken_too() -> None:
    assert read_png(png(itxt(BADGE, b"clrcredential"))).secured == BADGE


def test_the_first_of_several_is_taken_and_the_others_counted() -> None:
    carried = read_png(png(itxt(TOKEN), itxt(BADGE), itxt(BADGE)))
    assert (carried.secured, carried.others) == (TOKEN, 2)


def test_a_badge_of_3_0_comes_before_one_of_2_0() -> None:
    old = itxt(b"https://school.example/1", b"openbadges")
    assert read_png(png(old, itxt(BADGE))).secured == BADGE
    alone = read_png(png(old))
    assert (alone.secured, alone.is_open_badges_2) == (b"https://school.example/1", True)


def test_what_was_cut_off_after_the_credential_does_not_matter() -> None:
    assert read_png(png(itxt(BADGE))[:-12]).secured == BADGE


@pytest.mark.parametrize("flags", [b"\2\0", b"\0\1", b"\1\1"])
def test_unknown_flags_are_damage(flags: bytes) -> None:
    assert code_of(read_png, png(itxt(BADGE, flags=flags))) == "CONTAINER_DAMAGED"


def test_a_header_without_its_zeros_is_damage() -> None:
    assert code_of(read_png, png(chunk(b"iTXt", KEYWORD + b"\0\0\0sl"))) == "CONTAINER_DAMAGED"


@pytest.mark.parametrize("packed", [b"", b"no zlib", zlib.compress(BADGE)[:-5]])
def test_a_broken_compressed_text_is_damage(packed: bytes) -> None:
    assert code_of(read_png, png(itxt(packed, flags=b"\1\0"))) == "CONTAINER_DAMAGED"


def test_a_wrong_checksum_is_damage() -> None:
    wrong = bytearray(png(itxt(BADGE)))
    wrong[wrong.index(b"Open")] ^= 1
    assert code_of(read_png, bytes(wrong)) == "CONTAINER_DAMAGED"


@pytest.mark.parametrize("length", [0x7FFF_FFFF, 0xFFFF_FFFF, 1_000_000])
def test_a_chunk_longer_than_the_file_ends_the_reading(length: int) -> None:
    picture = png()[:33] + struct.pack(">I", length) + b"iTXt" + KEYWORD + b"\0" + BADGE
    assert code_of(read_png, picture) == "CONTAINER_DAMAGED"


def test_every_cut_is_damage_or_harmless() -> None:
    whole = png(itxt(b"{}"))
    after = whole.index(b"IEND") - 4
    for cut in range(8, after):
        assert code_of(read_png, whole[:cut]) == "CONTAINER_DAMAGED"
    assert read_png(whole[:after]).secured == b"{}"


def test_no_chunk_is_no_credential() -> None:
    assert code_of(read_png, png()) == "CONTAINER_EMPTY"
