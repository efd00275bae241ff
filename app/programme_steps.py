"""The steps of a programme's life, each one transaction: load, step, save, write it down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from app.db import api_keys, audit, organisations, outbox, profiles, programmes
from app.db.engine import Connection
from app.repeating import RepeatGuard
from app.services import Services
from issuer import approval
from issuer.errors import ConcurrentChange, InvalidContent
from issuer.faults import Fault
from issuer.model.approval import ProgrammeState, ProgrammeVersion, Step
from issuer.model.organisation import Actor, Profile
from issuer.model.programme import ProgrammeContent


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictWish:
    """What a reviewer decides."""

    step: Step
    decision_number: str
    reason: str | None = None


Change: TypeAlias = Callable[[Connection, ProgrammeVersion, datetime], ProgrammeVersion]

_TOPICS = {
    ProgrammeState.APPROVED: outbox.Topic.PROGRAMME_APPROVED,
    ProgrammeState.RETIRED: outbox.Topic.PROGRAMME_RETIRED,
}


def begin(
    services: Services,
    actor: Actor,
    content: ProgrammeContent,
    *,
    profile_id: str | None = None,
    repeat: RepeatGuard,
) -> ProgrammeVersion:
    """Begin a programme as a draft. Raises NotPermitted, NotFound, InvalidContent."""
    now, programme_id = services.clock.now(), services.ids.new_id()
    with services.database.write() as connection:
        earlier = repeat.made_before(connection, actor, ("programme", programme_id), now=now)
        if earlier is not None:
            return programmes.newest(connection, earlier, organisation_id=actor.organisation_id)
        organisation = organisations.get(connection, actor.organisation_id)
        new = approval.NewProgramme(
            version_id=services.ids.new_id(),
            programme_id=programme_id,
            profile=_profile(connection, actor, profile_id),
            review_body_id=organisation.review_body_id or organisation.id,
        )
        version = approval.draft(new, content, actor, now=now)
        programmes.add(connection, version)
        _write_down(connection, version, "programme.begun", actor, now)
    return version


def begin_version(
    services: Services, actor: Actor, programme_id: str, repeat: RepeatGuard
) -> ProgrammeVersion:
    """Begin the next version as a copy of the newest. Raises NotPermitted, WrongState."""
    now, version_id = services.clock.now(), services.ids.new_id()
    own = actor.organisation_id
    with services.database.write() as connection:
        made = ("programme-version", version_id)
        earlier = repeat.made_before(connection, actor, made, now=now)
        if earlier is not None:
            return programmes.by_id(connection, earlier)
        latest = programmes.newest(connection, programme_id, organisation_id=own, for_update=True)
        version = approval.new_version(latest, actor, version_id=version_id, now=now)
        programmes.add_version(connection, version)
        _write_down(connection, version, "programme.version-begun", actor, now)
    return version


def edit(
    services: Services,
    actor: Actor,
    programme_id: str,
    content: ProgrammeContent,
    *,
    revision: int | None = None,
) -> ProgrammeVersion:
    """Replace the content of an open version. Raises ConcurrentChange, NotPermitted, WrongState."""

    def change(_: Connection, version: ProgrammeVersion, now: datetime) -> ProgrammeVersion:
        if revision is not None and revision != version.revision:
            raise ConcurrentChange(
                "Somebody else has changed this version since you read it. Read it again."
            )
        return approval.edit(version, content, actor, now=now)

    return _step(services, actor, programme_id, "programme.edited", change)


def submit(services: Services, actor: Actor, programme_id: str) -> ProgrammeVersion:
    """Hand the newest version over for review. Raises Incomplete, InvalidContent, WrongState."""

    def change(
        connection: Connection, version: ProgrammeVersion, now: datetime
    ) -> ProgrammeVersion:
        profile = profiles.by_id(connection, version.profile_id)
        decision_id = services.ids.new_id()
        return approval.submit(version, actor, profile=profile, now=now, decision_id=decision_id)

    return _step(services, actor, programme_id, "programme.submitted", change)


def take_into_review(services: Services, actor: Actor, programme_id: str) -> ProgrammeVersion:
    """Begin the review. Raises NotPermitted, OwnWork, WrongState."""

    def change(
        connection: Connection, version: ProgrammeVersion, now: datetime
    ) -> ProgrammeVersion:
        creators = _creators(connection, version, actor)
        decision_id = services.ids.new_id()
        return approval.take_into_review(
            version, actor, creators=creators, now=now, decision_id=decision_id
        )

    return _step(services, actor, programme_id, "programme.taken-into-review", change)


def decide(
    services: Services, actor: Actor, programme_id: str, wish: VerdictWish
) -> ProgrammeVersion:
    """Record a reviewer's verdict. Raises NotPermitted, OwnWork, WrongState, GroundsMissing."""

    def change(
        connection: Connection, version: ProgrammeVersion, now: datetime
    ) -> ProgrammeVersion:
        verdict = approval.Verdict(
            decision_id=services.ids.new_id(),
            step=wish.step,
            decision_number=wish.decision_number,
            reason=wish.reason,
        )
        creators = _creators(connection, version, actor)
        return approval.decide(version, verdict, actor, creators=creators, now=now)

    return _step(services, actor, programme_id, "programme.decided", change)


