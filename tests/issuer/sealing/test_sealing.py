"""issuer.sealing: what we seal is intact, of the level asked for, and of Europass' form."""

import base64
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from issuer.sealing import AS_EUROPASS, SealOptions, TimeForm, seal, seal_all
from tests.seals import (
    PAYLOAD,
    SEALED_AT,
    KeyInMemory,
    school_seal,
    sealed,
    services,
    trust_the_demo,
)
from verifier.report import Outcome
from verifier.securing.jades import CheckedSeal, Level, Standing, check_seal, read_seal
from verifier.securing.pki.timestamp_exchange import TimestampRefused

LATER = SEALED_AT + timedelta(days=400)
"""When all revocation data in the seal is long out of date."""


def checked(data: bytes) -> CheckedSeal:
    return check_seal(read_seal(data), trust=trust_the_demo(), now=LATER)


def header(data: bytes) -> Any:  # noqa: ANN401 - any JSON
    protected = json.loads(data)["signatures"][0]["protected"]
    return json.loads(base64.urlsafe_b64decode(protected + "=" * (-len(protected) % 4)))


@pytest.mark.parametrize("level", Level)
def test_every_level_is_reached_and_no_more_is_claimed(level: Level) -> None:
    found = checked(sealed(level))
    assert found.facts.intact
    assert found.facts.level is level
    assert found.facts.standing is Standing.DEMO
    assert found.facts.claimed_at == SEALED_AT
    assert found.facts.proven_at == (None if level is Level.B else SEALED_AT)
    lasting = level in (Level.LT, Level.LTA)
    assert found.outcome is (Outcome.PASSED if lasting else Outcome.INDETERMINATE)


@pytest.mark.parametrize(
    ("kind", "algorithm"), [("RSA", "RS256"), ("RSA", "PS256"), ("P-256", "ES256")]
)
def test_each_kind_of_key_seals(kind: str, algorithm: str) -> None:
    key = school_seal(kind)
    signer = KeyInMemory(key, algorithm)
    data = seal(PAYLOAD, signer, services(key), SEALED_AT).to_bytes()
    found = checked(data)
    assert found.outcome is Outcome.PASSED
    assert found.facts.algorithm == algorithm == header(data)["alg"]


def test_the_payload_stands_first_and_comes_back_to_the_byte() -> None:
    data = sealed(Level.B)
    assert data.startswith(b'{"payload":"')
    assert json.loads(data)["payload"].encode() == PAYLOAD
    assert read_seal(data).payload == PAYLOAD


def test_the_time_is_iat_unless_asked_otherwise() -> None:
    assert AS_EUROPASS.time_form is TimeForm.IAT
    now = header(sealed(Level.B))
    assert now["iat"] == int(SEALED_AT.timestamp())
    assert now["crit"] == ["b64"]
    assert "sigT" not in now
    older = sealed(options=SealOptions(Level.B, TimeForm.SIGT))
    assert header(older)["sigT"] == "2026-11-22T09:00:00Z"
    assert header(older)["crit"] == ["b64", "sigT"]
    codes = {f.check: f.problem.code for f in checked(older).findings if f.problem}
    assert codes["seal"] == "SEAL_TIME_OLDER_FORM"


def test_the_content_can_be_stamped_before() -> None:
    data = sealed(options=SealOptions(content_timestamp=True))
    assert header(data)["crit"] == ["b64", "adoTst"]
    kinds = [stamp.kind for stamp in checked(data).facts.timestamps]
    assert kinds == ["adoTst", "sigTst", "arcTst"]
    assert checked(data).outcome is Outcome.PASSED


def test_a_content_time_stamp_alone_does_not_prove_when_it_was_sealed() -> None:
    data = sealed(options=SealOptions(Level.B, content_timestamp=True))
    assert checked(data).facts.level is Level.B
    assert checked(data).facts.proven_at is None


def test_many_are_sealed_with_one_call_to_the_signer() -> None:
    calls: list[int] = []

    class Counting(KeyInMemory):
        def sign(self, digests: Any) -> list[bytes]:  # noqa: ANN401
            calls.append(len(digests))
            return super().sign(digests)

    payloads = [b'{"id":"urn:credential:%d"}' % number for number in range(3)]
    done = [each for each in seal_all(payloads, Counting(), services(), SEALED_AT) if each]
    assert calls == [3]
    assert [checked(each.to_bytes()).outcome for each in done] == [Outcome.PASSED] * 3
    assert [read_seal(each.to_bytes()).payload for each in done] == payloads


@pytest.mark.parametrize(("asked", "finished"), [(0, [0, 2]), (1, [0, 2])])
def test_what_gets_no_time_stamp_does_not_hold_up_the_others(
    asked: int, finished: list[int]
) -> None:
    whole = services()
    rounds: list[int] = []

    class Forgetful:
        def answer_all(self, requests: Sequence[bytes]) -> list[bytes | None]:
            answers: list[bytes | None] = [*whole.timestamps.answer_all(requests)]
            rounds.append(len(requests))
            if len(rounds) == asked + 1:
                answers[1] = None
            return answers

    payloads = [b'{"id":"urn:credential:%d"}' % number for number in range(3)]
    forgetful = replace(whole, timestamps=Forgetful())
    done = seal_all(payloads, KeyInMemory(), forgetful, SEALED_AT)
    assert [place for place, each in enumerate(done) if each is not None] == finished
    assert [checked(each.to_bytes()).outcome for each in done if each] == [Outcome.PASSED] * 2
    with pytest.raises(TimestampRefused):
        seal(PAYLOAD, KeyInMemory(), replace(whole, timestamps=Silent()), SEALED_AT)


class Silent:
    """An authority that never answers."""

    def answer_all(self, requests: Sequence[bytes]) -> list[None]:
        """Give nothing."""
        return [None for _ in requests]


def test_a_time_stamp_without_an_authority_is_a_wrong_call() -> None:
    for options in (SealOptions(Level.T), SealOptions(Level.B, content_timestamp=True)):
        with pytest.raises(ValueError, match="authority"):
            seal(PAYLOAD, KeyInMemory(), None, SEALED_AT, options)
    assert seal(PAYLOAD, KeyInMemory(), None, SEALED_AT, SealOptions(Level.B)).components == ()


def test_what_is_not_text_is_not_sealed() -> None:
    with pytest.raises(UnicodeDecodeError):
        sealed(Level.B, payload=b"\xff")
