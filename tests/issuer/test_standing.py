"""The worst news of a credential comes first."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from issuer.model.credential import Credential, CredentialStatus
from issuer.standing import Standing, standing_of, valid_until
from tests.issuer.examples import NOW

ENDS = NOW + timedelta(days=30)


def credential(**changes: object) -> Credential:
    given = Credential(
        id="0a4d1b5e-51f0-4f0b-9b5f-3a3c5a6d7e8f",
        organisation_id="o",
        profile_id="p",
        award_id="a",
        language="sl",
        prepared=json.dumps({"validUntil": ENDS.isoformat()}).encode(),
        entries=(),
        documents=(),
        status=CredentialStatus.ACTIVE,
        status_reason=None,
        status_changed_at=None,
        page_token="t",
        intended_at=NOW,
        issued_at=NOW,
    )
    return replace(given, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "days", "standing"),
    [
        ({}, 0, Standing.GOOD),
        ({}, 30, Standing.EXPIRED),
        ({"prepared": b"{}"}, 3000, Standing.GOOD),
        ({"superseded_by": "another"}, 0, Standing.REPLACED),
        ({"superseded_by": "another"}, 31, Standing.EXPIRED),
        ({"status": CredentialStatus.SUSPENDED}, 31, Standing.SUSPENDED),
        ({"status": CredentialStatus.REVOKED, "superseded_by": "another"}, 31, Standing.REVOKED),
    ],
)
def test_how_a_credential_stands(changes: dict[str, object], days: int, standing: Standing) -> None:
    assert standing_of(credential(**changes), NOW + timedelta(days=days)) is standing


def test_its_end_is_the_documents() -> None:
    assert valid_until(credential()) == ENDS
    assert valid_until(credential(prepared=b"{}")) is None
