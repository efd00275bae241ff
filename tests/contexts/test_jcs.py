"""JCS against RFC 8785's own examples, and against JavaScript, whose spelling it prescribes."""

import json
import math
import random
import struct
import subprocess
from typing import Any

import pytest

from contexts import NotInteroperableJson, canonical_json
from tests.peers.node import node_program

# RFC 8785, appendix B: IEEE 754 bits and their spelling.
NUMBERS = [
    ("0000000000000000", "0"),
    ("8000000000000000", "0"),
    ("0000000000000001", "5e-324"),
    ("8000000000000001", "-5e-324"),
    ("7fefffffffffffff", "1.7976931348623157e+308"),
    ("ffefffffffffffff", "-1.7976931348623157e+308"),
    ("4340000000000000", "9007199254740992"),
    ("c340000000000000", "-9007199254740992"),
    ("4430000000000000", "295147905179352830000"),
    ("44b52d02c7e14af5", "9.999999999999997e+22"),
    ("44b52d02c7e14af6", "1e+23"),
    ("44b52d02c7e14af7", "1.0000000000000001e+23"),
    ("444b1ae4d6e2ef4e", "999999999999999700000"),
    ("444b1ae4d6e2ef4f", "999999999999999900000"),
    ("444b1ae4d6e2ef50", "1e+21"),
    ("3eb0c6f7a0b5ed8c", "9.999999999999997e-7"),
    ("3eb0c6f7a0b5ed8d", "0.000001"),
    ("41b3de4355555553", "333333333.3333332"),
    ("41b3de4355555554", "333333333.33333325"),
    ("41b3de4355555555", "333333333.3333333"),
    ("41b3de4355555556", "333333333.3333334"),
    ("41b3de4355555557", "333333333.33333343"),
    ("becbf647612f3696", "-0.0000033333333333333333"),
    ("43143ff3c1cb0959", "1424953923781206.2"),
]


@pytest.mark.parametrize(("bits", "spelling"), NUMBERS)
def test_numbers_of_the_rfc(bits: str, spelling: str) -> None:
    (number,) = struct.unpack(">d", bytes.fromhex(bits))
    assert canonical_json(number) == spelling


def test_numbers_as_javascript_writes_them() -> None:
    node = node_program()
    if node is None:
        pytest.skip("Node is not installed: run `make setup-dev`")
    chosen = random.Random(8785)  # noqa: S311 - chosen, not secret
    doubles = [struct.unpack(">d", chosen.randbytes(8))[0] for _ in range(4000)]
    numbers = [n for n in doubles if math.isfinite(n)]
    numbers += [chosen.uniform(-1e22, 1e22) for _ in range(1000)]
    numbers += [chosen.uniform(-1e-5, 1e-5) for _ in range(1000)]
    numbers += [sign * 10.0**n for n in range(-30, 31) for sign in (1, -1)]
    program = "process.stdout.write(JSON.stringify(JSON.parse(require('fs').readFileSync(0))))"
    written = subprocess.run(  # noqa: S603 - our own program
        [node, "-e", program], input=json.dumps(numbers).encode(), capture_output=True, check=True
    ).stdout.decode()
    assert canonical_json(numbers) == written


def test_texts_of_the_rfc() -> None:
    text = "\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\"/"
    assert canonical_json(text) == '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'
    assert canonical_json("\x00\x1f\b\t\f\r\x7f\u2028😀") == (
        '"\\u0000\\u001f\\b\\t\\f\\r\x7f\u2028😀"'
    )


def test_members_are_sorted_by_utf_16_units() -> None:
    # RFC 8785, 3.2.3.
    names = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]
    written = json.loads(canonical_json(dict.fromkeys(names, 0)), object_pairs_hook=list)
    assert [name for name, _ in written] == [
        "\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33",
    ]  # fmt: skip


def test_the_example_of_the_rfc() -> None:
    # RFC 8785, 3.2.2 and 3.2.4.
    document = {
        "numbers": [333333333.33333329, 1e30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": '€$\u000f\nA\'B"\\\\"/',
        "literals": [None, True, False],
    }
    assert canonical_json(document) == (
        '{"literals":[null,true,false],'
        '"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    )


DEEP: list[Any] = []
for _ in range(100_000):
    DEEP = [DEEP]


@pytest.mark.parametrize(
    "value", [math.nan, math.inf, 2**53 + 1, "\ud800", {"\udc00": 1}, {1: 2}, b"x", (1,), DEEP]
)
def test_what_has_no_canonical_spelling(value: object) -> None:
    with pytest.raises(NotInteroperableJson):
        canonical_json(value)
