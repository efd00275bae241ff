"""The rules beside the schema: each broken alone, and found. 1EdTech's probes among them."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from issuer.badge_rules import broken_rules
from tests.issuer.vectors import own_json

GOOD = own_json("heat-pumps.sl.json")
SUSPENDABLE = own_json("data-literacy.sl.json")

Badge = dict[str, Any]


def _subject(badge: Badge) -> Badge:
    subject: Badge = badge["credentialSubject"]
    return subject


BREAKS: dict[str, tuple[str, Callable[[Badge], Any]]] = {
    "contexts missing": ("three contexts", lambda b: b["@context"].pop()),
    "contexts turned": ("three contexts", lambda b: b["@context"].reverse()),
    "wrong type": ("OpenBadgeCredential", lambda b: b.update(type=["VerifiableCredential"])),
    "issuer as text": ("issuer has to be", lambda b: b.update(issuer="did:web:a.example")),
    "issuer without type": ("type Profile", lambda b: b["issuer"].update(type=["Org"])),
    "subject as array": ("credentialSubject", lambda b: b.update(credentialSubject=[{}])),
    "nobody's badge": ("name its owner", lambda b: _subject(b).pop("identifier")),
    "no criteria": ("have criteria", lambda b: _subject(b)["achievement"].pop("criteria")),
    "result without description": (
        "refer to a result description",
        lambda b: _subject(b)["result"][0].update(resultDescription="urn:x:1"),
    ),
    "plain address": (
        "has to be hashed",
        lambda b: _subject(b)["identifier"][0].update(hashed=False, identityHash="a@b.example"),
    ),
    "weak hash": (
        "has to be hashed",
        lambda b: _subject(b)["identifier"][0].update(identityHash="md5$" + "0" * 32),
    ),
    "short salt": (
        "salt of 16 bytes",
        lambda b: _subject(b)["identifier"][0].update(salt="00112233"),
    ),
    "a number of the learner": (
        "by name only",
        lambda b: _subject(b)["identifier"][1].update(identityType="nationalIdentityNumber"),
    ),
    "fractions of a second": (
        "validFrom has to be a moment",
        lambda b: b.update(validFrom="2026-03-02T09:30:15.5Z"),
    ),
    "no offset": ("awardedDate has to", lambda b: b.update(awardedDate="2026-03-02T00:00:00")),
    "ends before it begins": (
        "can not precede",
        lambda b: b.update(validUntil="2026-03-01T00:00:00Z"),
    ),
    "no status": ("one for revocation", lambda b: b.pop("credentialStatus")),
    "suspension only": (
        "one for revocation",
        lambda b: b["credentialStatus"].update(statusPurpose="suspension"),
    ),
    "status id is the list": (
        "list's address as id",
        lambda b: b["credentialStatus"].update(id=b["credentialStatus"]["statusListCredential"]),
    ),
    "a null": ("narrative is empty", lambda b: _subject(b).update(narrative=None)),
    "an empty list": ("evidence is empty", lambda b: b.update(evidence=[])),
    "too many members": (
        "more than 256",
        lambda b: _subject(b)["achievement"].update(tag=["x"] * 257),
    ),
    "a relative id": ("absolute IRI", lambda b: b["evidence"][0].update(id="dokaz/1")),
    "a look-alike keyword": ("JSON-LD keywords", lambda b: b.update({"@graded": "A"})),
}


@pytest.mark.parametrize("badge", [GOOD, SUSPENDABLE])
def test_our_badges_break_no_rule(badge: Badge) -> None:
    assert broken_rules(badge) == ()


@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_rule_is_named(name: str) -> None:
    sentence, break_it = BREAKS[name]
    badge = deepcopy(GOOD)
    break_it(badge)
    found = broken_rules(badge)
    assert len(found) == 1
    assert sentence in found[0]


def test_suspension_comes_second_and_once() -> None:
    for entries in (SUSPENDABLE["credentialStatus"][::-1], SUSPENDABLE["credentialStatus"] * 2):
        assert broken_rules({**SUSPENDABLE, "credentialStatus": entries})
