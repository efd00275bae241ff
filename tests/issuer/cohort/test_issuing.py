"""A cohort is issued as its rows would be one by one: the same bytes, and each by itself."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from issuer.cohort import Made, RowFault, issue_cohort
from issuer.errors import NoSigningKey, PreparationFailed
from issuer.model.organisation import KeyAlgorithm
from issuer.preparing import prepare
from issuer.rendering.material import Material
from issuer.signing import Signers, secure
from tests.issuer.examples import LEARNER, NOW, SCHOOL, entry, material, signers

KEYS = tuple(signer.key for signer in signers())


def school_signers() -> Signers:
    return {signer.key.algorithm: signer for signer in signers()}


def row(number: int) -> Material:
    return replace(
        material(),
        credential_id=str(UUID(int=number)),
        learner=replace(LEARNER, name=f"Učenka {number}", email=f"u{number}@posta.example"),
        entries=(entry(index=number),),
        salt=number.to_bytes(16, "big"),
    )


def test_every_row_is_what_it_would_be_alone() -> None:
    rows = [row(number) for number in range(1, 4)]
    made = issue_cohort(rows, school_signers(), (SCHOOL, KEYS), now=NOW)
    for each, outcome in zip(rows, made, strict=True):
        prepared = prepare(each)
        documents = secure(prepared, school_signers(), NOW)
        assert outcome == Made(each.credential_id, prepared.body, documents)


def test_a_row_that_cannot_be_issued_stops_no_other() -> None:
    rows = [row(1), replace(row(2), salt=b"short"), row(3)]
    first, second, third = issue_cohort(rows, school_signers(), (SCHOOL, KEYS), now=NOW)
    assert isinstance(first, Made)
    assert isinstance(third, Made)
    assert isinstance(second, RowFault)
    assert second.credential_id == rows[1].credential_id
    assert isinstance(second.error, PreparationFailed)


def test_without_a_key_nothing_is_issued() -> None:
    only_one = {KeyAlgorithm.ED25519: signers()[0]}
    with pytest.raises(NoSigningKey):
        issue_cohort([row(1)], only_one, (SCHOOL, KEYS), now=NOW)


def test_no_rows_no_credentials() -> None:
    assert issue_cohort([], school_signers(), (SCHOOL, KEYS), now=NOW) == []
