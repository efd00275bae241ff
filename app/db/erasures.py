"""Erasures: the destruction itself, table by table, and the receipts that stay."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, exists, insert, null, or_, select, update

from app.db import accounts
from app.db import tables as t
from app.db.paging import Paging, Slice, total
from app.rights.erasure import AskedBy, Erasure
from issuer.errors import NotFound, WrongState
from issuer.model.batch import BatchState

_ENDED = (BatchState.FINISHED, BatchState.CANCELLED)


def of_learner(connection: Connection, learner_id: str) -> Erasure | None:
    """Find the receipt of a learner who was erased."""
    query = select(t.erasures).where(t.erasures.c.learner_id == learner_id)
    row = connection.execute(query).one_or_none()
    return None if row is None else _erasure(row)


def listed(connection: Connection, *, organisation_id: str, paging: Paging) -> Slice[Erasure]:
    """List an organisation's receipts, newest first."""
    query = select(t.erasures).where(t.erasures.c.organisation_id == organisation_id)
    newest = query.order_by(t.erasures.c.erased_at.desc(), t.erasures.c.id)
    rows = connection.execute(newest.limit(paging.size).offset(paging.offset))
    return Slice(tuple(_erasure(row) for row in rows), total(connection, query))


def hold(connection: Connection, learner_id: str) -> tuple[str, bool]:
    """Hold a learner's row for the transaction; give the organisation, and whether it is erased.

    Raises NotFound.
    """
    held = select(t.learners.c.organisation_id, t.learners.c.erased_at)
    query = held.where(t.learners.c.id == learner_id).with_for_update()
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotFound("There is no such learner.")
    return row.organisation_id, row.erased_at is not None


def destroy(connection: Connection, learner_id: str, *, now: datetime) -> dict[str, int]:
    """Destroy the learner's key, and with it all that it closed; tell how much that was.

    What is closed under other keys, or only points at the learner, is removed. Raises WrongState
    while a file that names the learner is being worked on.
    """
    credentials = _ids(connection, t.credentials, learner_id)
    destroyed = {
        "credentials": len(credentials),
        "rows_of_files": _empty_rows(connection, learner_id),
        "copies_in_wallets": _count(connection, t.holder_copies, credentials),
        "links": _remove_links(connection, learner_id, credentials),
    }
    erased = {
        "data_key_sealed": null(),
        "personal_sealed": null(),
        "email_lookup": null(),
        "identifier_lookup": null(),
        "erased_at": now,
        "changed_at": now,
    }
    connection.execute(update(t.learners).where(t.learners.c.id == learner_id).values(erased))
    return destroyed


def record(connection: Connection, erasure: Erasure) -> None:
    """Keep the receipt."""
    connection.execute(
        insert(t.erasures).values(
            id=erasure.id,
            organisation_id=erasure.organisation_id,
            learner_id=erasure.learner_id,
            asked_by=erasure.asked_by.value,
            erased_at=erasure.erased_at,
            destroyed=dict(erasure.destroyed),
        )
    )


def all_of(connection: Connection) -> Sequence[Erasure]:
    """Give every receipt there is."""
    return [_erasure(row) for row in connection.execute(select(t.erasures))]


def without_credential_since(
    connection: Connection, before: datetime, *, limit: int
) -> Sequence[str]:
    """Find learners, not erased yet, for whom nothing was entered or issued since."""
    learners, awards, credentials = t.learners, t.awards, t.credentials
    newer_award = exists().where(
        awards.c.learner_id == learners.c.id,
        or_(awards.c.proposed_at >= before, awards.c.decided_at >= before),
    )
    newer_credential = exists().where(
        credentials.c.learner_id == learners.c.id,
        or_(credentials.c.issued_at.is_(None), credentials.c.issued_at >= before),
    )
    query = select(learners.c.id).where(
        learners.c.erased_at.is_(None),
        learners.c.created_at < before,
        ~newer_award,
        ~newer_credential,
    )
    return connection.scalars(query.order_by(learners.c.created_at).limit(limit)).all()


