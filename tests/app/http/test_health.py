"""/healthz and /readyz tell the truth."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from app.keys.sealing import vault
from tests.app.serving import Service, serving, settings_for
from tests.app.staging import Stage


def ready(service: Service) -> tuple[int, dict[str, str]]:
    answer = service.get("/readyz")
    assert answer.headers["cache-control"] == "no-store"
    return answer.status_code, answer.json()["checks"]


def test_up_and_ready(stage: Stage) -> None:
    assert stage.service.get("/healthz").json() == {"status": "up"}
    assert ready(stage.service) == (
        200,
        {"database": "ok", "migrations": "ok", "master_key": "ok"},
    )


def test_another_master_key_is_noticed(stage: Stage) -> None:
    stage.service.app.state.services = replace(stage.service.services, vault=vault(b"\7" * 32))
    status, checks = ready(stage.service)
    assert status == 503
    assert "master key" in checks["master_key"]


def test_a_schema_of_another_release_is_noticed(stage: Stage) -> None:
    with stage.service.services.database.write() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0000'")
    status, checks = ready(stage.service)
    assert status == 503
    assert "schema" in checks["migrations"]


def test_a_lost_database_is_noticed_and_the_process_is_still_up(sqlite_url: str) -> None:
    with serving(settings_for(sqlite_url)) as service:
        service.services.database.close()
        file = Path(sqlite_url.removeprefix("sqlite:///"))
        file.unlink()
        file.mkdir()
        status, checks = ready(service)
        assert status == 503
        assert checks["database"].startswith("The database does not answer")
        assert service.get("/readyz").json()["detail"] == checks["database"], "the cause alone"
        assert service.get("/healthz").status_code == 200
        refused = service.get("/register.json")
        assert (refused.status_code, refused.json()["code"]) == (503, "NOT_READY")
