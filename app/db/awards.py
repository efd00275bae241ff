"""Awards: one learner's result in one programme version; the result is sealed."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, select, update

from app.db import places
from app.db.codec import result_from_json, result_to_json
from app.db.inserting import insert_if_absent
from app.db.paging import Paging, Slice, total
from app.db.tables import awards, credentials, learners, programme_versions
from app.keys.sealing import Seal, Vault
from issuer.errors import AlreadyDecided, AlreadyExists, AlreadyIssued, NotFound
from issuer.model.award import Award, AwardState


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardFilter:
    """What a list of awards is narrowed to."""

    state: AwardState | None = None
    programme_id: str | None = None
    learner_id: str | None = None


def add(connection: Connection, award: Award, seal: Seal) -> None:
    """Enter an award, its result closed with its learner's key.

    Raises AlreadyIssued, or AlreadyExists while one is under way.
    """
    if award.supersedes is not None:
        supersede(connection, award)
    if not insert_if_absent(connection, awards, award_row(award, seal)):
        raise _already(connection, award)


def award_row(award: Award, seal: Seal) -> dict[str, Any]:
    """Give an award's columns."""
    return {
        "id": award.id,
        "organisation_id": award.organisation_id,
        "version_id": award.version_id,
        "learner_id": award.learner_id,
        "result_sealed": seal.close(result_to_json(award.result), place=places.result(award.id)),
        "language": award.language,
        "proposed_by": award.proposed_by,
        "proposed_at": award.proposed_at,
        "supersedes": award.supersedes,
        "notify": award.notify,
        **_state_row(award),
    }


def save(connection: Connection, award: Award, *, previous: Award) -> None:
    """Store a decision on `previous`, as it was loaded. Raises AlreadyDecided."""
    same = (awards.c.id == award.id) & (awards.c.state == previous.state.value)
    changed = connection.execute(update(awards).where(same).values(_state_row(award)))
    if changed.rowcount == 0:
        raise AlreadyDecided("Somebody else has decided on this award meanwhile.")
    if award.state is AwardState.DECLINED and award.supersedes is not None:
        # The correction comes to nothing: what it would have corrected stands again.
        earlier = (awards.c.id == award.supersedes) & (awards.c.superseded_by == award.id)
        connection.execute(update(awards).where(earlier).values(superseded_by=None))


def get(
    connection: Connection,
    vault: Vault,
    award_id: str,
    *,
    organisation_id: str,
    for_update: bool = False,
) -> Award:
    """Load an award of the caller's organisation; `for_update` holds it. Raises NotFound."""
    query = _with_data_key().where(
        awards.c.id == award_id, awards.c.organisation_id == organisation_id
    )
    if for_update:
        query = query.with_for_update(of=awards)
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotFound("There is no such award.")
    return _award(vault, row)


def listed(
    connection: Connection,
    vault: Vault,
    *,
    organisation_id: str,
    wanted: AwardFilter,
    paging: Paging,
) -> Slice[Award]:
    """List an organisation's awards, last proposed first."""
    query = _with_data_key().where(awards.c.organisation_id == organisation_id)
    if wanted.state is not None:
        query = query.where(awards.c.state == wanted.state.value)
    if wanted.learner_id is not None:
        query = query.where(awards.c.learner_id == wanted.learner_id)
    if wanted.programme_id is not None:
        of_programme = select(programme_versions.c.id).where(
            programme_versions.c.programme_id == wanted.programme_id
        )
        query = query.where(awards.c.version_id.in_(of_programme))
    page = query.order_by(awards.c.proposed_at.desc(), awards.c.id)
    rows = connection.execute(page.offset(paging.offset).limit(paging.size))
    return Slice(tuple(_award(vault, row) for row in rows), total(connection, query))


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a learner's award of a version is, and its credential, if there is one."""

    award_id: str
    state: AwardState
    credential_id: str | None


def standings(
    connection: Connection, *, version_id: str, learner_ids: Collection[str]
) -> dict[str, Standing]:
    """Give what stands of a version, by learner; who has nothing is not in the answer."""
    joined = awards.outerjoin(credentials, credentials.c.award_id == awards.c.id)
    query = (
        select(*awards.c["learner_id", "id", "state"], credentials.c.id.label("credential_id"))
        .select_from(joined)
        .where(
            awards.c.version_id == version_id,
            awards.c.learner_id.in_(learner_ids),
            awards.c.superseded_by.is_(None),
            awards.c.state != AwardState.DECLINED.value,
        )
    )
    return {
        row.learner_id: Standing(row.id, AwardState(row.state), row.credential_id)
        for row in connection.execute(query)
    }


def supersede(connection: Connection, award: Award) -> None:
    """Let the award that is corrected point at its correction, which may be entered only then.

    Raises AlreadyExists.
    """
    earlier = (awards.c.id == award.supersedes) & awards.c.superseded_by.is_(None)
    own = earlier & (awards.c.organisation_id == award.organisation_id)
    if connection.execute(update(awards).where(own).values(superseded_by=award.id)).rowcount == 0:
        raise AlreadyExists("This award is being corrected already, or has been.")


def _already(connection: Connection, award: Award) -> AlreadyExists:
    standing = connection.scalar(
        select(awards.c.state).where(
            awards.c.version_id == award.version_id,
            awards.c.learner_id == award.learner_id,
            awards.c.superseded_by.is_(None),
            awards.c.state != AwardState.DECLINED.value,
        )
    )
    if standing == AwardState.ISSUED.value:
        return AlreadyIssued(
            "This learner already holds a credential of this programme version. "
            "To correct it, send its id as the one to supersede."
        )
    return AlreadyExists(
        "There is an award for this learner and programme version already. Go on with that one."
    )


def _state_row(award: Award) -> dict[str, Any]:
    return {
        "state": award.state.value,
        "decided_by": award.decided_by,
        "decided_at": award.decided_at,
    }


def _with_data_key() -> Select[Any]:
    joined = awards.join(learners, learners.c.id == awards.c.learner_id)
    return (
        select(awards, learners.c.data_key_sealed)
        .select_from(joined)
        .where(learners.c.erased_at.is_(None))
    )


def _award(vault: Vault, row: Row[Any]) -> Award:
    seal = vault.data_seal(bytes(row.data_key_sealed), place=places.data_key(row.learner_id))
    opened = seal.open(bytes(row.result_sealed), place=places.result(row.id))
    return Award(
        id=row.id,
        organisation_id=row.organisation_id,
        version_id=row.version_id,
        learner_id=row.learner_id,
        result=result_from_json(opened),
        language=row.language,
        state=AwardState(row.state),
        proposed_by=row.proposed_by,
        proposed_at=row.proposed_at,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        supersedes=row.supersedes,
        notify=row.notify,
    )
