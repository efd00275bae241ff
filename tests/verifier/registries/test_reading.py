"""A document of a registry is read once; what is wrong with it is said each time."""

import json
from dataclasses import replace

import pytest

from contexts import Engine, use_engine
from tests.verifier.makers import NOW, POLICY
from verifier.inquiry import Inquiry
from verifier.judgement import Judged
from verifier.limits import LIMITS
from verifier.registries.reading import read_long

BODY = json.dumps({"state": "approved"}).encode()


def nothing_given() -> Inquiry:
    return Inquiry({}, NOW, POLICY, LIMITS)


def test_the_same_bytes_are_read_once() -> None:
    inquiry = nothing_given()

    assert read_long("Register", BODY, inquiry) is read_long("Register", bytes(BODY), inquiry)


def test_other_bytes_or_limits_are_read_anew() -> None:
    inquiry = nothing_given()
    stricter = nothing_given()
    stricter.limits = replace(LIMITS, listed=1)

    assert read_long("Register", BODY + b" ", inquiry) is not read_long("Register", BODY, inquiry)
    with pytest.raises(Judged):
        read_long("Register", BODY, stricter)


def test_a_long_one_is_not_kept() -> None:
    inquiry, body = nothing_given(), json.dumps({"note": "x" * 200_000}).encode()

    assert read_long("Register", body, inquiry) is not read_long("Register", body, inquiry)


def test_the_naive_path_remembers_nothing(engine_restored: None) -> None:
    assert engine_restored is None
    use_engine(Engine.PLAIN)
    inquiry = nothing_given()

    assert read_long("Register", BODY, inquiry) is not read_long("Register", BODY, inquiry)


@pytest.mark.parametrize("name", ["First", "Second"])
def test_a_malformed_one_is_told_under_its_own_name(name: str) -> None:
    with pytest.raises(Judged) as judged:
        read_long(name, b"[", nothing_given())

    assert judged.value.problem.code == "REGISTRY_MALFORMED"
    assert name in judged.value.problem.detail
