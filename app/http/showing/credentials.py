"""Awards and credentials as the API shows them, and orders as they are handed on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

import orjson
from fastapi.encoders import jsonable_encoder

from app.award_steps import Order
from app.db import awards, credentials, learners, programmes, twin_standings
from app.db.credentials import CredentialSummary
from app.db.engine import Connection
from app.db.twin_standings import TwinStanding, TwinState
from app.http.bodies.basics import URN
from app.http.bodies.credentials import (
    AwardAnswer,
    CredentialAnswer,
    CredentialLine,
    LearnerAnswer,
    LearnerInShort,
    TwinInShort,
)
from app.http.bodies.orders import NewAward, learner_of, result_of
from app.issuing import Issued
from app.services import Services
from issuer.model.approval import ProgrammeVersion
from issuer.model.award import Award
from issuer.model.credential import Credential, Format
from issuer.model.organisation import Actor


def order_of(services: Services, actor: Actor, body: NewAward) -> Order:
    """Read what is to be awarded to whom."""
    return Order(
        programme_id=body.programme,
        version=body.version,
        learner=learner_of(body.learner, services.ids.new_id(), actor.organisation_id),
        result=result_of(body.result, today=services.clock.now().date()),
        language=body.language,
        supersedes=body.supersedes,
        notify=body.notify,
    )


def award_answers(
    services: Services, connection: Connection, found: Iterable[Award]
) -> list[AwardAnswer]:
    """Show awards with their learners; a version that many share is read once."""
    versions: dict[str, ProgrammeVersion] = {}
    answers = []
    for award in found:
        if award.version_id not in versions:
            versions[award.version_id] = programmes.by_id(connection, award.version_id)
        version = versions[award.version_id]
        answers.append(_award_answer(services, connection, award, version))
    return answers


def credential_answer(services: Services, credential: Credential) -> CredentialAnswer:
    """Show a credential with its documents, for its organisation."""
    with services.database.read() as connection:
        number, programme_id = _version_of(services, connection, credential)
        twin = twin_standings.of_credentials(connection, [credential.id])[credential.id]
    badge, jwt = _documents(credential)
    return CredentialAnswer(
        **_members(services, credential, (programme_id, number), twin),
        credential=json.loads(badge) if badge else None,
        jwt=jwt,
    )


def issued_answer(services: Services, issued: Issued) -> bytes:
    """Show what has been issued just now, as `credential_answer` would, without looking it up.

    The signed badge goes into the answer as the bytes that it is.
    """
    credential, version = issued.credential, issued.intent.version
    if not issued.is_new:
        return credential_answer(services, credential).model_dump_json().encode()
    badge, jwt = _documents(credential)
    twin = TwinStanding(state=TwinState.PENDING if issued.intent.has_twin else TwinState.NONE)
    answer = _members(services, credential, (version.programme_id, version.number), twin) | {
        "credential": orjson.Fragment(badge) if badge else None,
        "jwt": jwt,
    }
    return orjson.dumps(answer, option=orjson.OPT_UTC_Z)


def _members(
    services: Services, credential: Credential, version: tuple[str, int], twin: TwinStanding
) -> dict[str, Any]:
    """Give the members of an answer, without the documents."""
    programme_id, number = version
    page = f"{services.settings.public_url}/c/{credential.page_token}"
    return {
        "id": credential.id,
        "credential_id": credential.id,
        "urn": f"{URN}{credential.id}",
        "state": "issued" if credential.documents else "intended",
        "status": credential.status,
        "status_reason": credential.status_reason,
        "status_changed_at": credential.status_changed_at,
        "programme_id": programme_id,
        "version": number,
        "award_id": credential.award_id,
        "language": credential.language,
        "issued_at": credential.issued_at,
        "superseded_by": credential.superseded_by,
        "credential_url": page,
        "json_url": f"{page}.json",
        "jwt_url": f"{page}.jwt",
        "european_credential": {
            **asdict(twin),
            "url": None if twin.state is TwinState.NONE else f"{page}.jsonld",
        },
    }


def _documents(credential: Credential) -> tuple[bytes | None, str | None]:
    bodies = {document.format: document.body for document in credential.documents}
    jwt = bodies.get(Format.VC_JWT)
    return bodies.get(Format.DATA_INTEGRITY), jwt.decode("ascii") if jwt else None


def credential_lines(
    connection: Connection, summaries: Sequence[CredentialSummary]
) -> list[CredentialLine]:
    """Show credentials in a list, with how they stand with their twins."""
    twins = twin_standings.of_credentials(connection, [summary.id for summary in summaries])
    return [_line(summary, twins[summary.id]) for summary in summaries]


def _line(summary: CredentialSummary, twin: TwinStanding) -> CredentialLine:
    return CredentialLine(
        id=summary.id,
        credential_id=summary.id,
        urn=f"{URN}{summary.id}",
        status=summary.status,
        learner=LearnerInShort(id=summary.learner_id, name=summary.learner_name),
        programme_id=summary.programme_id,
        version=summary.version_number,
        award_id=summary.award_id,
        language=summary.language,
        issued_at=summary.issued_at,
        superseded_by=summary.superseded_by,
        european_credential=TwinInShort(**asdict(twin)),
    )


def _version_of(
    services: Services, connection: Connection, credential: Credential
) -> tuple[int, str]:
    award = awards.get(
        connection,
        services.vault,
        credential.award_id,
        organisation_id=credential.organisation_id,
    )
    version = programmes.by_id(connection, award.version_id)
    return version.number, version.programme_id


def _award_answer(
    services: Services, connection: Connection, award: Award, version: ProgrammeVersion
) -> AwardAnswer:
    learner = learners.by_id(connection, services.vault, award.learner_id)
    credential = credentials.of_award(connection, services.vault, award.id)
    return AwardAnswer(
        id=award.id,
        state=award.state,
        programme_id=version.programme_id,
        version=version.number,
        learner=LearnerAnswer(
            id=learner.id,
            name=learner.name,
            email=learner.email or None,
            identifier=learner.identifier,
        ),
        result=jsonable_encoder(asdict(award.result)),
        language=award.language,
        proposed_by=award.proposed_by,
        proposed_at=award.proposed_at,
        decided_by=award.decided_by,
        decided_at=award.decided_at,
        supersedes=award.supersedes,
        credential_id=credential.id if credential else None,
    )
