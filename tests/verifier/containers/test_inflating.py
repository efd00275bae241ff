"""Inflating stops where it has to."""

import zlib

import pytest

from verifier.containers.inflating import inflate


def test_up_to_the_bound_and_not_beyond() -> None:
    packed = zlib.compress(b"x" * 1000)
    assert inflate(packed, 1000) == b"x" * 1000
    assert inflate(packed, 999) is None


@pytest.mark.parametrize("packed", [b"", b"x", zlib.compress(b"x" * 1000)[:-1]])
def test_damage_is_an_error(packed: bytes) -> None:
    with pytest.raises(zlib.error):
        inflate(packed, 10_000)
