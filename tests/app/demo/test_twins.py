"""Every award of the demonstration is a badge and a European credential that say the same."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.demo.story import Told
from issuer.model.credential import Credential, CredentialStatus
from tests.app.serving import Service
from tests.app.staging import staged
from tests.shacl import violations
from verifier.edc.twins import differences, name_each_other

AWARDS = range(6)


@dataclass(frozen=True)
class Shown:
    """The demonstration, running."""

    service: Service
    told: Told

    def twins(self, number: int) -> tuple[Credential, bytes, bytes]:
        """Give an award's credential, its badge and its sealed file."""
        credential = self.told.credentials[number]
        badge = self.service.get(f"/c/{credential.page_token}.json")
        sealed = self.service.get(f"/c/{credential.page_token}.jsonld")
        assert (badge.status_code, sealed.status_code) == (200, 200)
        return credential, badge.content, sealed.content


@pytest.fixture(scope="module")
def shown(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    file = tmp_path_factory.mktemp("twins") / "dokazilo.db"
    shutil.copyfile(migrated_sqlite, file)
    with staged(f"sqlite:///{file}", demo=True) as stage:
        yield Shown(stage.service, stage.told)


@pytest.mark.parametrize("number", AWARDS)
def test_badge_and_twin_name_each_other_and_say_the_same(shown: Shown, number: int) -> None:
    _, badge, sealed = shown.twins(number)
    edc = json.loads(json.loads(sealed)["payload"])
    assert differences(json.loads(badge), edc) == ()
    assert name_each_other(json.loads(badge), edc)


@pytest.mark.parametrize("number", AWARDS)
def test_the_twin_conforms_to_the_unions_shapes(shown: Shown, number: int) -> None:
    _, _, sealed = shown.twins(number)
    assert violations(json.loads(json.loads(sealed)["payload"])) == []


@pytest.mark.parametrize("number", AWARDS)
def test_both_get_the_same_verdict(shown: Shown, number: int) -> None:
    credential, badge, sealed = shown.twins(number)
    reports = [
        shown.service.post("/verify", content=body, headers={"Content-Type": "application/json"})
        for body in (badge, sealed)
    ]
    found = [(each.json()["outcome"], each.json()["root_cause"]) for each in reports]
    if credential.status is CredentialStatus.ACTIVE:
        assert [outcome for outcome, _ in found] == ["passed", "passed"], found
    else:
        cause = credential.status.value.upper()
        assert [outcome for outcome, _ in found] == ["failed", "failed"], found
        assert [each["code"] for _, each in found] == [cause, cause]
