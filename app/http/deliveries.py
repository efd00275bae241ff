"""/api/v1/deliveries, /api/v1/claims: what was written to learners, and who has not claimed."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from app.db import deliveries, learners, notices
from app.db.deliveries import ClaimFilter, ClaimLine, Delivery, DeliveryFilter
from app.dependencies import (
    Administrator,
    AnyCaller,
    CredentialIdInPath,
    IdInPath,
    Issuer,
    PartsOfService,
    ReaderOfCredentials,
    WantedPage,
)
from app.http.bodies.basics import UUID_PATTERN
from app.http.bodies.deliveries import (
    AddressChangeAnswer,
    ClaimLineAnswer,
    ClaimPage,
    DeliveryAnswer,
    DeliveryLine,
    DeliveryPage,
    LearnerOfLetter,
    MailWishes,
    MailWishesAnswer,
    NewAddress,
    Resend,
)
from app.http.openapi import api_body_refusals, api_refusals
from app.json_body import StrictJsonRoute
from app.mail.address_change import AskedBy
from app.mail.changing_address import ask_for_change
from app.mail.letter import LetterState, OwedLetter
from app.mail.resending import ResendWish, resend
from app.mail.sending import can_send
from app.services import Services
from issuer.model.award import Learner

router = APIRouter(prefix="/api/v1", tags=["letters"], route_class=StrictJsonRoute)


@router.get("/deliveries", summary="List letters", responses=api_refusals())
def list_deliveries(
    services: PartsOfService,
    actor: ReaderOfCredentials,
    paging: WantedPage,
    state: Annotated[LetterState | None, Query()] = None,
    credential: Annotated[str | None, Query(pattern=UUID_PATTERN)] = None,
) -> DeliveryPage:
    """Give what was written to your learners, and what has become of it.

    Scope: read, approve, issue or revoke.
    """
    with services.database.read() as connection:
        found = deliveries.listed(
            connection,
            services.vault,
            organisation_id=actor.organisation_id,
            wanted=DeliveryFilter(state=state, credential_id=credential),
            paging=paging,
        )
    items = [_line(each) for each in found.items]
    return DeliveryPage(items=items, page=paging.page, size=paging.size, total=found.total)


@router.get("/claims", summary="List who has claimed, and who has not", responses=api_refusals())
def list_claims(
    services: PartsOfService,
    actor: ReaderOfCredentials,
    paging: WantedPage,
    claimed: Annotated[bool | None, Query()] = None,
    letter: Annotated[
        LetterState | None, Query(description="The state of the newest letter, such as bounced.")
    ] = None,
) -> ClaimPage:
    """Give your credentials, with whether their learners took them, and the newest letter.

    Scope: read, approve, issue or revoke.
    """
    with services.database.read() as connection:
        found = deliveries.claims_listed(
            connection,
            services.vault,
            organisation_id=actor.organisation_id,
            wanted=ClaimFilter(claimed=claimed, letter=letter),
            paging=paging,
        )
    items = [_claim(services, each) for each in found.items]
    return ClaimPage(items=items, page=paging.page, size=paging.size, total=found.total)


@router.post(
    "/credentials/{credential_id}/resend",
    status_code=202,
    summary="Send the letter once more",
    responses=api_body_refusals(404, 409),
)
def send_once_more(
    services: PartsOfService, actor: Issuer, credential_id: CredentialIdInPath, body: Resend
) -> DeliveryAnswer:
    """Write to the learner again, or to another address of theirs. Scope: issue.

    A letter that is still waiting is not written twice. To an address that mail came back from,
    nothing is sent before it is changed, or you say that it works.
    """
    wish = ResendWish(to=body.to, address_works=body.address_works)
    return _delivery(resend(services, actor, credential_id, wish))


@router.post(
    "/learners/{learner_id}/address-changes",
    status_code=202,
    summary="Change a learner's address",
    responses=api_body_refusals(404, 409),
)
def change_address(
    services: PartsOfService, actor: Issuer, learner_id: IdInPath, body: NewAddress
) -> AddressChangeAnswer:
    """Write to the new address; it is theirs once they follow the link. Scope: issue.

    The old address is told, and can stop it. Until then letters go to the old one.
    """
    with services.database.read() as connection:
        learners.get(connection, services.vault, learner_id, organisation_id=actor.organisation_id)
    change = ask_for_change(services, learner_id, body.email, AskedBy.SCHOOL)
    return AddressChangeAnswer(id=change.id, expires_at=change.expires_at)


@router.get("/mail-settings", summary="Read whether we write", responses=api_refusals())
def read_wishes(services: PartsOfService, actor: AnyCaller) -> MailWishesAnswer:
    """Tell whether learners are written to unless their order says otherwise. Any scope."""
    with services.database.read() as connection:
        notify = notices.notifies(connection, actor.organisation_id)
    return MailWishesAnswer(notify=notify, server_is_set=can_send(services.settings))


@router.put("/mail-settings", summary="Say whether we write", responses=api_body_refusals())
def set_wishes(
    services: PartsOfService, actor: Administrator, body: MailWishes
) -> MailWishesAnswer:
    """Have us write to your learners, or do it yourself; an order may differ. Scope: admin."""
    own, now = actor.organisation_id, services.clock.now()
    with services.database.write() as connection:
        notices.set_notifies(connection, own, notify=body.notify, now=now)
    return MailWishesAnswer(notify=body.notify, server_is_set=can_send(services.settings))


def _line(delivery: Delivery) -> DeliveryLine:
    shown = _delivery(delivery.owed).model_dump()
    return DeliveryLine(**shown, learner=_learner(delivery.learner) if delivery.learner else None)


def _claim(services: Services, line: ClaimLine) -> ClaimLineAnswer:
    missing = "not-wanted" if can_send(services.settings) else "no-mail-server"
    return ClaimLineAnswer(
        credential_id=line.credential_id,
        learner=_learner(line.learner),
        issued_at=line.issued_at,
        opened_at=line.opened_at,
        claimed_at=line.claimed_at,
        letter=_delivery(line.letter) if line.letter else None,
        not_sent=None if line.letter else missing,
    )


def _learner(learner: Learner) -> LearnerOfLetter:
    return LearnerOfLetter(id=learner.id, name=learner.name, email=learner.email)


def _delivery(owed: OwedLetter) -> DeliveryAnswer:
    return DeliveryAnswer(
        id=owed.id,
        kind=owed.letter.kind,
        state=owed.state,
        reason=owed.reason,
        reply=owed.reply,
        credential_id=owed.letter.credential_id,
        attempts=owed.attempts,
        may_be_there_twice=owed.doubtful,
        created_at=owed.created_at,
        next_attempt_at=owed.next_attempt_at,
        sent_at=owed.sent_at,
        ended_at=owed.ended_at,
    )
