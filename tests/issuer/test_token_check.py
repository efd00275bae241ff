"""A token that says anything else than its badge, or is not signed as it should be, is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from contexts import Engine, engine_in_use, use_engine
from issuer.errors import SelfCheckFailed
from issuer.model.credential import SignedDocument
from issuer.preparing import prepare
from issuer.self_check import check_own
from issuer.signing import secure
from tests.issuer.cohorts import numbered
from tests.issuer.examples import NOW, SCHOOL, material, signers
from verifier.multibase import base64url_decode, base64url_encode

KEYS = tuple(signer.key for signer in signers())
ENTRIES = material().entries


def signed(number: int | None = None) -> tuple[SignedDocument, ...]:
    given = material() if number is None else numbered(number)
    return secure(prepare(given), {s.key.algorithm: s for s in signers()}, NOW)


def with_payload(token: SignedDocument, change: Callable[[bytes], bytes]) -> SignedDocument:
    header, payload, signature = token.body.decode().split(".")
    changed = base64url_encode(change(base64url_decode(payload)))
    return replace(token, body=f"{header}.{changed}.{signature}".encode())


def test_a_pair_of_the_same_content_passes() -> None:
    check_own(signed(), ENTRIES, (SCHOOL, KEYS), now=NOW)


def test_a_token_of_another_badge_is_refused() -> None:
    badge, _ = signed()
    _, other = signed(5)
    with pytest.raises(SelfCheckFailed, match="does not say what the badge says"):
        check_own((badge, other), ENTRIES, (SCHOOL, KEYS), now=NOW)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        (b'"hashed":true', b'"hashed":1', "does not say what the badge says"),
        (b'"87"', b'"97"', "does not say what the badge says"),
        (b'"jti":"urn:uuid:9', b'"jti":"urn:uuid:8', "does not verify"),
        (b'"nbf":1', b'"nbf":2', "does not verify"),
        (b"{", b"[", "can not be read back"),
    ],
)
def test_a_changed_token_is_refused(old: bytes, new: bytes, why: str) -> None:
    badge, token = signed()
    forged = with_payload(token, lambda payload: payload.replace(old, new, 1))
    assert forged.body != token.body
    with pytest.raises(SelfCheckFailed, match=why):
        check_own((badge, forged), ENTRIES, (SCHOOL, KEYS), now=NOW)


def test_a_wrong_signature_and_an_unlisted_key_are_refused() -> None:
    badge, token = signed()
    _, borrowed = signed(5)
    body, signature = token.body.rpartition(b".")[0], borrowed.body.rpartition(b".")[2]
    other = replace(token, body=body + b"." + signature)
    with pytest.raises(SelfCheckFailed, match="does not verify"):
        check_own((badge, other), ENTRIES, (SCHOOL, KEYS), now=NOW)
    with pytest.raises(SelfCheckFailed, match="does not verify"):
        check_own((badge, token), ENTRIES, (SCHOOL, KEYS[:1]), now=NOW)


def test_the_naive_path_judges_each_form_by_itself() -> None:
    badge, token = signed()
    _, other = signed(5)
    before = engine_in_use()
    use_engine(Engine.PLAIN)
    try:
        check_own((badge, token), ENTRIES, (SCHOOL, KEYS), now=NOW)
        with pytest.raises(SelfCheckFailed, match="does not verify"):
            check_own((badge, with_payload(other, bytes.upper)), ENTRIES, (SCHOOL, KEYS), now=NOW)
    finally:
        use_engine(before)
