"""What is read at once is what the strict reader reads; whatever is in doubt is left to it."""

import json
from typing import Any

import orjson
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.verifier.makers import VECTORS
from tests.verifier.test_json_reading import HOSTILE, JSON
from verifier.faithful_json import Doubtful, read_faithful
from verifier.inventory import containers_of
from verifier.json_reading import _read_strictly
from verifier.limits import LIMITS

BADGE = (VECTORS / "badge.signed.json").read_bytes()
COMPACT = orjson.dumps(orjson.loads(BADGE))
IN_DOUBT = [
    b'{"a":1,"a":1}',
    b'{"a": 1}',
    b'{"a":-0}',
    b'{"a":1e5}',
    b'{"a":1.50}',
    b'{"a":9007199254740993}',
    b'{"a":18446744073709551616}',
    b'{"a":"\\u0161"}',
    b'{"a":"\\/"}',
    b"\xef\xbb\xbf{}",
    b'{"a":1}{}',
    b"",
    b"[" * (LIMITS.depth + 1) + b"]" * (LIMITS.depth + 1),
    b'{"a":' * LIMITS.depth + b"{}" + b"}" * LIMITS.depth,
    b"[" + b"0," * LIMITS.members + b"0]",
    b"[" + b",".join([b"[" + b"0," * 199 + b"0]"] * 101) + b"]",
]


def strictly(data: bytes) -> Any:  # noqa: ANN401
    return _read_strictly(data, LIMITS)


@pytest.mark.parametrize("data", [*IN_DOUBT, *(data for data, _, _ in HOSTILE)], ids=lambda _: "")
def test_what_may_hide_something_is_left_to_the_strict_reader(data: bytes) -> None:
    with pytest.raises(Doubtful):
        read_faithful(data, LIMITS)


@pytest.mark.parametrize("option", [0, orjson.OPT_INDENT_2, orjson.OPT_APPEND_NEWLINE])
def test_the_forms_that_programs_write_are_read_at_once(option: int) -> None:
    written = orjson.dumps(orjson.loads(BADGE), option=option)

    assert read_faithful(written, LIMITS).value == strictly(BADGE)


def test_what_reaches_the_limits_is_read() -> None:
    depth, members = LIMITS.depth, LIMITS.members
    for text in (b"[" * depth + b"]" * depth, b"[" + b"0," * (members - 1) + b"0]"):
        assert read_faithful(text, LIMITS).value == strictly(text)


@given(JSON | st.floats(allow_nan=False, allow_infinity=False))
def test_it_reads_what_the_strict_reader_reads(value: Any) -> None:  # noqa: ANN401
    written = orjson.dumps(value)
    try:
        read = read_faithful(written, LIMITS).value
    except Doubtful:
        assert str(2**53) in written.decode()  # within the one limit, beyond the other
    else:
        assert repr(read) == repr(strictly(written))  # of the same types, in the same order


@given(st.integers(0, len(COMPACT) - 1), st.binary(max_size=4), st.integers(0, 4))
@example(0, b"\xef\xbb\xbf", 0)
def test_a_damaged_text_is_read_as_the_strict_reader_does(
    position: int, put: bytes, dropped: int
) -> None:
    damaged = COMPACT[:position] + put + COMPACT[position + dropped :]
    try:
        read = read_faithful(damaged, LIMITS).value
    except Doubtful:
        return
    assert json.dumps(read) == json.dumps(strictly(damaged))


@given(JSON)
def test_all_objects_and_arrays_are_found_on_the_way(value: Any) -> None:  # noqa: ANN401
    try:
        found = read_faithful(orjson.dumps({"in": value}), LIMITS)
    except Doubtful:
        return
    assert sorted(map(repr, found.containers or ())) == sorted(
        map(repr, containers_of(found.value))
    )
