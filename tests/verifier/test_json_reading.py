"""Strict JSON: every way to hide something is refused, in bounded time."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.spending import spending_at_most
from verifier.json_reading import read_json, read_object
from verifier.judgement import Judged
from verifier.limits import LIMITS

HOSTILE = [
    (b'{"a": 1, "a": 2}', "PARSING_ERROR", "twice"),
    (b'{"b": {"a": 1, "\\u0061": 2}}', "PARSING_ERROR", "twice"),
    (b'{"a": NaN}', "PARSING_ERROR", "not a JSON number"),
    (b'{"a": -Infinity}', "PARSING_ERROR", "not a JSON number"),
    (b'{"a": 1e999}', "PARSING_ERROR", "larger than a number"),
    (b'{"a": 9007199254740993}', "PARSING_ERROR", "2\\^53"),
    (b'{"a": ' + b"9" * 100_000 + b"}", "PARSING_ERROR", "2\\^53"),
    (b'{"a": "\\ud800"}', "PARSING_ERROR", "surrogate"),
    (b'{"\\udc00": 1}', "PARSING_ERROR", "surrogate"),
    (b'{"a": "\xff"}', "PARSING_ERROR", "UTF-8"),
    ('{"a": 1}'.encode("utf-16"), "PARSING_ERROR", "UTF-8"),
    (b"\x00", "PARSING_ERROR", "not JSON"),
    (b"{'a': 1}", "PARSING_ERROR", "not JSON"),
    (b'{"a": 1} x', "PARSING_ERROR", "not JSON"),
    (b'{"a": 01}', "PARSING_ERROR", "not JSON"),
    (b"[" * 100_000, "LIMIT_EXCEEDED", "nested"),
    (b'{"a":' * 100_000, "LIMIT_EXCEEDED", "nested"),
    (b"[" + b"0," * 300 + b"0]", "LIMIT_EXCEEDED", "members"),
    (b"[" + b",".join([b"[" + b"0," * 200 + b"0]"] * 200) + b"]", "LIMIT_EXCEEDED", "values"),
    (b'"' + b'\\"' * 1_000_000, "PARSING_ERROR", "not JSON"),
    (b'"' * 999_999, "PARSING_ERROR", "not JSON"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "code", "reason"), HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_json_is_refused_quickly(data: bytes, code: str, reason: str) -> None:
    with spending_at_most(2), pytest.raises(Judged, match=reason) as refused:
        read_json(data)
    assert refused.value.problem.code == code


def test_many_different_names_and_one_twice_take_no_quadratic_time() -> None:
    names = [f'"{i}":0' for i in range(100_000)]
    with spending_at_most(2), pytest.raises(Judged, match="twice"):
        read_json(f"{{{','.join(names)},{names[-1]}}}".encode())


def test_a_byte_order_mark_is_passed_over() -> None:
    assert read_object(b'\xef\xbb\xbf{"a": "\xc5\xa1"}') == {"a": "š"}


def test_brackets_in_texts_are_not_depth() -> None:
    assert read_object(b'{"a": "' + b"[{" * 100 + b'\\""}')["a"].endswith('"')


def test_an_object_is_asked_for() -> None:
    with pytest.raises(Judged, match="object"):
        read_object(b"[]")


def test_the_deepest_allowed_is_allowed() -> None:
    depth = LIMITS.depth
    assert read_json(b"[" * depth + b"]" * depth) is not None
    with pytest.raises(Judged, match="nested"):
        read_json(b"[" * (depth + 1) + b"]" * (depth + 1))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=20,
)


@given(JSON)
def test_ordinary_json_is_read_as_the_standard_library_does(value: Any) -> None:  # noqa: ANN401
    assert read_json(json.dumps(value).encode()) == value


@given(
    st.binary(max_size=100) | st.text(alphabet='[]{}",:\\u0d8ab1e-. ', max_size=60).map(str.encode)
)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        read_json(data)
    except Judged as refused:
        code = refused.problem.code
    else:
        code = ""
    assert code in {"", "PARSING_ERROR", "LIMIT_EXCEEDED"}
