"""What is remembered of a list follows from its bytes; whose key it is and the time never do."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from contexts import Engine, use_engine
from contexts.shapes.remembering import BoundedMemory
from tests.verifier.makers import (
    INDEX,
    ISSUER,
    ISSUER_URL,
    LIST_URL,
    NOW,
    OTHER_KEY,
    POLICY,
    Json,
    badge,
    causes,
    did_document,
    encoded,
    entry,
    fetched,
    signed,
    status_list,
)
from verifier import LIMITS, Resource, verify
from verifier.checks import known_lists
from verifier.checks.known_lists import decoded, fit_of, is_known, read_list, remember
from verifier.keys import PublicKey
from verifier.resources import Fetched

BADGE = encoded(signed(badge(credentialStatus=entry())))
LIST = encoded(signed(status_list()))
KEY = PublicKey("Ed25519", bytes([9]) * 32)


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_READ", "_FITTING", "_DECODED"):
        monkeypatch.setattr(known_lists, name, BoundedMemory(64, 1_000_000))


@pytest.fixture
def plain_engine() -> Iterator[None]:
    use_engine(Engine.PLAIN)
    yield
    use_engine(Engine.COMPILED)


def found(
    listed: bytes = LIST, document: Json | None = None, *, days: int = 0, handed: bytes = BADGE
) -> list[str]:
    now = NOW + timedelta(days=days)
    resources: dict[str, Resource] = {
        ISSUER_URL: fetched(ISSUER_URL, encoded(document or did_document())),
        LIST_URL: Fetched(LIST_URL, "application/vc", listed, now),
    }
    return causes(verify(handed, resources, now=now, policy=POLICY))


def test_the_same_list_is_read_and_checked_once() -> None:
    assert found() == found() == []
    assert [len(known_lists._READ), len(known_lists._FITTING), len(known_lists._DECODED)] == [1] * 3


@pytest.mark.usefixtures("plain_engine")
def test_the_plain_engine_remembers_no_list() -> None:
    assert found() == []
    assert [len(known_lists._READ), len(known_lists._FITTING), len(known_lists._DECODED)] == [0] * 3


def test_a_revocation_is_seen_whatever_was_remembered() -> None:
    assert found() == []
    assert found(encoded(signed(status_list(INDEX)))) == ["credentialStatus failed REVOKED"]


def test_another_key_of_the_issuer_is_no_key_of_the_list() -> None:
    assert found() == []
    badge_by_other = encoded(signed(badge(credentialStatus=entry()), key=OTHER_KEY))

    told = found(document=did_document(ISSUER, OTHER_KEY), handed=badge_by_other)

    assert told == ["credentialStatus indeterminate STATUS_LIST_INVALID"]


def test_a_list_that_ends_is_noticed_although_it_is_known() -> None:
    ending = encoded(signed(status_list(validUntil="2026-06-02T00:00:00Z")))
    assert found(ending) == []
    assert found(ending, days=2) == ["credentialStatus indeterminate STATUS_LIST_EXPIRED"]


def test_a_key_that_was_revoked_since_signs_no_list_any_more() -> None:
    assert found() == []
    document = did_document()
    document["verificationMethod"][0]["revoked"] = "2026-05-01T00:00:00Z"

    assert found(document=document) != []


def test_what_does_not_fit_is_not_remembered() -> None:
    broken = status_list(INDEX) | {"proof": signed(status_list())["proof"]}
    for _ in range(2):
        assert found(encoded(broken)) == ["credentialStatus indeterminate STATUS_LIST_INVALID"]
    assert len(known_lists._FITTING) == 0


def test_a_fit_counts_for_its_document_proof_key_and_strictness_only() -> None:
    parsed = read_list(fetched(LIST_URL, LIST), LIMITS)
    proof = parsed.document["proof"]
    remember(fit_of(parsed, proof, KEY, sandbox=False))

    assert is_known(fit_of(parsed, proof, KEY, sandbox=False))
    assert not is_known(fit_of(parsed, proof, KEY, sandbox=True))
    assert not is_known(fit_of(parsed, {**proof, "created": "x"}, KEY, sandbox=False))
    other = PublicKey("Ed25519", bytes([8]) * 32)
    assert not is_known(fit_of(parsed, proof, other, sandbox=False))
    another = read_list(fetched(LIST_URL, LIST + b"\n"), LIMITS)
    assert not is_known(fit_of(another, proof, KEY, sandbox=False))


def test_bits_are_inflated_once_for_each_way_to_read_them() -> None:
    parsed = read_list(fetched(LIST_URL, LIST), LIMITS)
    text = parsed.document["credentialSubject"]["encodedList"]

    first = decoded(parsed, text, multibase=True, most_bytes=1_000_000)
    assert decoded(parsed, text, multibase=True, most_bytes=1_000_000) is first
    with pytest.raises(ValueError, match="inflates"):
        decoded(parsed, text, multibase=True, most_bytes=100)
