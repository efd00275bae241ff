"""Securing any document: what is signed is what is verified, and what is wrong is said."""

from datetime import UTC, datetime
from typing import Any

import pytest

from issuer.sandbox_issuers import DEFAULT, LIST_SECURING, SANDBOX_ISSUERS
from issuer.sandbox_securing import NotSecurable, Wanted, draft, secured
from tests.verifier.makers import (
    EC_KEY,
    KEY,
    P384_KEY,
    PrivateKey,
    badge,
    causes,
    did_key,
    judged,
    multikey,
    raw_signature,
)
from verifier import AllowedIssuers
from verifier.cryptosuites import SELECTIVE

NOW = datetime(2026, 6, 1, 11, tzinfo=UTC)
KEYS: dict[str, PrivateKey] = {"Ed25519": KEY, "P-256": EC_KEY, "P-384": P384_KEY}


def wanted(securing: str, kind: Any = "Ed25519") -> Wanted:  # noqa: ANN401  # a kind of key
    key = KEYS[kind]
    return Wanted(securing, kind, f"{did_key(key)}#{multikey(key)}", NOW)


@pytest.mark.parametrize(
    "issuer",
    [each for each in SANDBOX_ISSUERS.values() if each.securing != SELECTIVE],
    ids=lambda issuer: str(issuer.name),
)
def test_a_badge_secured_in_every_way_passes(issuer: Any) -> None:  # noqa: ANN401
    key = KEYS[issuer.kind]
    how = wanted(issuer.securing, issuer.kind)
    document = badge(issuer={**badge()["issuer"], "id": did_key(key)})
    made = draft(document, how)
    done = secured(made, how, raw_signature(made.by_issuer, key), ())
    policy = AllowedIssuers({did_key(key): "Šola"})
    assert causes(judged(done, {}, policy)) == []


@pytest.mark.parametrize(
    ("document", "why"),
    [
        (badge(issuer=None), "issuer"),
        (badge(grade="A"), "grade"),
        (badge(validFrom="yesterday"), "validFrom"),
        (badge(credentialSubject={}), "credentialSubject"),
    ],
)
def test_why_a_document_is_not_signed(document: dict[str, Any], why: str) -> None:
    with pytest.raises(NotSecurable, match=why):
        draft(document, wanted(DEFAULT))


def test_what_signs_lists_signs_all_of_them() -> None:
    assert set(LIST_SECURING) == set(KEYS)
    assert SELECTIVE not in LIST_SECURING.values()
    assert DEFAULT in SANDBOX_ISSUERS
