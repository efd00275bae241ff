"""One errand: a learner's credential goes to the backpack they named, and they are told how."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.accounts.holdings import require_own
from app.backpacks.hosts import host_of
from app.backpacks.permission import access_token, authorization_url, give_up, redeem_code
from app.backpacks.sending import send
from app.db import backpacks
from app.db.accounts import Account
from app.db.backpacks import Errand, Host, Outcome
from app.fetching import Refused
from app.services import Services
from issuer.errors import NotFound


@dataclass(frozen=True, slots=True)
class Begun:
    """An errand that is done, or that waits for the learner to agree at the host."""

    errand: Errand
    host: Host
    agree_at: str | None = None
    """Where the learner's browser goes next; None when the errand is done."""


def begin(services: Services, account: Account, address: str, credential_id: str) -> Begun:
    """Begin an errand; where we may write already, it is done at once.

    Raises NotFound, NoBackpack.
    """
    require_own(services, account, credential_id)
    host = host_of(services, address)
    errand = Errand(
        id=services.ids.new_id(),
        host_id=host.id,
        credential_id=credential_id,
        verifier=services.ids.new_token(),
    )
    state = services.ids.new_token()
    with services.database.write() as connection:
        backpacks.begin(connection, account, errand, state, now=services.clock.now())
    outcome = _done_without_asking(services, account, host, errand)
    if outcome is not None:
        return Begun(_ended(services, errand, outcome), host)
    return Begun(errand, host, authorization_url(services, host, errand, state))


def go_on(services: Services, account: Account, state: str, code: str | None) -> Errand:
    """Go on when the learner comes back; without a code they did not agree. Raises NotFound."""
    with services.database.write() as connection:
        errand = backpacks.come_back(connection, account, state, now=services.clock.now())
    if errand is None:
        raise NotFound("This return is too late, or of another account. Send the badge again.")
    if code is None:
        return _ended(services, errand, Outcome.NOT_ALLOWED)
    with services.database.read() as connection:
        host = backpacks.host(connection, services.vault, errand.host_id)
    try:
        token = redeem_code(services, account, host, errand, code)
        outcome = (
            send(services, host, errand.credential_id, token) if token else Outcome.NOT_ALLOWED
        )
    except Refused:
        outcome = Outcome.UNREACHABLE
    return _ended(services, errand, outcome)


def _done_without_asking(
    services: Services, account: Account, host: Host, errand: Errand
) -> Outcome | None:
    """Send the badge with the tokens there are; None when the learner has to agree anew."""
    try:
        token = access_token(services, account, host)
        if token is None:
            return None
        outcome = send(services, host, errand.credential_id, token)
        if outcome is not Outcome.NOT_ALLOWED:
            return outcome
        give_up(services, account, host, token)
    except Refused:
        return Outcome.UNREACHABLE
    return None


def _ended(services: Services, errand: Errand, outcome: Outcome) -> Errand:
    with services.database.write() as connection:
        backpacks.end(connection, errand.id, outcome, now=services.clock.now())
    return replace(errand, outcome=outcome)
