"""What issuing needs of the database: `issuer.store` on SQLAlchemy."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from app.clock import Clock, Ids
from app.db import audit, awards, credentials, outbox, status_lists, tables
from app.db import learners as learner_queries
from app.db import profiles as profile_queries
from app.db import programmes as programme_queries
from app.db import signing_keys as key_queries
from app.db.credential_rows import correct, document_row, sealed_row
from app.db.engine import Database
from app.db.inserting import insert_if_absent
from app.keys.sealing import Vault
from issuer.errors import AlreadyIssued, NotFound
from issuer.model.approval import ProgrammeVersion
from issuer.model.award import Award, AwardState, Learner
from issuer.model.credential import Credential, SignedDocument, StatusListEntry, StatusPurpose
from issuer.model.organisation import Actor, Profile, SigningKey


@dataclass(frozen=True, slots=True, kw_only=True)
class SqlIssuanceStore:
    """Opens transactions on behalf of one actor."""

    database: Database
    vault: Vault
    clock: Clock
    ids: Ids
    actor: Actor
    """Who is named in the audit record."""
    public_url: str
    status_list_length: int

    @contextmanager
    def transaction(self) -> Iterator["SqlIssuanceTransaction"]:
        """Begin; commit on a normal end, roll back on an exception."""
        with self.database.write() as connection:
            yield SqlIssuanceTransaction(self, connection)


@dataclass(frozen=True, slots=True)
class SqlIssuanceTransaction:
    """One database transaction: everything below is committed together, or not at all."""

    _store: SqlIssuanceStore
    _connection: Connection

    def award(self, award_id: str, organisation_id: str) -> Award:
        """Load the award and hold it against concurrent issue. Raises NotFound."""
        return awards.get(
            self._connection,
            self._store.vault,
            award_id,
            organisation_id=organisation_id,
            for_update=True,
        )

    def learner(self, learner_id: str) -> Learner:
        """Load the learner of an award. Raises NotFound."""
        return learner_queries.by_id(self._connection, self._store.vault, learner_id)

    def version(self, version_id: str) -> ProgrammeVersion:
        """Load the programme version of an award. Raises NotFound."""
        return programme_queries.by_id(self._connection, version_id)

    def profile(self, profile_id: str) -> Profile:
        """Load the issuing profile. Raises NotFound."""
        return profile_queries.by_id(self._connection, profile_id)

    def signing_keys(self, profile_id: str) -> tuple[SigningKey, ...]:
        """Load every key of the profile, retired ones too."""
        return key_queries.of_profile(self._connection, profile_id)

    def allot(self, profile_id: str, purpose: StatusPurpose, credential_id: str) -> StatusListEntry:
        """Take a free place at random in a list of this profile and purpose."""
        wanted = status_lists.Wanted(
            profile_id=profile_id, purpose=purpose, credential_id=credential_id
        )
        new_lists = status_lists.NewLists(
            ids=self._store.ids,
            public_url=self._store.public_url,
            length=self._store.status_list_length,
            now=self._store.clock.now(),
        )
        return status_lists.allot(self._connection, wanted, new_lists)

    def credential_of_award(self, award_id: str) -> Credential | None:
        """Find the award's credential, intended or issued; None when there is none yet."""
        return credentials.of_award(self._connection, self._store.vault, award_id)

    def record_intent(self, credential: Credential) -> None:
        """Write down what is about to be signed. Raises AlreadyIssued."""
        award = tables.awards.c
        of_award = select(award.version_id, award.learner_id).where(award.id == credential.award_id)
        version_id, learner_id = self._connection.execute(of_award).one()
        seal = learner_queries.seal_of(self._connection, self._store.vault, learner_id)
        row = {
            **sealed_row(credential, seal),
            "version_id": version_id,
            "learner_id": learner_id,
        }
        if not insert_if_absent(self._connection, tables.credentials, row):
            raise AlreadyIssued("A credential of this award is issued, or about to be.")
        self._note("credential.intended", credential, credential.intended_at, {})

    def credential(self, credential_id: str) -> Credential:
        """Load an intended or issued credential. Raises NotFound."""
        return credentials.by_id(self._connection, self._store.vault, credential_id)

    def record_issued(
        self, credential_id: str, documents: tuple[SignedDocument, ...], issued_at: datetime
    ) -> bool:
        """Store the signed documents with the outbox row; False if another did so first.

        In the same transaction the award becomes issued, the issuance log grows, and the
        credential of the award that it supersedes learns which one corrects it.
        """
        intended = tables.credentials.c
        mine = (intended.id == credential_id) & intended.issued_at.is_(None)
        marked = update(tables.credentials).where(mine).values(issued_at=issued_at)
        if self._connection.execute(marked).rowcount == 0:
            return False
        credential = self.credential(credential_id)
        self._store_documents(credential, documents)
        self._finish_award(credential)
        detail = {document.format.value: document.digest for document in documents}
        topic = outbox.Topic.CREDENTIAL_ISSUED
        self._note(topic.value, credential, issued_at, detail)
        payload = {"award_id": credential.award_id}
        outbox.append(self._connection, topic, credential_id, payload, now=issued_at)
        return True

    def _store_documents(
        self, credential: Credential, documents: tuple[SignedDocument, ...]
    ) -> None:
        learner_of = select(tables.credentials.c.learner_id)
        learner_id = self._connection.scalar(
            learner_of.where(tables.credentials.c.id == credential.id)
        )
        if learner_id is None:
            raise NotFound("There is no such credential.")
        seal = learner_queries.seal_of(self._connection, self._store.vault, learner_id)
        rows = [document_row(credential.id, document, seal) for document in documents]
        self._connection.execute(insert(tables.credential_documents), rows)
        logged = ("credential_id", "format", "digest", "key_id", "signed_at")
        log = [{column: row[column] for column in logged} for row in rows]
        self._connection.execute(insert(tables.issuance_log), log)

    def _finish_award(self, credential: Credential) -> None:
        award = tables.awards.c
        own = award.id == credential.award_id
        issued = update(tables.awards).where(own).values(state=AwardState.ISSUED.value)
        self._connection.execute(issued)
        corrected = self._connection.scalar(select(award.supersedes).where(own))
        if corrected is not None:
            correct(self._connection, corrected, credential.id)

    def _note(
        self, action: str, credential: Credential, at: datetime, detail: Mapping[str, object]
    ) -> None:
        happening = audit.Happening(
            action=action,
            subject_kind="credential",
            subject_id=credential.id,
            organisation_id=credential.organisation_id,
            detail=detail,
        )
        audit.append(self._connection, happening, self._store.actor, at=at)
