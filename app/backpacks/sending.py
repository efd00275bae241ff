"""A badge is posted to a host (upsertCredential, OB 3.0, section 6.2.3)."""

from __future__ import annotations

from app.backpacks.calls import Calls
from app.db import credentials
from app.db.backpacks import Host, Outcome
from app.fetching import Posting, Reply
from app.open_badges_api.status_info import PREFIX
from app.services import Services
from issuer.model.credential import Format

_OUTCOMES = {
    200: Outcome.REPLACED,
    201: Outcome.SENT,
    304: Outcome.REPLACED,
    401: Outcome.NOT_ALLOWED,
    403: Outcome.NOT_ALLOWED,
    429: Outcome.LATER,
}
_FAILURE = 500
_WRONG_MEDIA_TYPE = 415
_JSON, _BY_ITS_NAME = "application/json", "application/vc+ld+json"
"""Editions of the specification differ in the one they want."""


def send(services: Services, host: Host, credential_id: str, token: str) -> Outcome:
    """Post a credential that is issued; says how it ended. Raises Refused."""
    with services.database.read() as connection:
        credential = credentials.by_id(connection, services.vault, credential_id)
    signed = {document.format: document.body for document in credential.documents}
    body = signed[Format.DATA_INTEGRITY]
    reply = _posted(services, host, body, token, _JSON)
    if reply.status == _WRONG_MEDIA_TYPE:
        reply = _posted(services, host, body, token, _BY_ITS_NAME)
    if reply.status >= _FAILURE:
        return Outcome.LATER
    return _OUTCOMES.get(reply.status, Outcome.REFUSED)


def _posted(services: Services, host: Host, body: bytes, token: str, media_type: str) -> Reply:
    posting = Posting(body, media_type, accept=media_type, authorization=f"Bearer {token}")
    return Calls(services).post(f"{host.address}{PREFIX}/credentials", posting)
