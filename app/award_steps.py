"""Awards: proposed, approved or declined, each step one transaction with its audit record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from app.db import audit, awards, credentials, learners, programmes
from app.db.awards import AwardFilter
from app.db.engine import Connection
from app.db.paging import Paging
from app.db.store import EnteredAward
from app.repeating import RepeatGuard
from app.services import Services
from issuer import awarding
from issuer.errors import AlreadyExists, NotFound, WrongState
from issuer.model.approval import ProgrammeVersion
from issuer.model.award import Award, AwardState, Learner, Result
from issuer.model.organisation import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Who achieved what: the learner may be new or known."""

    programme_id: str
    version: int | None
    """None: the newest approved one, or that of the credential it corrects."""
    learner: Learner
    """Under a new id; a learner who is known keeps the old one."""
    result: Result
    language: str | None
    """None: the learner's, if the programme speaks it."""
    supersedes: str | None = None
    """The credential that this one corrects."""
    notify: bool | None = None
    """Whether we write to the learner; None: as the school does it."""


def propose(services: Services, actor: Actor, order: Order, repeat: RepeatGuard) -> Award:
    """Record a result as an award to be approved. Raises what `awarding.propose` raises."""
    now, award_id = services.clock.now(), services.ids.new_id()
    with services.database.write() as connection:
        earlier = repeat.made_before(connection, actor, ("award", award_id), now=now)
        if earlier is not None:
            own = actor.organisation_id
            return awards.get(connection, services.vault, earlier, organisation_id=own)
        proposed = _proposed(services, connection, actor, order, award_id)
        _add(services, connection, proposed)
        write_down(connection, [proposed.award], actor, now)
        return proposed.award


def enter_approved(
    services: Services, connection: Connection, actor: Actor, order: Order, *, award_id: str
) -> EnteredAward:
    """Enter an award, proposed and approved by the same actor, in a transaction open already.

    Raises what proposing and approving raise; AlreadyExists names the award, and the credential if
    there is one, that stands in the way.
    """
    now = services.clock.now()
    proposed = _proposed(services, connection, actor, order, award_id)
    approved = awarding.approve(proposed.award, actor, now=now)
    entered = replace(proposed, award=approved)
    _add(services, connection, entered)
    write_down(connection, [proposed.award, approved], actor, now)
    return entered


def _proposed(
    services: Services, connection: Connection, actor: Actor, order: Order, award_id: str
) -> EnteredAward:
    now, vault, own = services.clock.now(), services.vault, actor.organisation_id
    corrects = None
    if order.supersedes is not None:
        old = credentials.get(connection, vault, order.supersedes, organisation_id=own)
        corrects = awards.get(connection, vault, old.award_id, organisation_id=own, for_update=True)
    version = _version(connection, own, order, corrects)
    known = learners.find_or_create(connection, vault, order.learner, now=now)
    proposal = awarding.Proposal(
        award_id=award_id,
        version=version,
        learner=known.learner,
        result=order.result,
        language=order.language or awarding.badge_language(known.learner, version),
        corrects=corrects,
        notify=order.notify,
    )
    return EnteredAward(awarding.propose(proposal, actor, now=now), known, version)


def _add(services: Services, connection: Connection, entered: EnteredAward) -> None:
    try:
        awards.add(connection, entered.award, entered.known.seal)
    except AlreadyExists as error:
        standing = _standing(services, connection, entered.award, entered.version)
        error.params = {**error.params, **standing}
        raise


def approve(services: Services, actor: Actor, award_id: str) -> Award:
    """Let a proposed award be issued. Raises NotFound, NotPermitted, AlreadyDecided."""
    return _decided(services, actor, award_id, awarding.approve)


def decline(services: Services, actor: Actor, award_id: str) -> Award:
    """Refuse a proposed award. Raises NotFound, NotPermitted, AlreadyDecided."""
    return _decided(services, actor, award_id, awarding.decline)


class _Decision(Protocol):
    def __call__(self, award: Award, actor: Actor, *, now: datetime) -> Award: ...


def _decided(services: Services, actor: Actor, award_id: str, decide: _Decision) -> Award:
    now = services.clock.now()
    with services.database.write() as connection:
        award = _held(services, connection, actor, award_id)
        decided = decide(award, actor, now=now)
        awards.save(connection, decided, previous=award)
        write_down(connection, [decided], actor, now)
    return decided


def write_down(connection: Connection, steps: Iterable[Award], actor: Actor, now: datetime) -> None:
    """Append steps of awards to the audit record; nothing of the learner but the id."""
    happenings = [
        audit.Happening(
            action=f"award.{award.state.value}",
            subject_kind="award",
            subject_id=award.id,
            organisation_id=award.organisation_id,
            detail={"state": award.state.value, "version_id": award.version_id},
        )
        for award in steps
    ]
    audit.append_all(connection, happenings, actor, at=now)


def _held(services: Services, connection: Connection, actor: Actor, award_id: str) -> Award:
    return awards.get(
        connection,
        services.vault,
        award_id,
        organisation_id=actor.organisation_id,
        for_update=True,
    )


def _standing(
    services: Services, connection: Connection, award: Award, version: ProgrammeVersion
) -> dict[str, str]:
    """Name what the learner has of this version already."""
    found = awards.listed(
        connection,
        services.vault,
        organisation_id=award.organisation_id,
        wanted=AwardFilter(learner_id=award.learner_id, programme_id=version.programme_id),
        paging=Paging(),
    )
    for standing in found.items:  # a correction is newer than what it corrects
        if standing.version_id == award.version_id and standing.state is not AwardState.DECLINED:
            credential = credentials.of_award(connection, services.vault, standing.id)
            issued = {"credential_id": credential.id} if credential else {}
            return {"award_id": standing.id, **issued}
    return {}


def _version(
    connection: Connection, own: str, order: Order, corrects: Award | None
) -> ProgrammeVersion:
    if order.version is not None:
        return programmes.numbered(
            connection, order.programme_id, order.version, organisation_id=own
        )
    if corrects is not None:
        version = programmes.by_id(connection, corrects.version_id)
        if version.programme_id == order.programme_id:
            return version
    return newest_approved(connection, own, order.programme_id)


def newest_approved(connection: Connection, own: str, programme_id: str) -> ProgrammeVersion:
    """Give the version that is awarded when none is named. Raises NotFound, WrongState."""
    try:
        return programmes.newest_approved(connection, programme_id, organisation_id=own)
    except NotFound:
        state = programmes.newest(connection, programme_id, organisation_id=own).state
        raise WrongState(
            f"No version of this programme is approved; the newest is {state.value}.",
            state=state.value,
        ) from None
