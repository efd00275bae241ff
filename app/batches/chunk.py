"""Issue one chunk of a batch exactly once, whatever crashes and however often it is begun.

Two short transactions, and between them the long work without a lock. What is signed there leaves
the house only by the second one. Begun again, the chunk finds its learners and its places in the
status lists, and every row has the ids that were drawn when the file was checked. Unique
constraints have the last word: there is no second credential.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode
from collections.abc import Sequence
from dataclasses import replace

from app.batches.begun import Begun, hold
from app.batches.orders import TO_ISSUE, Judged, Order, Terms, judge
from app.batches.recording import record
from app.db import (
    awards,
    batch_chunks,
    batch_rows,
    batches,
    learners_at_once,
    profiles,
    programmes,
    seals,
    signing_keys,
    status_places,
)
from app.db.engine import Connection
from app.db.learner_rows import KnownLearner
from app.db.status_lists import NewLists
from app.db.status_places import Places, WantedPlaces
from app.issuing import open_signers
from app.services import Services
from issuer.cohort import Outcome, issue_cohort
from issuer.issuance import require_issuable, status_purposes
from issuer.model.batch import Batch, Chunk, ChunkState
from issuer.rendering.material import Material
from issuer.signing import keys_in_use

_ROWS_AT_ONCE = 100
"""Rows whose documents are in memory in full while they are signed and checked."""
_BASE64_PADDING = "=="
"""Python's decoder wants at least as many as are missing, and ignores the others."""


def issue_chunk(services: Services, batch_id: str, number: int) -> None:
    """Issue the rows of a chunk that are not issued yet.

    Raises NotPermitted, WrongState and NoSigningKey, which concern the whole batch.
    """
    begun = begin(services, batch_id, number)
    if begun is not None:
        record(services, begun, *signed(services, begun))


def begin(services: Services, batch_id: str, number: int) -> Begun | None:
    """Find or create learners and reserve places; None when there is nothing left to do."""
    with services.database.write() as connection:
        held = hold(connection, batch_id, number)
        if held is None:
            return None
        batch, chunk = held
        _count_attempt(connection, batch, chunk)
        terms = _terms(services, connection, batch)
        profile = profiles.by_id(connection, terms.version.profile_id)
        judged = _judged(services, connection, batch, number, terms)
        for order in judged.orders:
            require_issuable(order.award, terms.version, profile)
        return Begun(
            batch_id=batch_id,
            number=number,
            terms=terms,
            profile=profile,
            keys=signing_keys.of_profile(connection, profile.id),
            has_twin=seals.in_use(connection, profile.id) is not None,
            judged=judged,
            places=_places(services, connection, terms, judged.orders),
        )


def signed(services: Services, begun: Begun) -> tuple[list[Material], list[Outcome]]:
    """Render, sign and check what was begun; nothing of it is stored yet. Raises NoSigningKey."""
    materials = [_material(services, begun, order) for order in begun.judged.orders]
    signers = open_signers(services, keys_in_use(begun.keys, begun.terms.now))
    issuer = (begun.profile, begun.keys)
    outcomes: list[Outcome] = []
    for first in range(0, len(materials), _ROWS_AT_ONCE):
        some = materials[first : first + _ROWS_AT_ONCE]
        outcomes += issue_cohort(some, signers, issuer, now=begun.terms.now)
    return materials, outcomes


def _count_attempt(connection: Connection, batch: Batch, chunk: Chunk) -> None:
    begun = replace(chunk, state=ChunkState.ISSUING, attempts=chunk.attempts + 1)
    batch_chunks.save(connection, batch.id, begun, previous=chunk)


def _terms(services: Services, connection: Connection, batch: Batch) -> Terms:
    if batch.committed_by is None:
        raise ValueError("A batch that is being issued says who committed it.")
    return Terms(
        version=programmes.by_id(connection, batch.version_id),
        policy=batch.policy,
        notify=batch.notify,
        actor=batch.committed_by,
        now=services.clock.now(),
    )


def _judged(
    services: Services, connection: Connection, batch: Batch, number: int, terms: Terms
) -> Judged:
    """Take the chunk's rows, their learners, and what those have of the version already."""
    seal = batches.seal_of(connection, services.vault, batch.id)
    rows = batch_rows.of_chunk(connection, seal, batch.id, number, *TO_ISSUE)
    wanted = [replace(row.content.learner, id=services.ids.new_id()) for row in rows if row.content]
    found = learners_at_once.find_or_create_all(connection, services.vault, wanted, now=terms.now)
    known = {each.learner.id for each in found if isinstance(each, KnownLearner)}
    standings = awards.standings(connection, version_id=terms.version.id, learner_ids=known)
    return judge(terms, list(zip(rows, found, strict=True)), standings)


def _places(
    services: Services, connection: Connection, terms: Terms, orders: Sequence[Order]
) -> tuple[Places, ...]:
    """Reserve a place for each order in every list that the programme has."""
    new_lists = NewLists(
        ids=services.ids,
        public_url=services.settings.public_url,
        length=services.settings.status_list_length,
        now=terms.now,
    )
    credential_ids = [order.credential_id for order in orders]
    wanted = [
        WantedPlaces(
            profile_id=terms.version.profile_id, purpose=purpose, credential_ids=credential_ids
        )
        for purpose in status_purposes(terms.version)
    ]
    return tuple(status_places.reserve(connection, each, new_lists) for each in wanted)


def _material(services: Services, begun: Begun, order: Order) -> Material:
    return Material(
        award=order.award,
        learner=order.known.learner,
        version=begun.terms.version,
        profile=begun.profile,
        entries=tuple(places[order.credential_id] for places in begun.places),
        credential_id=order.credential_id,
        valid_from=begun.terms.now.replace(microsecond=0),
        base_url=services.settings.public_url,
        salt=urlsafe_b64decode(order.content.salt + _BASE64_PADDING),
        has_twin=begun.has_twin,
    )
