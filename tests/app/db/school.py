"""A database with a school in it: what the tests of this folder start from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from itertools import count

from sqlalchemy import Connection

from app.clock import Ids, RandomIds
from app.db import awards, learners, organisations, profiles, programmes, signing_keys
from app.db.engine import Database
from app.db.store import SqlIssuanceStore
from app.keys.generation import new_signing_keys
from app.keys.opened_keys import OpenedKeys
from app.keys.sealing import Vault
from app.keys.signers import signers_for
from issuer import awarding
from issuer.issuance import IssueCommand, issue
from issuer.model.approval import Decision, ProgrammeState, ProgrammeVersion, Step
from issuer.model.award import Award, Learner
from issuer.model.credential import Credential
from issuer.model.organisation import Organisation, OrganisationKind, Profile, SigningKey
from issuer.model.programme import ProgrammeContent
from issuer.signing import Signers
from tests.issuer.examples import (
    AUTHOR,
    BASE,
    HEAT_PUMPS,
    ISSUER,
    LEARNER,
    NOW,
    RESULT,
    REVIEW_BODY_ID,
    REVIEWER,
    SALT,
    SCHOOL,
    SCHOOL_ID,
)

OTHER_SCHOOL_ID = "0b5f2a10-0000-4000-8000-000000000003"
LATER = NOW + timedelta(hours=1)


@dataclass
class SteppedClock:
    """A clock that a test sets."""

    moment: datetime = NOW

    def now(self) -> datetime:
        """Give the moment the test has set."""
        return self.moment


@dataclass
class DrawnIds:
    """Random ids, and the places that a test wants drawn; without a wish, in order."""

    places: Iterator[int] = field(default_factory=count)

    def new_id(self) -> str:
        """Give a random id."""
        return RandomIds().new_id()

    def new_token(self) -> str:
        """Give a random token."""
        return RandomIds().new_token()

    def random_index(self, length: int) -> int:
        """Give the next place that the test wants."""
        return next(self.places) % length


@dataclass
class School:
    """A filled database, and the means to act in it."""

    database: Database
    vault: Vault
    ids: RandomIds = field(default_factory=RandomIds)
    clock: SteppedClock = field(default_factory=SteppedClock)
    profile: Profile = field(default_factory=lambda: replace(SCHOOL, created_at=NOW))

    def found(self) -> None:
        """Enter the organisations, a profile with its keys, and nothing else."""
        with self.database.write() as connection:
            for organisation in organisations_of_the_tests():
                organisations.add(connection, organisation)
            profiles.add(connection, self.profile)
            made = new_signing_keys(self.profile.id, self.vault, self.ids, now=NOW)
            for key, private_sealed in made:
                signing_keys.add(connection, key, private_sealed=private_sealed)

    def approved(
        self, content: ProgrammeContent = HEAT_PUMPS, *, at: datetime = NOW
    ) -> ProgrammeVersion:
        """Enter a programme with an approved version 1."""
        first = draft(self.ids, content)
        version = approved(first, self.ids, at=at)
        with self.database.write() as connection:
            programmes.add(connection, first)
            programmes.save(connection, version, previous=first)
        return version

    def learner(self, learner: Learner = LEARNER) -> Learner:
        """Enter a learner."""
        fresh = replace(learner, id=self.ids.new_id())
        with self.database.write() as connection:
            return learners.find_or_create(connection, self.vault, fresh, now=NOW).learner

    def approved_award(
        self, version: ProgrammeVersion, learner: Learner, *, corrects: Award | None = None
    ) -> Award:
        """Enter an approved award."""
        with self.database.write() as connection:
            proposed = self.propose(connection, version, learner, corrects=corrects)
            award = awarding.approve(proposed, ISSUER, now=NOW)
            awards.save(connection, award, previous=proposed)
        return award

    def propose(
        self,
        connection: Connection,
        version: ProgrammeVersion,
        learner: Learner,
        *,
        corrects: Award | None = None,
    ) -> Award:
        """Enter a proposed award."""
        graded = version.content.grading is not None
        proposal = awarding.Proposal(
            award_id=self.ids.new_id(),
            version=version,
            learner=learner,
            result=RESULT if graded else replace(RESULT, grade=None, assessments=()),
            language="sl",
            corrects=corrects,
        )
        award = awarding.propose(proposal, ISSUER, now=NOW)
        known = learners.known_by_id(connection, self.vault, learner.id)
        awards.add(connection, award, known.seal)
        return award

    def store(self, ids: Ids | None = None) -> SqlIssuanceStore:
        """Open the store that issuing uses."""
        return SqlIssuanceStore(
            database=self.database,
            vault=self.vault,
            clock=self.clock,
            ids=ids or self.ids,
            actor=ISSUER,
            public_url=BASE,
            status_list_length=131_072,
        )

    def signers(self, keys: tuple[SigningKey, ...]) -> Signers:
        """Open the private halves of keys."""
        with self.database.read() as connection:
            sealed = partial(signing_keys.private_sealed, connection)
            return signers_for(keys, self.vault, sealed, OpenedKeys())

    def command(self, award: Award) -> IssueCommand:
        """Ask for a credential of an award."""
        return IssueCommand(
            award_id=award.id,
            credential_id=self.ids.new_id(),
            page_token=self.ids.new_token(),
            salt=SALT,
            base_url=BASE,
        )

    def issue(self, award: Award) -> Credential:
        """Issue an award through the domain's own story."""
        return issue(
            self.store(),
            self.command(award),
            ISSUER,
            signers_for=self.signers,
            now=self.clock.now(),
        )

    def issued(self, content: ProgrammeContent = HEAT_PUMPS) -> Credential:
        """Issue one credential, from nothing."""
        return self.issue(self.approved_award(self.approved(content), self.learner()))


