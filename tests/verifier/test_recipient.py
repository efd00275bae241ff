"""Whose badge it is: known answers, both editions of Open Badges, and what cannot be told."""

import hashlib
from typing import Any

import pytest

from tests.verifier.makers import badge
from verifier.recipient import Recipient, compare_email

ADDRESS = "a@example.com"
KOSHER = "sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399"
"""The known answer of the Open Badges guide for this address and the salt Kosher."""


def of(*identities: Any, **subject: Any) -> dict[str, Any]:  # noqa: ANN401
    return {"credentialSubject": {"identifier": list(identities), **subject}}


def identity(**changes: Any) -> dict[str, Any]:  # noqa: ANN401
    members = {
        "type": "IdentityObject",
        "identityType": "emailAddress",
        "hashed": True,
        "salt": "Kosher",
        "identityHash": KOSHER,
    }
    return {name: value for name, value in {**members, **changes}.items() if value is not None}


def hashed(text: str, name: str = "sha256") -> str:
    return f"{name}${hashlib.new(name, text.encode(), usedforsecurity=False).hexdigest()}"


@pytest.mark.parametrize(
    ("document", "email"),
    [
        (of(identity()), ADDRESS),
        (of(identity()), " a@EXAMPLE.com\n"),
        (of(identity(identityHash=KOSHER.upper())), ADDRESS),
        (of(identity(identityHash=hashed("a@example.comKosher", "md5"))), ADDRESS),
        (of(identity(salt=None, identityHash=hashed(ADDRESS))), ADDRESS),
        (of(identity(hashed=False, identityHash="a@Example.com")), ADDRESS),
        (of(identity(identityHash="sha256$" + "0" * 64), identity()), ADDRESS),
        (of(identity(identityHash=hashed("žan@šola.siKosher"))), "z\u030can@s\u030cola.si"),
        (of(identity(identityHash=hashed("Ana@Sola.SIKosher"))), "Ana@Sola.SI"),
        (of(id="mailto:a@example.com"), ADDRESS),
        ({"recipient": {"type": "email", "hashed": False, "identity": ADDRESS}}, ADDRESS),
        (
            {"recipient": {"type": "email", "hashed": True, "salt": "Kosher", "identity": KOSHER}},
            ADDRESS,
        ),
    ],
)
def test_the_recipient_s_own_address(document: dict[str, Any], email: str) -> None:
    assert compare_email(document, email) is Recipient.SAME


@pytest.mark.parametrize("email", ["b@example.com", "A@example.com", "a@example.org", "", "Kosher"])
def test_another_address(email: str) -> None:
    assert compare_email(of(identity()), email) is Recipient.OTHER
    assert compare_email(of(identity(hashed=False, identityHash=ADDRESS)), email) is Recipient.OTHER


def test_the_hash_itself_is_no_address() -> None:
    assert compare_email(of(identity()), KOSHER) is Recipient.OTHER
    assert compare_email(of(identity(salt="")), ADDRESS) is Recipient.OTHER


@pytest.mark.parametrize(
    ("document", "answer"),
    [
        ({}, Recipient.NOT_SAID),
        (of(), Recipient.NOT_SAID),
        (of(id="did:key:z6Mk"), Recipient.NOT_SAID),
        (of(identity(identityType="name")), Recipient.NOT_SAID),
        ({"credentialSubject": "a@example.com"}, Recipient.NOT_SAID),
        ({"recipient": {"type": "url", "identity": ADDRESS}}, Recipient.NOT_SAID),
        (of(identity(identityHash="sha512$" + "0" * 128)), Recipient.NOT_READABLE),
        (of(identity(identityHash="sha256$abc")), Recipient.NOT_READABLE),
        (of(identity(identityHash=None)), Recipient.NOT_READABLE),
        (of(identity(identityHash=["sha256$"])), Recipient.NOT_READABLE),
        (of(identity(hashed=False, identityHash="")), Recipient.NOT_READABLE),
        (of(identity(salt=7)), Recipient.OTHER),
    ],
)
def test_what_cannot_be_told_is_not_said_to_be_wrong(
    document: dict[str, Any], answer: Recipient
) -> None:
    assert compare_email(document, ADDRESS) is answer


def test_the_example_badge() -> None:
    assert compare_email(badge(), "nobody@example.com") is not Recipient.SAME
