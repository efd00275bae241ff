"""What issuing needs of the database: `issuer.store` on SQLAlchemy."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Connection, bindparam, update

from app.clock import Clock, Ids
from app.db import audit, awards, credentials, outbox, seals, status_lists, tables
from app.db import learners as learner_queries
from app.db import profiles as profile_queries
from app.db import programmes as programme_queries
from app.db import signing_keys as key_queries
from app.db.credential_rows import correct, document_row, sealed_row
from app.db.engine import Database
from app.db.inserting import insert_if_absent, inserting
from app.db.learner_rows import KnownLearner
from app.db.notices import Notices
from app.db.written import Written
from app.keys.sealing import Seal, Vault
from issuer.errors import AlreadyIssued
from issuer.model.approval import ProgrammeVersion
from issuer.model.award import Award, AwardState, Learner
from issuer.model.credential import Credential, SignedDocument, StatusListEntry, StatusPurpose
from issuer.model.organisation import Actor, Profile, SigningKey

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class EnteredAward:
    """An award that was entered a moment ago, in the transaction that goes on with it."""

    award: Award
    known: KnownLearner
    version: ProgrammeVersion


@dataclass(slots=True)
class _Opened:
    """What one issuing has come by: it is neither loaded nor opened a second time."""

    awards: dict[str, Award] = field(default_factory=dict)
    learners: dict[str, KnownLearner] = field(default_factory=dict)
    seals: dict[str, Seal] = field(default_factory=dict)
    """The learner's key, by credential."""
    private_keys: dict[str, bytes] = field(default_factory=dict, repr=False)
    """Sealed, by key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SqlIssuanceStore:
    """Opens transactions on behalf of one actor, for one credential."""

    database: Database
    vault: Vault
    clock: Clock
    ids: Ids
    actor: Actor
    """Who is named in the audit record."""
    public_url: str
    status_list_length: int
    notices: Notices | None = None
    """Writes to learners; None where there is no mail server."""
    _opened: _Opened = field(default_factory=_Opened, repr=False)

    @contextmanager
    def transaction(self) -> Iterator["SqlIssuanceTransaction"]:
        """Begin; commit on a normal end, roll back on an exception."""
        with self.database.write() as connection:
            yield SqlIssuanceTransaction(self, connection)

    def together(self, work: Callable[["SqlIssuanceTransaction"], T]) -> T:
        """Do a short work in a transaction that others may share; it is committed afterwards."""
        return self.database.write_together(
            lambda connection: work(SqlIssuanceTransaction(self, connection))
        )

    def joined(
        self, connection: Connection, entered: EnteredAward | None = None
    ) -> "SqlIssuanceTransaction":
        """Go on in a transaction that is open already, with what it has entered."""
        return SqlIssuanceTransaction(self, connection, entered)

    def private_sealed(self, key_id: str) -> bytes:
        """Give the sealed private half of a key. Raises NotFound when it is not kept here."""
        kept = self._opened.private_keys.get(key_id)
        if kept is not None:
            return kept
        with self.database.read() as connection:
            return key_queries.private_sealed(connection, key_id)


@dataclass(frozen=True, slots=True)
class SqlIssuanceTransaction:
    """One database transaction: everything below is committed together, or not at all."""

    _store: SqlIssuanceStore
    _connection: Connection
    _entered: EnteredAward | None = None

    def award(self, award_id: str, organisation_id: str) -> Award:
        """Load the award and hold it against concurrent issue. Raises NotFound."""
        if self._entered is not None and self._entered.award.id == award_id:
            award = self._entered.award
        else:
            award = awards.get(
                self._connection,
                self._store.vault,
                award_id,
                organisation_id=organisation_id,
                for_update=True,
            )
        self._opened.awards[award.id] = award
        return award

    def learner(self, learner_id: str) -> Learner:
        """Load the learner of an award. Raises NotFound."""
        return self._known(learner_id).learner

    def version(self, version_id: str) -> ProgrammeVersion:
        """Load the programme version of an award. Raises NotFound."""
        if self._entered is not None and self._entered.version.id == version_id:
            return self._entered.version
        return programme_queries.by_id(self._connection, version_id)

    def profile(self, profile_id: str) -> Profile:
        """Load the issuing profile. Raises NotFound."""
        return profile_queries.by_id(self._connection, profile_id)

    def has_seal(self, profile_id: str) -> bool:
        """Tell whether the profile seals: then its badges name their European twins."""
        return seals.has_one(self._connection, profile_id)

    def signing_keys(self, profile_id: str) -> tuple[SigningKey, ...]:
        """Load every key of the profile, retired ones too."""
        stored = key_queries.with_private_halves(self._connection, profile_id)
        halves = self._opened.private_keys
        halves |= {each.key.id: each.sealed for each in stored if each.sealed is not None}
        return tuple(each.key for each in stored)

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
        if self._entered is not None and self._entered.award.id == award_id:
            return None
        return credentials.of_award(self._connection, self._store.vault, award_id)

    def record_intent(self, credential: Credential) -> None:
        """Write down what is about to be signed. Raises AlreadyIssued, NotFound."""
        award = self._award_of(credential)
        seal = self._known(award.learner_id).seal
        self._opened.seals[credential.id] = seal
        row = {
            **sealed_row(credential, seal),
            "version_id": award.version_id,
            "learner_id": award.learner_id,
        }
        if not insert_if_absent(self._connection, tables.credentials, row):
            raise AlreadyIssued("A credential of this award is issued, or about to be.")
        self._note("credential.intended", credential, credential.intended_at, {})

    def credential(self, credential_id: str) -> Credential:
        """Load an intended or issued credential. Raises NotFound."""
        return credentials.by_id(self._connection, self._store.vault, credential_id)

    def record_issued(
        self, credential: Credential, documents: tuple[SignedDocument, ...], issued_at: datetime
    ) -> bool:
        """Store the signed documents with the outbox row; False if another did so first.

        In the same transaction the award becomes issued, the issuance log grows, and the
        credential of the award that it supersedes learns which one corrects it.
        """
        marked = {"intended_id": credential.id, "at": issued_at}
        if _MARK_ISSUED.run(self._connection, marked) == 0:
            return False
        self._store_documents(credential, documents)
        award = _FINISH_AWARD.one(self._connection, {"award_id": credential.award_id})
        if award is not None and award.supersedes is not None:
            correct(self._connection, award.supersedes, credential.id)
        detail = {document.format.value: document.digest for document in documents}
        topic = outbox.Topic.CREDENTIAL_ISSUED
        self._note(topic.value, credential, issued_at, detail)
        payload = {"award_id": credential.award_id}
        outbox.append(self._connection, topic, credential.id, payload, now=issued_at)
        if self._store.notices is not None:
            told = [(self._award_of(credential), credential)]
            self._store.notices.issued(self._connection, told, now=issued_at)
        return True

    def _store_documents(
        self, credential: Credential, documents: tuple[SignedDocument, ...]
    ) -> None:
        seal = self._opened.seals.get(credential.id) or credentials.seal_of(
            self._connection, self._store.vault, credential.id
        )
        rows = [document_row(credential.id, document, seal) for document in documents]
        inserting(tables.credential_documents).insert(self._connection, rows)
        logged = ("credential_id", "format", "digest", "key_id", "signed_at")
        log = [{column: row[column] for column in logged} for row in rows]
        inserting(tables.issuance_log).insert(self._connection, log)

    def _award_of(self, credential: Credential) -> Award:
        return self._opened.awards.get(credential.award_id) or awards.get(
            self._connection,
            self._store.vault,
            credential.award_id,
            organisation_id=credential.organisation_id,
        )

    def _known(self, learner_id: str) -> KnownLearner:
        if self._entered is not None and self._entered.award.learner_id == learner_id:
            return self._entered.known
        known = self._opened.learners.get(learner_id)
        if known is None:
            known = learner_queries.known_by_id(self._connection, self._store.vault, learner_id)
            self._opened.learners[learner_id] = known
        return known

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

    @property
    def _opened(self) -> _Opened:
        return self._store._opened  # noqa: SLF001 - the store's own transaction


_MARK_ISSUED = Written(
    update(tables.credentials)
    .where(
        tables.credentials.c.id == bindparam("intended_id"),
        tables.credentials.c.issued_at.is_(None),
    )
    .values(issued_at=bindparam("at"))
)
_FINISH_AWARD = Written(
    update(tables.awards)
    .where(tables.awards.c.id == bindparam("award_id"))
    .values(state=AwardState.ISSUED.value)
    .returning(tables.awards.c.supersedes)
)
