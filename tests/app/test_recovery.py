"""What a crash left is finished, once only, and not before its time."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from app.award_steps import approve, propose
from app.db import audit, credentials
from app.db.engine import Connection
from app.demo.story import Told
from app.issuing import issuance_store
from app.recovery import SERVICE, finish_intents
from app.repeating import RepeatGuard
from app.services import Services
from issuer.issuance import IssueCommand, intend
from issuer.model.organisation import Actor
from tests.app.serving import serving, settings_for
from tests.app.staging import Stage, staged
from tests.journeys.killing import order_for


def intended(stage: Stage) -> str:
    """Leave an intent behind, as a process that dies before it signs."""
    services, actor = stage.service.services, stage.told.cast.actor("school", "issuer")
    order = order_for(1, actor, stage.told.programmes["3d-printing"])
    award = propose(services, actor, order, RepeatGuard())
    approve(services, actor, award.id)
    with services.database.write() as connection:
        return _intend(services, connection, actor, award.id)


def _intend(services: Services, connection: Connection, actor: Actor, award_id: str) -> str:
    command = IssueCommand(
        award_id=award_id,
        credential_id=services.ids.new_id(),
        page_token=services.ids.new_token(),
        salt=b"0123456789abcdef",
        base_url=services.settings.public_url,
    )
    transaction = issuance_store(services, actor).joined(connection)
    return intend(transaction, command, actor, now=services.clock.now()).credential.id


def test_an_intent_is_finished_by_the_service_itself(told_database: tuple[str, Told]) -> None:
    with staged(told_database[0], told=told_database[1]) as stage:
        services, credential_id = stage.service.services, intended(stage)
        assert finish_intents(services) == 0, "another process may be at work on it"
        assert finish_intents(services, left_alone_for=timedelta(0)) == 1
        assert finish_intents(services, left_alone_for=timedelta(0)) == 0
        with services.database.read() as connection:
            credential = credentials.by_id(connection, services.vault, credential_id)
            records = audit.listed(
                connection,
                organisation_id=credential.organisation_id,
                subject_id=credential_id,
            )
        assert len(credential.documents) == 2
        assert ("credential.issued", SERVICE.id) in [
            (record.action, record.actor_id) for record in records
        ]


def test_one_that_cannot_be_finished_does_not_stop_the_others(
    seeded_url: str, seeded: tuple[Path, Told]
) -> None:
    with staged(seeded_url, told=seeded[1]) as stage:
        services, first = stage.service.services, intended(stage)
        with services.database.write() as connection:
            connection.exec_driver_sql("UPDATE signing_keys SET retired_at = '2026-01-01 00:00:00'")
        assert finish_intents(services, left_alone_for=timedelta(0)) == 0
        with services.database.write() as connection:
            connection.exec_driver_sql("UPDATE signing_keys SET retired_at = NULL")
        assert finish_intents(services, left_alone_for=timedelta(0)) == 1
        assert (
            stage.service.get(f"/api/v1/credentials/{first}", key=stage.key()).json()["state"]
            == "issued"
        )


def test_nothing_to_do_is_nothing_done(sqlite_url: str) -> None:
    with serving(settings_for(sqlite_url)) as service:
        assert finish_intents(service.services, left_alone_for=timedelta(0)) == 0
