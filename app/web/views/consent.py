"""What a learner reads before a program may act for them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from app.db.oauth_clients import Client
from app.oauth.authorization import AuthorizationRequest
from app.oauth.scopes import SCOPES
from app.web.languages import Language
from app.web.records import IssuedCredential
from app.web.views.held import held_view


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A credential that the learner can give."""

    award_id: str
    title: str
    issuer: str
    issued_on: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentView:
    """Who asks for what."""

    client_id: str
    request_uri: str
    program: str
    """What the program calls itself; nobody has checked it."""
    place: str
    """Where the answer goes: a host, or a scheme that opens a program on the device."""
    meanings: tuple[str, ...]
    wants_credentials: bool
    choices: tuple[Choice, ...]


def consent_view(
    client: Client,
    asked: AuthorizationRequest,
    request_uri: str,
    choices: tuple[Choice, ...],
    language: Language,
) -> ConsentView:
    """Say what a program asks for, in one language."""
    address = urlsplit(asked.redirect_uri)
    meanings = (language.text(SCOPES[each].meaning) for each in asked.scopes)
    return ConsentView(
        client_id=client.id,
        request_uri=request_uri,
        program=client.name,
        place=address.netloc or f"{address.scheme}:",
        meanings=tuple(dict.fromkeys(meanings)),
        wants_credentials=asked.wants_credentials,
        choices=choices,
    )


def choices_of(
    held: Iterable[IssuedCredential], chosen: Collection[str], now: datetime, language: Language
) -> tuple[Choice, ...]:
    """Give the credentials to choose from; where there is only one, it is chosen."""
    found = [(each.credential.award_id, held_view(each, now, language)) for each in held]
    return tuple(
        Choice(
            award_id=award_id,
            title=view.title,
            issuer=view.issuer,
            issued_on=view.issued_on,
            chosen=award_id in chosen or len(found) == 1,
        )
        for award_id, view in found
    )
