"""A learner's own data: all that a school has stored here about them, to read and to take away."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from app.claims.opening import OpenedClaim
from app.db import learners, personal_export, profiles
from app.db.credentials import profile_of
from app.db.personal_export import LearnersRecords, SealedFile
from app.services import Services
from issuer.model.organisation import Profile

_ENDINGS = {"vc-jwt": "jwt", "jwt_vc_json": "jwt", "dc+sd-jwt": "sd-jwt", "jades": "jsonld"}
"""File endings by format; the others are JSON."""


@dataclass(frozen=True, slots=True)
class OwnData:
    """What is stored, and who decides about it."""

    records: LearnersRecords
    school: Profile


def own_data(services: Services, opened: OpenedClaim) -> OwnData:
    """Gather all that is stored about a learner at this school. Raises NotFound once erased."""
    with services.database.read() as connection:
        known = learners.known_by_id(connection, services.vault, opened.learner.id)
        records = personal_export.records_of(connection, known.learner.id, known.seal)
        profile_id = profile_of(connection, opened.claim.credential_id)
        return OwnData(records, profiles.by_id(connection, profile_id))


def as_archive(services: Services, data: OwnData) -> bytes:
    """Put everything into one ZIP: `data.json`, and each signed document as it was signed."""
    now = services.clock.now()
    said = {
        "exported_at": now.isoformat(),
        "controller": {"name": dict(data.school.name), "url": data.school.url},
        "stored": data.records.rows,
    }
    written = io.BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        day = now.timetuple()[:6]
        files = {"data.json": json.dumps(said, ensure_ascii=False, indent=2).encode()}
        for number, file in enumerate(data.records.files, start=1):
            files[_name(number, file)] = file.body
        for name, body in files.items():
            archive.writestr(ZipInfo(name, day), body, ZIP_DEFLATED)
    return written.getvalue()


def _name(number: int, file: SealedFile) -> str:
    ending = _ENDINGS.get(file.format, "json")
    kind = "wallet-copy" if file.table == "holder_copies" else "credential"
    return f"credentials/{file.credential_id}/{kind}-{number}.{ending}"
