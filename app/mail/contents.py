"""What a letter says, looked up when it is sent: by then it may be needed no more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from app.claims.claim import Claim
from app.claims.claiming import claim_of
from app.db import awards, credentials, learners, mails, organisations, profiles, programmes
from app.db.engine import Connection
from app.mail.asking_guardians import asked_in
from app.mail.composing import Content
from app.mail.letter import Letter, LetterKind, OwedLetter
from app.mail.stopping import stop_link
from app.mail.wording import spoken, written_out
from app.services import Services
from issuer.model.award import Learner
from issuer.model.credential import Credential, CredentialStatus
from issuer.model.text import in_language


class NotNeeded(Exception):
    """What the letter would say is not so any more."""


@dataclass(frozen=True, slots=True)
class LookedUp:
    """A letter's content, and the address it goes to."""

    content: Content
    address: str = field(repr=False)


def look_up(services: Services, owed: OwedLetter) -> LookedUp:
    """Give what a letter says. Raises NotNeeded, and NotFound once its learner is erased."""
    if owed.letter.kind is LetterKind.GUARDIAN:
        return _of_question(services, owed)
    claim = None
    if owed.letter.kind in _STILL_SO and owed.letter.credential_id is not None:
        claim = claim_of(services, owed.letter.credential_id)
    with services.database.read() as connection:
        letter = mails.opened(connection, services.vault, owed)
        learner = _learner(services, connection, letter)
        address = letter.to or (learner.email if learner else "")
        if claim is not None and learner is not None:
            content = _of_credential(services, connection, owed, claim, learner)
        else:
            content = _of_details(connection, letter, learner)
    return LookedUp(content, address)


def _of_question(services: Services, owed: OwedLetter) -> LookedUp:
    """Ask a guardian about all of their children who wait, in the language of one of them."""
    asked = asked_in(services, owed)
    if asked is None:
        raise NotNeeded
    with services.database.read() as connection:
        content = _of_details(
            connection,
            replace(
                owed.letter, details={"link": asked.url, "children": ", ".join(asked.children)}
            ),
            _learner(services, connection, owed.letter),
        )
    return LookedUp(content, asked.address)


def _learner(services: Services, connection: Connection, letter: Letter) -> Learner | None:
    if letter.learner_id is None:
        return None
    return learners.by_id(connection, services.vault, letter.learner_id)


def _of_credential(
    services: Services, connection: Connection, owed: OwedLetter, claim: Claim, learner: Learner
) -> Content:
    """Name programme and school, and lead to the learner's own page."""
    letter = owed.letter
    credential = credentials.by_id(connection, services.vault, claim.credential_id)
    if not (_STILL_SO[letter.kind](credential, claim) and claim.is_open(services.clock.now())):
        raise NotNeeded
    language = spoken(letter.language, learner.language, credential.language)
    award = awards.get(
        connection,
        services.vault,
        credential.award_id,
        organisation_id=credential.organisation_id,
    )
    title = programmes.by_id(connection, award.version_id).content.title
    school = profiles.by_id(connection, credential.profile_id).name
    return Content(
        kind=letter.kind,
        language=language,
        facts={
            "name": learner.given_name or learner.name,
            "programme": in_language(title, language),
            "school": in_language(school, language),
        },
        link=claim.url + _PARTS_OF_PAGE.get(letter.kind, ""),
        stop_link=stop_link(services, owed.id) if letter.kind in _LEADING_TO_REMINDERS else "",
    )


def _of_details(connection: Connection, letter: Letter, learner: Learner | None) -> Content:
    """Take what the letter says from itself."""
    language = spoken(letter.language, learner.language if learner else None)
    details = dict(letter.details)
    if letter.useful_until is not None:
        details["until"] = written_out(letter.useful_until, language)
    if letter.organisation_id is not None:
        school = organisations.get(connection, letter.organisation_id).name
        details["school"] = in_language(school, language)
    if learner is not None and letter.kind is not LetterKind.GUARDIAN:
        details["name"] = learner.given_name or learner.name
    return Content(kind=letter.kind, language=language, facts=details, link=details.get("link", ""))


def _is_active(credential: Credential, _claim: Claim) -> bool:
    return credential.status is CredentialStatus.ACTIVE and credential.superseded_by is None


_STILL_SO: dict[LetterKind, Callable[[Credential, Claim], bool]] = {
    LetterKind.CLAIM: _is_active,
    LetterKind.CORRECTED: _is_active,
    LetterKind.REINSTATED: _is_active,
    LetterKind.REMINDER: lambda credential, claim: (
        _is_active(credential, claim) and claim.claimed_at is None
    ),
    # The question was asked, whatever has become of the credential since.
    LetterKind.CORRECTION_ANSWERED: lambda _credential, _claim: True,
    LetterKind.SUSPENDED: lambda credential, _: credential.status is CredentialStatus.SUSPENDED,
    # Of one that was replaced, the letter about its correction tells.
    LetterKind.REVOKED: lambda credential, _: (
        credential.status is CredentialStatus.REVOKED and credential.superseded_by is None
    ),
}
"""Whether a letter about a credential still says what is so."""

_PARTS_OF_PAGE = {LetterKind.CORRECTION_ANSWERED: "/data#correct"}
"""Where a letter leads to, below the learner's page."""

_LEADING_TO_REMINDERS = frozenset({LetterKind.CLAIM, LetterKind.REMINDER})