def organisations_of_the_tests() -> tuple[Organisation, ...]:
    """Give the review body, the school it reviews, and a school that has nothing to do with it."""
    review_body = Organisation(
        id=REVIEW_BODY_ID,
        kind=OrganisationKind.REVIEW_BODY,
        name={"sl": "Komisija", "en": "Commission"},
        review_body_id=None,
        created_at=NOW,
    )
    school = replace(
        review_body, id=SCHOOL_ID, kind=OrganisationKind.SCHOOL, review_body_id=REVIEW_BODY_ID
    )
    return review_body, school, replace(school, id=OTHER_SCHOOL_ID)


def draft(ids: RandomIds, content: ProgrammeContent = HEAT_PUMPS) -> ProgrammeVersion:
    """Give a first version of a new programme."""
    return ProgrammeVersion(
        id=ids.new_id(),
        programme_id=ids.new_id(),
        organisation_id=SCHOOL_ID,
        profile_id=SCHOOL.id,
        review_body_id=REVIEW_BODY_ID,
        number=1,
        state=ProgrammeState.DRAFT,
        content=content,
        author_ids=frozenset({AUTHOR.id}),
        decisions=(),
        created_at=NOW,
        changed_at=NOW,
        revision=1,
    )


def stepped(
    version: ProgrammeVersion,
    step: Step,
    state: ProgrammeState,
    ids: RandomIds,
    *,
    at: datetime = NOW,
) -> ProgrammeVersion:
    """Give the version after one more step; the domain's rules are not asked here."""
    decision = Decision(
        id=ids.new_id(),
        version_id=version.id,
        step=step,
        round=1,
        actor_id=REVIEWER.id,
        actor_name=REVIEWER.name,
        organisation_id=REVIEW_BODY_ID,
        decided_at=at,
        decision_number="6033-1/2026" if step is Step.APPROVE else None,
    )
    return replace(
        version,
        state=state,
        decisions=(*version.decisions, decision),
        changed_at=at,
        revision=version.revision + 1,
    )


def approved(version: ProgrammeVersion, ids: RandomIds, *, at: datetime = NOW) -> ProgrammeVersion:
    """Give the version after submission and approval."""
    submitted = stepped(version, Step.SUBMIT, ProgrammeState.SUBMITTED, ids, at=at)
    return stepped(submitted, Step.APPROVE, ProgrammeState.APPROVED, ids, at=at)
