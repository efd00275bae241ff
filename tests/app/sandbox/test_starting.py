"""The sandbox issuer is off by default, and starts nowhere near a school's keys."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from app.db import profiles
from app.demo.seeding import seed
from app.sandbox.starting import REFUSAL, is_refused
from tests.app.serving import serving, settings_for

ROUTES = (
    "/vc-api/credentials/issue",
    "/vc-api/credentials/status",
    "/vc-api/status-lists",
    "/vc-api/sandbox/eddsa-rdfc-2022/credentials/issue",
)


def test_it_is_off_by_default(tmp_path: Path, migrated_sqlite: Path) -> None:
    file = tmp_path / "dokazilo.db"
    file.write_bytes(migrated_sqlite.read_bytes())
    with serving(settings_for(f"sqlite:///{file}")) as service:
        assert service.services.settings.sandbox_issuer is False
        for route in ROUTES:
            assert service.post(route, json={}).status_code == 404
        assert service.get("/vc-api/sandbox").status_code == 404
        assert not is_refused(service.services), "nobody has keys here"


def test_the_demonstrations_schools_are_invented_and_no_other_is(
    tmp_path: Path, migrated_sqlite: Path
) -> None:
    file = tmp_path / "dokazilo.db"
    file.write_bytes(migrated_sqlite.read_bytes())
    settings = settings_for(f"sqlite:///{file}", var_dir=tmp_path)
    with serving(settings) as service:
        seed(replace(service.services, settings=settings))
        assert not is_refused(service.services)
        with service.services.database.write() as connection:
            [first, *_] = profiles.public(connection)
            real = replace(first, id=service.services.ids.new_id(), slug="a-real-school")
            profiles.add(connection, replace(real, did=first.did + "-2"))
        assert is_refused(service.services)
    assert "DATABASE_URL" in REFUSAL
