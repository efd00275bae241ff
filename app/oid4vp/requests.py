"""Requests made, found again, and forgotten."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import timedelta

from app.db import presentation_requests
from app.db.presentation_requests import RequestRow, RequestState
from app.oid4vp.client_id import ClientIdPrefix, Naming
from app.oid4vp.encryption import new_encryption_key
from app.oid4vp.question import (
    Question,
    Request,
    ResponseMode,
    handle_of,
    hashed,
    question_from_bytes,
    question_to_bytes,
)
from app.services import Services
from issuer.errors import NotFound
from issuer.sd_jwt_vc.credential_type import own_type
from issuer.sd_jwt_vc.identifier import https_issuer_of
from verifier.judgement import Judged
from verifier.openid4vp.asked import EUDI_LEARNING_CREDENTIAL, Asked

SHORTEST, LONGEST = timedelta(minutes=5), timedelta(days=30)
_EXPIRED_KEPT = timedelta(days=1)
"""So that whoever asked can read that nobody answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody wants to ask wallets for."""

    asked: Asked
    asker: str
    lasting: timedelta
    prefix: ClientIdPrefix | None = None
    """None: the best one at hand."""
    mode: ResponseMode | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A request that was just made; its token is told this once."""

    token: str
    request: Request


def naming_of(services: Services) -> Naming:
    """Give the names under which this service asks."""
    return Naming(services.verifier_key, services.settings.public_url)


def ask(services: Services, wish: Wish) -> Made:
    """Make a request. Its nonce, state and key are its own, so that no answer fits another one."""
    now, token = services.clock.now(), services.ids.new_token()
    settings = services.settings
    request = Request(
        id=services.ids.new_id(),
        handle=handle_of(token),
        question=Question(
            asked=_in_our_terms(wish.asked, settings.public_url),
            asker=wish.asker,
            prefix=wish.prefix or _preferred(services),
            mode=wish.mode or ResponseMode(settings.openid4vp_response_mode),
            nonce=services.ids.new_token(),
            state=services.ids.new_token(),
            encryption_key=new_encryption_key(services.ids.new_id()),
        ),
        status=RequestState.WAITING,
        created_at=now,
        expires_at=now + wish.lasting,
        forget_at=now + wish.lasting + _EXPIRED_KEPT,
    )
    with services.database.write() as connection:
        presentation_requests.add(connection, _row(services, request, token))
    return Made(token, request)


def _in_our_terms(asked: Asked, public_url: str) -> Asked:
    """Take the type of our own too, and a school by each identifier that it issues under."""
    vcts = (EUDI_LEARNING_CREDENTIAL, own_type(public_url).vct)
    issuers = [name for each in asked.issuers for name in (each, *_https_names(each))]
    return replace(asked, vcts=vcts, issuers=tuple(dict.fromkeys(issuers)))


def _https_names(issuer: str) -> tuple[str, ...]:
    """Give the address under which the holder of a did:web issues SD-JWT VCs."""
    try:
        return (https_issuer_of(issuer),) if issuer.startswith("did:web:") else ()
    except Judged:
        return ()  # no DID that anybody could issue under


def ask_again(services: Services, request: Request) -> Made:
    """Ask the same once more, with fresh secrets, for as long as the first time."""
    return ask(
        services,
        Wish(
            asked=request.question.asked,
            asker=request.question.asker,
            lasting=request.expires_at - request.created_at,
            prefix=request.question.prefix,
            mode=request.question.mode,
        ),
    )


def request_of_token(services: Services, token: str) -> Request:
    """Find a request for who asked. Raises NotFound."""
    with services.database.read() as connection:
        row = presentation_requests.by_token(connection, hashed(token))
    return _request(services, row, handle_of(token))


def request_of_handle(services: Services, handle: str) -> Request:
    """Find a request for a wallet. Raises NotFound."""
    with services.database.read() as connection:
        row = presentation_requests.by_handle(connection, hashed(handle))
    return _request(services, row, handle)


def withdraw(services: Services, token: str) -> None:
    """Remove a request, and its answer where there is one. Raises NotFound."""
    request = request_of_token(services, token)
    with services.database.write() as connection:
        presentation_requests.remove(connection, request.id)


def forget_requests(services: Services) -> None:
    """Remove every request whose time is over, with its answer."""
    with services.database.write() as connection:
        presentation_requests.forget(connection, before=services.clock.now())


def answer_place(request_id: str) -> str:
    """Say where a sealed answer belongs."""
    return f"presentation_requests/{request_id}/answer"


def _asked_place(request_id: str) -> str:
    return f"presentation_requests/{request_id}/asked"


def _preferred(services: Services) -> ClientIdPrefix:
    chosen = services.settings.openid4vp_client_id
    return ClientIdPrefix(chosen) if chosen != "auto" else naming_of(services).at_hand()[0]


def _row(services: Services, request: Request, token: str) -> RequestRow:
    question = question_to_bytes(request.question)
    return RequestRow(
        id=request.id,
        token_hash=hashed(token),
        handle_hash=hashed(request.handle),
        state=request.status,
        asked_sealed=services.vault.close(question, place=_asked_place(request.id)),
        created_at=request.created_at,
        expires_at=request.expires_at,
        forget_at=request.forget_at,
    )


def _request(services: Services, row: RequestRow | None, handle: str) -> Request:
    if row is None or row.forget_at <= services.clock.now():
        raise NotFound("There is no such request, or it is over and was forgotten.")
    question = services.vault.open(row.asked_sealed, place=_asked_place(row.id))
    sealed = row.answer_sealed
    answer = services.vault.open(sealed, place=answer_place(row.id)) if sealed else None
    return Request(
        id=row.id,
        handle=handle,
        question=question_from_bytes(question),
        status=row.state,
        answer=json.loads(answer) if answer else None,
        response_code_hash=row.response_code_hash,
        created_at=row.created_at,
        expires_at=row.expires_at,
        ended_at=row.ended_at,
        forget_at=row.forget_at,
    )