def _ids(connection: Connection, table: Any, learner_id: str) -> Sequence[str]:  # noqa: ANN401
    return connection.scalars(select(table.c.id).where(table.c.learner_id == learner_id)).all()


def _count(connection: Connection, table: Any, credentials: Sequence[str]) -> int:  # noqa: ANN401
    found = select(table.c.id).where(table.c.credential_id.in_(credentials))
    return len(connection.scalars(found).all())


def _empty_rows(connection: Connection, learner_id: str) -> int:
    """Take the learner out of files of results: the rows, and the files as they were sent."""
    rows, learners = t.batch_rows, t.learners
    lookups = connection.execute(
        select(learners.c.email_lookup, learners.c.identifier_lookup).where(
            learners.c.id == learner_id
        )
    ).one()
    awards = select(t.awards.c.id).where(t.awards.c.learner_id == learner_id)
    # In lists: a learner without a number is not everybody who has none.
    theirs = or_(
        rows.c.award_id.in_(awards),
        rows.c.email_lookup.in_([each for each in [lookups.email_lookup] if each]),
        rows.c.identifier_lookup.in_([each for each in [lookups.identifier_lookup] if each]),
    )
    own = t.batches.c.organisation_id == (
        select(learners.c.organisation_id).where(learners.c.id == learner_id).scalar_subquery()
    )
    named = rows.join(t.batches, t.batches.c.id == rows.c.batch_id)
    found = connection.execute(
        select(rows.c.batch_id, rows.c.number, t.batches.c.state)
        .select_from(named)
        .where(own, theirs)
    ).all()
    if any(row.state not in _ENDED for row in found):
        raise WrongState(
            "A file of results that names this learner is being worked on. "
            "Wait for its end, or cancel it, and try again."
        )
    gone = dict.fromkeys(
        ("content_sealed", "faults_sealed", "email_lookup", "identifier_lookup"), null()
    )
    for row in found:
        this = (rows.c.batch_id == row.batch_id) & (rows.c.number == row.number)
        connection.execute(update(rows).where(this).values(gone))
    pieces = t.batch_pieces.c.batch_id.in_({row.batch_id for row in found})
    connection.execute(delete(t.batch_pieces).where(pieces))
    return len(found)


def _remove_links(connection: Connection, learner_id: str, credentials: Sequence[str]) -> int:
    """Remove every address at which something of the learner was to be had."""
    claims = select(t.claims.c.id).where(t.claims.c.credential_id.in_(credentials))
    awards = select(t.awards.c.id).where(t.awards.c.learner_id == learner_id)
    gone = [
        delete(t.claim_codes).where(t.claim_codes.c.claim_id.in_(claims)),
        delete(t.claims).where(t.claims.c.credential_id.in_(credentials)),
        delete(t.share_links).where(t.share_links.c.credential_id.in_(credentials)),
        delete(t.exchanges).where(t.exchanges.c.credential_id.in_(credentials)),
        delete(t.wallet_offers).where(t.wallet_offers.c.award_id.in_(awards)),
        delete(t.erasure_requests).where(t.erasure_requests.c.learner_id == learner_id),
    ]
    links = sum(connection.execute(each).rowcount for each in gone)
    for account_id in connection.scalars(
        select(t.accounts.c.id).where(t.accounts.c.credential_id.in_(credentials))
    ).all():
        accounts.remove(connection, account_id)  # of one credential, and of nobody without it
    connection.execute(delete(t.guardianships).where(t.guardianships.c.learner_id == learner_id))
    alone = ~exists().where(t.guardianships.c.guardian_id == t.guardians.c.id)
    connection.execute(delete(t.guardians).where(alone))
    return links


def _erasure(row: Row[Any]) -> Erasure:
    return Erasure(
        id=row.id,
        organisation_id=row.organisation_id,
        learner_id=row.learner_id,
        asked_by=AskedBy(row.asked_by),
        erased_at=row.erased_at,
        destroyed=row.destroyed,
    )
