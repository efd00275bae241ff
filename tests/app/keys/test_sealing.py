"""app.keys.sealing: what is closed opens in its own place, whole, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.keys.sealing import Seal, SealBroken, vault

KEY = bytes(range(32))
PLACE = "learners/1/personal"
PLAIN = b"Ana"


@given(plain=st.binary(max_size=200), place=st.text(max_size=20))
def test_what_is_closed_opens(plain: bytes, place: str) -> None:
    seal = Seal(KEY)
    assert seal.open(seal.close(plain, place=place), place=place) == plain


def test_the_same_value_never_looks_the_same() -> None:
    assert len({Seal(KEY).close(PLAIN, place=PLACE) for _ in range(50)}) == 50


def test_a_sealed_value_says_how_it_was_sealed() -> None:
    sealed = Seal(KEY).close(PLAIN, place=PLACE)
    assert sealed[0] == 1
    assert len(sealed) == 1 + 12 + len(PLAIN) + 16


@pytest.mark.parametrize("place", ["", "learners/2/personal", "learners/1/data_key", PLACE + "x"])
def test_it_does_not_open_in_another_place(place: str) -> None:
    sealed = Seal(KEY).close(PLAIN, place=PLACE)
    with pytest.raises(SealBroken):
        Seal(KEY).open(sealed, place=place)


def test_every_flipped_bit_is_noticed() -> None:
    sealed = Seal(KEY).close(PLAIN, place=PLACE)
    for index in range(len(sealed)):
        for bit in range(8):
            flipped = bytearray(sealed)
            flipped[index] ^= 1 << bit
            with pytest.raises(SealBroken):
                Seal(KEY).open(bytes(flipped), place=PLACE)


@pytest.mark.parametrize("length", [0, 1, 12, 13, 28])
def test_what_is_cut_off_does_not_open(length: int) -> None:
    sealed = Seal(KEY).close(PLAIN, place=PLACE)[:length]
    with pytest.raises(SealBroken):
        Seal(KEY).open(sealed, place=PLACE)


def test_another_key_does_not_open() -> None:
    sealed = Seal(KEY).close(PLAIN, place=PLACE)
    with pytest.raises(SealBroken) as broken:
        Seal(KEY[::-1]).open(sealed, place=PLACE)
    assert PLAIN.decode() not in str(broken.value)


def test_a_data_key_opens_through_its_own_vault_alone() -> None:
    first, second = vault(KEY), vault(KEY[::-1])
    sealed_key = first.new_data_key(place="learners/1/data_key")
    closed = first.data_seal(sealed_key, place="learners/1/data_key").close(PLAIN, place=PLACE)
    again = vault(KEY).data_seal(sealed_key, place="learners/1/data_key")
    assert again.open(closed, place=PLACE) == PLAIN
    with pytest.raises(SealBroken):
        second.data_seal(sealed_key, place="learners/1/data_key")


def test_every_data_key_is_another() -> None:
    opened = vault(KEY)
    keys = {opened.open(opened.new_data_key(place="p"), place="p") for _ in range(20)}
    assert len(keys) == 20
    assert {len(key) for key in keys} == {32}


def test_a_lookup_finds_the_same_and_nothing_else() -> None:
    opened = vault(KEY)
    ours = opened.lookup("ana@posta.example", purpose="a/email")
    assert ours == vault(KEY).lookup("ana@posta.example", purpose="a/email")
    assert ours != opened.lookup("ana@posta.example", purpose="b/email")
    assert ours != opened.lookup("bor@posta.example", purpose="a/email")
    assert ours != vault(KEY[::-1]).lookup("ana@posta.example", purpose="a/email")


def test_no_key_shows_itself() -> None:
    opened = vault(KEY)
    shown = repr(opened) + repr(Seal(KEY)) + str(opened)
    assert KEY.hex() not in shown
    assert repr(KEY) not in shown
    assert repr(opened.check_value) not in shown


def test_the_check_value_tells_master_keys_apart() -> None:
    assert vault(KEY).check_value == vault(KEY).check_value
    assert vault(KEY).check_value != vault(KEY[::-1]).check_value


@pytest.mark.parametrize("length", [0, 16, 31, 33])
def test_a_master_key_of_another_length_is_refused(length: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        vault(bytes(length))
