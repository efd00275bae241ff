"""Badges of other issuers: verified when they come, kept byte by byte, verified when shown.

What is no Open Badges 3.0 credential, or whose signature does not hold, is refused. What cannot be
confirmed, was revoked or has expired is kept, and says so wherever it is shown.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import unquote

from starlette.concurrency import run_in_threadpool

from app.db import account_credentials, imported_badges, profiles
from app.db.accounts import Account
from app.db.engine import Connection
from app.db.imported_badges import Form, ImportedBadge
from app.own_credential import BADGE_URN
from app.services import Services
from app.submissions import Submission
from app.verification import Verification, Verified
from contexts import JsonObject
from issuer.errors import DomainError
from verifier.formats import Format
from verifier.timestamps import MalformedTimestamp, read_timestamp

MOST_BADGES = 500
"""Of one account: what is brought is checked again and again."""

_READ_AS = {
    Form.JSON: (Format.DATA_INTEGRITY, Format.VCDM_1_1),
    Form.JWS: (Format.OB_VC_JWT, Format.VC_JWT, Format.VCDM_1_1_JWT),
}
_BADGE_TYPES = frozenset({"OpenBadgeCredential", "AchievementCredential"})
_BEFORE_THE_ISSUER = frozenset({"format", "verificationMethod", "proof"})


class BadgeRefused(DomainError):
    """A document that is no genuine badge."""

    code = "BADGE_REFUSED"


@dataclass(frozen=True, slots=True)
class Imported:
    """A badge that is in the account now."""

    badge: ImportedBadge
    is_new: bool
    """Else it replaced the one it equals, or a school here issued it."""


async def import_badge(
    services: Services,
    verification: Verification,
    account: Account,
    submission: Submission,
    *,
    as_it_stands: bool = False,
) -> Imported:
    """Verify a badge, in a file or at an address, and keep it.

    `as_it_stands`: what was handed in has to be the badge itself, with nothing around it.
    Raises BadgeRefused, and TooBusy before any work is done.
    """
    now = services.clock.now()
    submission = replace(submission, email=account.email)
    verified = await verification.verify_with_evidence(submission, now=now)
    badge = _badge(verified, badge_id=services.ids.new_id(), now=now)
    if as_it_stands and badge.body != submission.body:
        raise BadgeRefused("Send the badge itself, with nothing around it.")
    return Imported(badge, await run_in_threadpool(_keep, services, account, badge))


def _badge(verified: Verified, *, badge_id: str, now: datetime) -> ImportedBadge:
    """Take the badge out of what was handed in. Raises BadgeRefused."""
    body = verified.unmarked.secured if verified.unmarked else b""
    form = Form.JSON if body.lstrip().startswith(b"{") else Form.JWS
    _require_genuine(verified.report, form)
    return ImportedBadge(
        id=badge_id,
        form=form,
        body=body,
        report=verified.report,
        issued_at=_issued_at(verified.report) or now,
        imported_at=now,
        checked_at=now,
    )


def _keep(services: Services, account: Account, badge: ImportedBadge) -> bool:
    """Enter the badge; one that a school here issued to the account is there already."""
    badge_id, issuer_id = badge.report["credential"]["id"], badge.report["issuer"]["id"]
    equality = imported_badges.equality_of(
        services.vault, account, issuer_id=_compared(issuer_id), badge_id=_compared(badge_id)
    )
    with services.database.write() as connection:
        if _is_here_already(connection, services, account, badge_id, issuer_id):
            return False
        is_new = imported_badges.save(connection, account, badge, equality)
        if len(imported_badges.listed(connection, account)) > MOST_BADGES:
            raise BadgeRefused(f"An account holds at most {MOST_BADGES} badges of other issuers.")
        return is_new


def _is_here_already(
    connection: Connection, services: Services, account: Account, badge_id: str, issuer_id: str
) -> bool:
    """Tell whether a school here issued this very badge to the account."""
    issued = account_credentials.issued_to(connection, services.vault, account)
    if badge_id not in {f"{BADGE_URN}{one.credential_id}" for one in issued}:
        return False
    return issuer_id in {profile.did for profile in profiles.public(connection)}


def _require_genuine(report: JsonObject, form: Form) -> None:
    """Refuse what is no badge, is not exactly written, or was changed since it was signed."""
    credential, readable = report["credential"], {each.value for each in _READ_AS[form]}
    if credential is None or report["format"] not in readable or "as_of" in report:
        raise BadgeRefused("This is not an Open Badges 3.0 credential, as JSON or compact JWS.")
    if not _BADGE_TYPES.intersection(credential.get("types", ())):
        raise BadgeRefused("This credential is signed, but it is not an Open Badge.")
    for finding in report["findings"]:
        if finding["check"] in _BEFORE_THE_ISSUER and finding["outcome"] == "failed":
            raise BadgeRefused(finding["sentence"]["en"])
    if not credential["id"] or not report["issuer"]["id"]:
        raise BadgeRefused("The badge has no id or no issuer, so it cannot be told from others.")


def _compared(identifier: str) -> str:
    """Give an id as it is compared (Open Badges 3.0, credential equality and comparison)."""
    return unquote(identifier).strip()


def _issued_at(report: JsonObject) -> datetime | None:
    written = report["credential"]["valid_from"]
    try:
        return read_timestamp(written, assume_utc=True) if written else None
    except MalformedTimestamp:
        return None
