"""All that is at hand of one issued credential, read in one go."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from app.db import credentials, sealed_documents
from app.db.engine import Connection
from app.seals.material import Records, gathered
from app.services import Services
from issuer.model.credential import Format
from issuer.model.text import in_language

_NOT_IN_FILE_NAMES = re.compile(r'[<>:"/\\|?*]+')
_LONGEST_NAME = 200
"""Bytes: file systems take 255, with the ending."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A credential, its award, and its documents."""

    records: Records
    badge: bytes = field(repr=False)
    """JSON-LD with its proof, as it was signed."""
    token: bytes = field(repr=False)
    """The same as VC-JWT."""
    sealed: bytes | None = field(repr=False)
    """The European Digital Credential of the same award; None while there is none."""

    @property
    def name(self) -> str:
        """Name its files, without an ending."""
        return file_stem(self.records)


def file_stem(records: Records) -> str:
    """Name files as Europass does: whose they are, and for what; without an ending."""
    title = in_language(records.version.content.title, records.credential.language)
    return file_name(f"{records.learner.name} - {title}")


def file_name(text: str) -> str:
    """Make a name that every file system takes of a text, and that is read as it is written."""
    # What is not printable may turn the order of letters round: "gnp.exe" would read "exe.png".
    shown = "".join(each if each.isprintable() else " " for each in text)
    name = " ".join(_NOT_IN_FILE_NAMES.sub(" ", shown).split())
    return name.encode()[:_LONGEST_NAME].decode(errors="ignore").rstrip()


def held_by_page(services: Services, page_token: str) -> Held:
    """Read the credential behind a learner's page. Raises NotFound."""
    with services.database.read() as connection:
        found = credentials.by_page_token(connection, services.vault, page_token)
        return _held(services, connection, found.id)


def _held(services: Services, connection: Connection, credential_id: str) -> Held:
    records = gathered(services, connection, credential_id)
    signed = {each.format: each.body for each in records.credential.documents}
    sealed = sealed_documents.of_credential(connection, services.vault, credential_id)
    return Held(
        records=records,
        badge=signed[Format.DATA_INTEGRITY],
        token=signed[Format.VC_JWT],
        sealed=None if sealed is None else sealed.body,
    )
