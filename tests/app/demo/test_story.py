"""The demonstration: realistic, complete, and told by the same use cases that the API calls."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from app.db import audit
from app.demo.facts import at_base_url, facts_of, read_facts, write_facts
from app.demo.seeding import seed
from app.demo.story import tell
from app.outbox import deliver
from issuer.completeness import missing_elements
from issuer.content_faults import content_faults
from issuer.model.credential import CredentialStatus
from issuer.model.programme import ProgrammeContent
from tests.app.serving import serving, settings_for
from tests.app.staging import Stage, staged

CONTENT = TypeAdapter(ProgrammeContent)
FILES = ("3d-printing", "podcast-sound", "qualitative-research", "remote-teamwork")


@pytest.fixture
def stage(sqlite_url: str) -> Iterator[Stage]:
    with staged(sqlite_url) as stage:
        yield stage


@pytest.mark.parametrize("name", FILES)
def test_programmes_are_complete_in_both_languages(name: str) -> None:
    file = resources.files("app.demo") / "programmes" / f"{name}.json"
    content = CONTENT.validate_json(file.read_bytes())
    assert not missing_elements(content)
    assert not [fault for fault in content_faults(content) if fault.code != "PILOT_WITHOUT_END"]


def test_what_there_is_to_see(stage: Stage) -> None:
    states = [credential.status for credential in stage.told.credentials]
    assert states.count(CredentialStatus.REVOKED) == 1
    assert states.count(CredentialStatus.SUSPENDED) == 1
    assert states.count(CredentialStatus.ACTIVE) == 4
    register = stage.service.get("/register.json").json()["items"]
    assert sum(entry["pilot"] for entry in register) == 1
    assert [entry["ects"] for entry in register if entry["ects"]] == [4.0]


def test_one_approval_is_missing_and_the_reviewer_can_give_it(stage: Stage) -> None:
    programme = stage.told.programmes["remote-teamwork"]
    decided = stage.service.post(
        f"/api/v1/programmes/{programme}/decisions",
        key=stage.key("review_body", "reviewer"),
        json={"decision": "approve", "decision_number": "5/2026"},
    )
    assert decided.json()["state"] == "approved", decided.text


def test_everything_it_did_stands_in_the_audit_record(stage: Stage) -> None:
    school = stage.told.cast.organisations["school"].id
    with stage.service.services.database.read() as connection:
        records = audit.listed(connection, organisation_id=school, limit=200)
    told = {record.action for record in records}
    assert {"profile.made", "programme.submitted", "award.approved", "credential.issued"} <= told


def test_the_file_says_what_was_promised(stage: Stage, tmp_path: Path) -> None:
    path = tmp_path / "demo.json"
    write_facts(path, facts_of(stage.told, "http://localhost:8000"))
    facts = read_facts(path)
    assert facts is not None
    assert {"admin", "author", "reviewer", "issuer"} <= set(facts["api_keys"])
    for name in ("approved_programme_id", "in_review_programme_id", "credential_id"):
        assert len(facts[name]) == 36
    assert facts["credential_url"].startswith("http://localhost:8000/c/")
    assert facts["verify_url"] == "http://localhost:8000/verify"
    moved = at_base_url(facts, "https://nova.example.org")
    assert moved["base_url"] == "https://nova.example.org"
    assert moved["register_url"] == "https://nova.example.org/register"
    assert moved["credential_url"].startswith("https://nova.example.org/c/")


def test_seeding_twice_changes_nothing(database_url: str, tmp_path: Path) -> None:
    with serving(settings_for(database_url, var_dir=tmp_path)) as service:
        written = [_seeded(seed(service.services)) for _ in range(2)]
        assert written[0] == written[1]
        (tmp_path / "demo.json").write_text("{half", encoding="utf-8")
        again = _seeded(seed(service.services))
    assert again["credential_url"] == written[0]["credential_url"]
    assert set(again["api_keys"]) == set(written[0]["api_keys"])
    assert not set(again["api_keys"].values()) & set(written[0]["api_keys"].values())


def test_other_data_are_left_alone(sqlite_url: str, tmp_path: Path) -> None:
    with serving(settings_for(sqlite_url, var_dir=tmp_path)) as service:
        tell(service.services)
        with service.services.database.write() as connection:
            connection.exec_driver_sql('UPDATE organisations SET name = \'{"sl":"Druga"}\'')
        assert seed(service.services) is None
        assert not (tmp_path / "demo.json").exists()


def test_a_demonstration_from_before_gets_its_seals_and_its_file_one_more_line(
    sqlite_url: str, tmp_path: Path
) -> None:
    with serving(settings_for(sqlite_url, var_dir=tmp_path, demo=True)) as service:
        path = seed(service.services)
        new = _seeded(path)
        # As the release before left it: no twins, no seals, and a file that knows of neither.
        with service.services.database.write() as connection:
            connection.exec_driver_sql("DELETE FROM sealed_documents")
            connection.exec_driver_sql("DROP TRIGGER issuance_log_no_delete")
            connection.exec_driver_sql("DELETE FROM issuance_log WHERE seal_id IS NOT NULL")
            connection.exec_driver_sql("DELETE FROM seals")
            connection.exec_driver_sql("DELETE FROM outbox")
        files = {"edc_url", "pdf_url", "png_url", "svg_url"}
        old = {name: value for name, value in new.items() if name not in files}
        write_facts(tmp_path / "demo.json", old)
        assert _seeded(seed(service.services)) == new, "no key changes"
        for _ in range(300):  # the service itself may be at it
            deliver(service.services)
            if service.get(new["edc_url"]).status_code == 200:
                break
            time.sleep(0.1)
        assert service.get(new["edc_url"]).status_code == 200
        assert _seeded(seed(service.services)) == new
        with service.services.database.read() as connection:
            made = connection.exec_driver_sql("SELECT count(*) FROM seals").scalar()
        assert made == 2, "one for each school, once"


def _seeded(path: Path | None) -> dict[str, Any]:
    assert path is not None
    facts: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return facts
