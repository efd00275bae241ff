"""Give the badges of a chunk their European twins, where the profile has a seal."""

from __future__ import annotations

import logging
from dataclasses import replace

from app.db import batch_chunks, batch_rows, batches
from app.recovery import SERVICE
from app.seals.sealing import seal_credentials
from app.services import Services
from issuer.model.batch import BatchState, ChunkState

LOG = logging.getLogger("dokazilo.seals")

_UNDER_WAY = frozenset({BatchState.ISSUING, BatchState.SEALING})


def seal_chunk(services: Services, batch_id: str, number: int) -> None:
    """Seal what of an issued chunk has no twin yet, each badge once only.

    A badge that cannot be sealed does not stop the others: the outbox tries it again. Raises what
    `seal_credentials` raises when key, time stamps or evidence are not to be had.
    """
    with services.database.read() as connection:
        if batches.by_id(connection, batch_id).state not in _UNDER_WAY:
            return
        issued = batch_rows.credentials_of_chunk(connection, batch_id, number)
    for credential_id, error in seal_credentials(services, SERVICE, issued).items():
        LOG.error("credential %s cannot be sealed: %s", credential_id, error.code)
    with services.database.write() as connection:
        chunk = batch_chunks.get(connection, batch_id, number, for_update=True)
        if chunk.state is ChunkState.SEALING:
            sealed = replace(chunk, state=ChunkState.DONE)
            batch_chunks.save(connection, batch_id, sealed, previous=chunk)
