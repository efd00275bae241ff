"""What a learner takes away of a sealed award: the European credential, and the certificate."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from app.db import credentials, sealed_documents, twin_standings
from app.db.engine import Connection
from app.db.twin_standings import TwinState
from app.seals.material import Records, certificates, gathered
from app.services import Services
from issuer.errors import NotFound
from issuer.model.credential import Credential, Format
from issuer.model.text import in_language
from issuer.rendering.certificate.setting import Attachment, certificate_pdf

_NOT_IN_FILE_NAMES = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')
_LONGEST_NAME = 120


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
    return Download(_file_name(records, "jsonld"), sealed.body)


def _why_none(connection: Connection, credential_id: str) -> str:
    standing = twin_standings.of_credentials(connection, [credential_id])[credential_id]
    if standing.state is TwinState.PENDING:
        return "This credential's European twin is not sealed yet. Ask again in some seconds."
    return "This credential has no European twin: its school has not sealed it."


def certificate_of_page(
    services: Services, page_token: str, language: str | None = None
) -> Download:
    """Set the certificate behind a learner's page, in one language or in each it has.

    Raises NotFound.
    """
    with services.database.read() as connection:
        credential = credentials.by_page_token(connection, services.vault, page_token)
        records = gathered(services, connection, credential.id)
        attached = _attachments(services, connection, credential, records)
    pages = [
        page
        for page in certificates(records, services.settings.public_url)
        if language in (None, page.language)
    ]
    if not pages:
        raise NotFound("The certificate is not to be had in this language.")
    made_at = credential.issued_at or credential.intended_at
    return Download(_file_name(records, "pdf"), certificate_pdf(pages, attached, made_at=made_at))


def _attachments(
    services: Services, connection: Connection, credential: Credential, records: Records
) -> list[Attachment]:
    badge = next(each.body for each in credential.documents if each.format is Format.DATA_INTEGRITY)
    attached = [
        Attachment(
            name="micro-credential.json",
            media_type="application/json",
            description="Open Badges 3.0",
            content=badge.decode(),
        )
    ]
    sealed = sealed_documents.of_credential(connection, services.vault, credential.id)
    if sealed is not None:
        attached.append(
            Attachment(
                name=_file_name(records, "jsonld"),
                media_type="application/ld+json",
                description="European Digital Credential",
                content=sealed.body.decode(),
            )
        )
    return attached


def _file_name(records: Records, ending: str) -> str:
    """Name a file as Europass does: whose it is, and for what."""
    title = in_language(records.version.content.title, records.credential.language)
    name = _NOT_IN_FILE_NAMES.sub(" ", f"{records.learner.name} - {title}")
    return f"{' '.join(name.split())[:_LONGEST_NAME]}.{ending}"
