"""Status lists: bit order, the known mistakes of the field, bombs."""

import base64
import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.inflating import MalformedStatusList
from verifier.status_list import MINIMUM_ENTRIES, StatusList

VECTORS = json.loads(
    (Path(__file__).parents[1] / "vectors/verifier/status-lists.json").read_text(encoding="utf-8")
)
MIB = 1024 * 1024


def encoded(data: bytes) -> str:
    return "u" + base64.urlsafe_b64encode(data).rstrip(b"=").decode()


@pytest.mark.parametrize("vector", VECTORS["readable"], ids=lambda vector: str(vector["name"]))
def test_bits_are_counted_from_the_left(vector: dict[str, Any]) -> None:
    status_list = StatusList.decode(vector["encodedList"], MIB)
    assert status_list.length == vector["length"]
    found = [i for i in range(status_list.length) if status_list.get(i)]
    assert found == vector["set"]


@pytest.mark.parametrize("vector", VECTORS["refused"], ids=lambda vector: str(vector["name"]))
def test_malformed_lists_are_refused(vector: dict[str, Any]) -> None:
    with pytest.raises(MalformedStatusList, match=vector["reason"]):
        StatusList.decode(vector["encodedList"], MIB)


def test_the_same_bits_give_the_same_text() -> None:
    once = StatusList.empty().with_status(94_567, value=True)
    again = StatusList.empty().with_status(3, value=True).with_status(94_567, value=True)
    assert once.encode() == again.with_status(3, value=False).encode()


def test_a_foreign_decoder_reads_our_list() -> None:
    text = StatusList.empty().with_status(9, value=True).encode()
    bits = gzip.decompress(base64.urlsafe_b64decode(text[1:] + "=" * (-len(text[1:]) % 4)))
    assert bits[:2] == b"\x00\x40"
    assert len(bits) == MINIMUM_ENTRIES // 8


def test_a_bomb_is_not_inflated() -> None:
    bomb = gzip.compress(bytes(50 * MIB))
    with pytest.raises(MalformedStatusList, match="inflates to more"):
        StatusList.decode(encoded(bomb), MIB)


def test_trailing_data_and_second_members_are_refused() -> None:
    member = gzip.compress(bytes(16_384))
    for data in (member + b"x", member + member):
        with pytest.raises(MalformedStatusList, match="follows"):
            StatusList.decode(encoded(data), MIB)


@pytest.mark.parametrize("index", [-1, MINIMUM_ENTRIES])
def test_no_entry_outside_the_list(index: int) -> None:
    with pytest.raises(IndexError):
        StatusList.empty().get(index)
    with pytest.raises(IndexError):
        StatusList.empty().with_status(index, value=True)


@pytest.mark.parametrize("length", [8, MINIMUM_ENTRIES - 8, MINIMUM_ENTRIES + 1])
def test_short_or_ragged_lists_are_not_made(length: int) -> None:
    with pytest.raises(ValueError, match="at least"):
        StatusList.empty(length)


def test_several_bits_make_a_value() -> None:
    status_list = StatusList(b"\x1b" + bytes(16))
    assert [status_list.value(i, 2) for i in range(4)] == [0, 1, 2, 3]


@given(st.sets(st.integers(0, MINIMUM_ENTRIES - 1), max_size=6))
def test_what_is_set_is_read_back(indexes: set[int]) -> None:
    status_list = StatusList.empty()
    for index in indexes:
        status_list = status_list.with_status(index, value=True)
    read = StatusList.decode(status_list.encode(), MIB)
    assert all(read.get(index) for index in indexes)
    assert sum(byte.bit_count() for byte in read.bits) == len(indexes)


@given(st.text(max_size=60) | st.binary(max_size=60).map(encoded))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        StatusList.decode(text, MIB)
    except MalformedStatusList:
        return
