"""What a wallet tells of its copies: taken, failed, deleted (OpenID4VCI 1.0, section 11)."""

from __future__ import annotations

from app.db import holder_copies, oauth_secrets
from app.db.oauth_secrets import SecretKind
from app.oauth.errors import OAuthError
from app.oauth.grant import Grant
from app.services import Services
from issuer.model.holder_copy import Notification
from verifier.json_reading import read_object
from verifier.judgement import Judged

_INVALID = "invalid_notification_request"


def note_event(services: Services, grant: Grant, body: bytes) -> None:
    """Keep what a wallet tells of the copies of one answer; told again it is the same.

    Raises OAuthError.
    """
    notification_id, event = _read(body)
    now = services.clock.now()
    with services.database.write() as connection:
        kept = oauth_secrets.look_up(connection, SecretKind.NOTIFICATION, notification_id, now=now)
        if kept is None or kept.grant_id != grant.id:
            raise OAuthError("invalid_notification_id", "There is no such notification_id.")
        for copy_id in kept.content["copies"]:
            holder_copies.notify(connection, copy_id, event, now=now)


def _read(body: bytes) -> tuple[str, Notification]:
    try:
        content = read_object(body)
    except Judged as stopped:
        raise OAuthError(_INVALID, stopped.problem.detail) from None
    notification_id, event = content.get("notification_id"), content.get("event")
    if not isinstance(notification_id, str) or event not in set(Notification):
        raise OAuthError(_INVALID, f"event is one of: {', '.join(Notification)}.")
    return notification_id, Notification(event)
