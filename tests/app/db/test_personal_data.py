"""Nothing personal stands in any table in plain: every row of every table is looked through."""

import base64

import pytest
from sqlalchemy import select

from app.db import credential_status
from app.db.tables import metadata
from issuer.model.credential import Credential
from issuer.status import revoke
from tests.app.db.school import School
from tests.issuer.examples import ISSUER, LEARNER, NOW, RESULT, SALT

REASON = "Potrdilo je bilo izdano pomotoma."


@pytest.fixture
def credential(school: School) -> Credential:
    """Issue a credential and revoke it: every table that knows of learners is filled."""
    issued = school.issued()
    with school.database.write() as connection:
        revoked = revoke(issued, REASON, ISSUER, now=NOW)
        credential_status.save(connection, school.vault, revoked, ISSUER, previous=issued)
    return issued


def stored(school: School) -> bytes:
    """Give all that is in the database, in the forms in which it could be read."""
    with school.database.read() as connection:
        values = [
            value
            for table in metadata.sorted_tables
            for row in connection.execute(select(table))
            for value in row
        ]
    return b"\n".join(
        bytes(value) if isinstance(value, (bytes, memoryview)) else str(value).encode()
        for value in values
    )


def test_a_learner_can_not_be_read_out_of_the_tables(
    school: School, credential: Credential
) -> None:
    assert LEARNER.family_name
    assert LEARNER.identifier
    # Not the given name: three letters also come about by chance, in what is sealed.
    secrets = [
        LEARNER.name,
        *LEARNER.family_name.split(),
        LEARNER.email.strip(),
        LEARNER.identifier,
        str(LEARNER.date_of_birth),
        str(RESULT.narrative),
        RESULT.evidence[0].name,
        REASON,
        credential.page_token,
        SALT.hex(),
    ]
    everything = stored(school).decode(errors="replace").casefold()
    for secret in secrets:
        for written in (secret, secret.encode("unicode_escape").decode()):
            assert written.casefold() not in everything, secret


def test_no_signed_document_stands_in_plain(school: School, credential: Credential) -> None:
    everything = stored(school)
    for document in credential.documents:
        assert document.body not in everything
        assert document.body[10:60] not in everything
    assert credential.prepared[10:60] not in everything


def test_the_search_would_find_what_is_in_plain(school: School, credential: Credential) -> None:
    everything = stored(school)
    assert credential.id.encode() in everything
    assert school.profile.name["sl"].encode() in everything


def test_no_private_key_stands_in_plain(school: School, credential: Credential) -> None:
    del credential
    everything = stored(school)
    with school.database.read() as connection:
        sealed = connection.execute(select(metadata.tables["signing_keys"])).all()
    for row in sealed:
        private = school.vault.open(
            bytes(row.private_sealed), place=f"signing_keys/{row.id}/private"
        )
        assert private not in everything
        assert base64.b64encode(private) not in everything
        assert private.hex().encode() not in everything
