"""openbadgeslib calls good good and bad bad, so its word on ours means something."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.peers import openbadgeslib

SHARED = Path(__file__).parents[2] / "../shared/data/ob3/generated"

pytestmark = [
    pytest.mark.peers,
    pytest.mark.skipif(openbadgeslib.missing() is not None, reason=str(openbadgeslib.missing())),
    pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/data/ob3 is not beside this folder"),
]


def generated(name: str) -> dict[str, Any]:
    badge: dict[str, Any] = json.loads((SHARED / f"ob3-eddsa-rdfc-2022{name}.json").read_text())
    return badge


@pytest.mark.parametrize(
    ("name", "verified"),
    [
        ("", True),
        (".tampered", False),
        (".expired", False),
        (".future", False),
        (".issuer-mismatch", False),
    ],
)
def test_documents_are_judged_as_their_names_say(name: str, *, verified: bool) -> None:
    opinion = openbadgeslib.verify(generated(name))
    assert opinion.verified is verified
    assert (opinion.error is None) is verified


@pytest.mark.parametrize(("name", "revoked"), [(".status-good", False), (".status-revoked", True)])
def test_the_status_is_read(name: str, *, revoked: bool) -> None:
    badge = generated(name)
    address = badge["credentialStatus"]["statusListCredential"]
    files = {address: (SHARED / "status-list-credential.json").read_text()}
    opinion = openbadgeslib.verify(badge, files=files, check_status=True)
    assert opinion.verified
    assert (opinion.revoked_or_unknown is not None) is revoked


def test_a_status_list_that_was_not_handed_over_is_not_good() -> None:
    opinion = openbadgeslib.verify(generated(".status-good"), check_status=True)
    assert "was not handed over" in str(opinion.revoked_or_unknown)


def test_a_jwt_is_bound_to_its_issuer() -> None:
    jwt = (SHARED / "ob3-vc-jwt-es256.jwt").read_text().strip()
    issuer = "did:key:zDnaeiT4w24GqEFa8arNEPsWaweySzMJTctALKjthErp1Hmyo"
    assert openbadgeslib.verify(jwt, issuer=issuer).verified
    stranger = "did:key:z6MkvDqGT54cXesYGvABpF1UapVNwjCqRcafi4Px6Thv5T3Z"
    assert not openbadgeslib.verify(jwt, issuer=stranger).verified
