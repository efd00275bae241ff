"""The European Digital Credential of a badge's award, as a file."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.db import credentials, sealed_documents, twin_standings
from app.db.engine import Connection
from app.db.twin_standings import TwinState
from app.seals.material import gathered
from app.services import Services
from app.takeaway.held import file_stem
from issuer.errors import NotFound


@dataclass(frozen=True, slots=True)
class Download:
    """A file with the name it is saved under."""

    file_name: str
    body: bytes = field(repr=False)


def twin_of_page(services: Services, page_token: str) -> Download:
    """Give the sealed twin of the badge behind a learner's page. Raises NotFound."""
    with services.database.read() as connection:
        credential = credentials.by_page_token(connection, services.vault, page_token)
        sealed = sealed_documents.of_credential(connection, services.vault, credential.id)
        if sealed is None:
            raise NotFound(_why_none(connection, credential.id))
        records = gathered(services, connection, credential.id)
    return Download(f"{file_stem(records)}.jsonld", sealed.body)


def _why_none(connection: Connection, credential_id: str) -> str:
    standing = twin_standings.of_credentials(connection, [credential_id])[credential_id]
    if standing.state is TwinState.PENDING:
        return "This credential's European twin is not sealed yet. Ask again in some seconds."
    return "This credential has no European twin: its school has not sealed it."