def retire(
    services: Services, actor: Actor, programme_id: str, reason: str | None
) -> ProgrammeVersion:
    """Take the newest approved version out of use. Raises NotFound, NotPermitted, WrongState."""
    now, own = services.clock.now(), actor.organisation_id
    with services.database.write() as connection:
        # What is not there, or not yet approved, is told by the newest version.
        version = programmes.newest(connection, programme_id, organisation_id=own, for_update=True)
        if version.state in approval.EDITABLE | {ProgrammeState.SUBMITTED}:
            version = programmes.newest_approved(connection, programme_id, organisation_id=own)
        retired = approval.retire(
            version, actor, now=now, decision_id=services.ids.new_id(), reason=reason
        )
        return _save(connection, version, retired, "programme.retired", actor)


def _step(
    services: Services, actor: Actor, programme_id: str, action: str, change: Change
) -> ProgrammeVersion:
    now, own = services.clock.now(), actor.organisation_id
    with services.database.write() as connection:
        version = programmes.newest(connection, programme_id, organisation_id=own, for_update=True)
        changed = change(connection, version, now)
        return _save(connection, version, changed, action, actor)


def _save(
    connection: Connection,
    previous: ProgrammeVersion,
    version: ProgrammeVersion,
    action: str,
    actor: Actor,
) -> ProgrammeVersion:
    now = version.changed_at
    programmes.save(connection, version, previous=previous)
    _write_down(connection, version, action, actor, now)
    if version.state is not previous.state and version.state in _TOPICS:
        topic, payload = _TOPICS[version.state], {"programme_id": version.programme_id}
        outbox.append(connection, topic, version.id, payload, now=now)
    return version


def _write_down(
    connection: Connection, version: ProgrammeVersion, action: str, actor: Actor, now: datetime
) -> None:
    last = version.decisions[-1] if version.decisions else None
    detail = {"version": version.number, "state": version.state.value, "revision": version.revision}
    if last is not None and last.decided_at == now:
        detail |= {"step": last.step.value, "decision_number": last.decision_number or ""}
    happening = audit.Happening(
        action=action,
        subject_kind="programme",
        subject_id=version.programme_id,
        organisation_id=version.organisation_id,
        detail=detail,
    )
    audit.append(connection, happening, actor, at=now)


def _creators(
    connection: Connection, version: ProgrammeVersion, actor: Actor
) -> dict[str, str | None]:
    deciders = {decision.actor_id for decision in version.decisions}
    return api_keys.creators(connection, frozenset({actor.id, *version.author_ids, *deciders}))


def _profile(connection: Connection, actor: Actor, profile_id: str | None) -> Profile:
    own = actor.organisation_id
    if profile_id is not None:
        return profiles.get(connection, profile_id, organisation_id=own)
    candidates = profiles.listed(connection, organisation_id=own)
    if len(candidates) == 1:
        return candidates[0]
    sentence = {
        "sl": "Povejte, kateri profil izdaja ta program.",
        "en": "Say which profile issues this programme.",
    }
    raise InvalidContent(sentence["en"], faults=(Fault("PROFILE_NEEDED", "/profile_id", sentence),))
