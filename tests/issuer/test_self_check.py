"""Nothing leaves the house that our own verifier does not pass."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest

from issuer.errors import SelfCheckFailed
from issuer.model.credential import SignedDocument
from issuer.preparing import prepare
from issuer.self_check import check_own
from issuer.signing import secure
from tests.issuer.examples import DATA_LITERACY, NOW, SCHOOL, material, signers

KEYS = tuple(signer.key for signer in signers())


def signed() -> tuple[SignedDocument, ...]:
    return secure(prepare(material()), {s.key.algorithm: s for s in signers()}, NOW)


def changed(document: SignedDocument, old: bytes, new: bytes) -> SignedDocument:
    assert old in document.body
    body = document.body.replace(old, new, 1)
    return replace(document, body=body, digest=hashlib.sha256(body).hexdigest())


def check(documents: tuple[SignedDocument, ...]) -> None:
    check_own(documents, material().entries, (SCHOOL, KEYS), now=NOW)


def test_what_we_sign_passes() -> None:
    check(signed())


def test_with_two_status_lists_too() -> None:
    given = material(DATA_LITERACY)
    documents = secure(prepare(given), {s.key.algorithm: s for s in signers()}, NOW)
    check_own(documents, given.entries, (SCHOOL, KEYS), now=NOW)


def test_a_changed_badge_or_token_fails() -> None:
    badge, token = signed()
    with pytest.raises(SelfCheckFailed, match="does not verify"):
        check((changed(badge, b'"87"', b'"97"'),))
    header, payload, signature = token.body.split(b".")
    forged = replace(token, body=b".".join((header, payload, signature[::-1])))
    with pytest.raises(SelfCheckFailed, match="does not verify"):
        check((forged,))


@pytest.mark.parametrize("fault", ["retired from the list", "another's key", "too early"])
def test_a_key_that_readers_will_not_find_fails(fault: str) -> None:
    keys = KEYS
    now = NOW
    if fault == "retired from the list":
        keys = tuple(replace(key, compromised_at=NOW) for key in KEYS)
    if fault == "another's key":
        keys = (replace(KEYS[0], public_key=bytes(31) + b"\x01"), KEYS[1])
    if fault == "too early":
        now = NOW.replace(year=2025)
    with pytest.raises(SelfCheckFailed):
        check_own(signed(), material().entries, (SCHOOL, keys), now=now)


def test_a_badge_that_points_to_other_lists_is_not_ours() -> None:
    with pytest.raises(SelfCheckFailed, match="not checked completely"):
        check_own(signed(), (), (SCHOOL, KEYS), now=NOW)


def test_nothing_secret_is_in_the_error() -> None:
    with pytest.raises(SelfCheckFailed) as caught:
        check((changed(signed()[0], b'"87"', b'"97"'),))
    assert "Ana" not in str(caught.value)
