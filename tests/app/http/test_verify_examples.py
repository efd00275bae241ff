"""The small examples through POST /verify: presentations, endorsements and every format read."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.app.serving import Service, serving, settings_for
from tests.app.verifying import NOW, SCHOOL, FakeFetcher, Json, example, school_documents, verifying

EXPECTED = json.loads(example("expected.json"))["examples"]
BROWSER = {"Accept": "text/html,application/xhtml+xml", "Accept-Language": "sl"}


class Noon:
    """Always tell the examples' time."""

    def now(self) -> datetime:
        """Give the moment."""
        return NOW


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory, migrated_sqlite: Path) -> Iterator[Service]:
    """Serve with a verifier that knows the examples' school and reads what it publishes."""
    file = tmp_path_factory.mktemp("examples") / "dokazilo.db"
    file.write_bytes(migrated_sqlite.read_bytes())
    fetcher = FakeFetcher(school_documents())
    opening = verifying(fetcher=fetcher, trusted={SCHOOL: "Šola"})
    with (
        serving(settings_for(f"sqlite:///{file}"), clock=Noon()) as service,
        service.opened(opening) as verification,
    ):
        service.app.state.verification = verification
        yield service


def report_of(client: Service, name: str) -> Json:
    headers = {"Content-Type": "text/plain"}
    answer = client.post("/verify", content=example(name), headers=headers)
    assert answer.status_code == 200, answer.text
    report: Json = answer.json()
    return report


def page_of(client: Service, name: str) -> str:
    answer = client.post("/verify", data={"credential": example(name).decode()}, headers=BROWSER)
    assert answer.status_code == 200, answer.text
    return answer.text


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_an_example_gets_its_verdict(client: Service, name: str) -> None:
    report = report_of(client, name)
    cause = report["root_cause"]
    assert report["outcome"] == EXPECTED[name]["outcome"]
    assert (cause["code"] if cause else None) == EXPECTED[name]["cause"]
    presents = name.startswith("presentation.")
    assert (report["credential"] is None) is presents
    assert (report["holder"] is not None) is presents
    assert (report["credentials"] != []) is presents


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("badge.enveloped.json", "vc+jwt"),
        ("badge.ecdsa-sd-2023.json", "vcdm2-data-integrity"),
        ("badge.vcdm-1.1.json", "vcdm-1.1"),
        ("badge.vcdm-1.1.jwt", "vcdm-1.1-jwt"),
        ("badge.Ed25519Signature2020.json", "vcdm2-data-integrity"),
    ],
)
def test_a_newly_read_format_is_named_and_shown(client: Service, name: str, form: str) -> None:
    report = report_of(client, name)
    assert report["format"] == form
    assert report["format_label"]["sl"]
    assert report["credential"]["valid_from"]
    page = page_of(client, name)
    assert "Velja od" in page
    assert "verdict--good" in page


def test_a_signed_presentation_is_told_in_full(client: Service) -> None:
    report = report_of(client, "presentation.foreign.json")
    assert report["holder"]["proven"] is True
    assert report["holder"]["answers_request"] is False
    assert report["holder"]["id"].startswith("did:key:")
    [presented] = report["credentials"]
    assert presented["issuer"]["known"] is True
    assert presented["status"][0]["value"] == "active"
    page = page_of(client, "presentation.foreign.json")
    assert "Predstavitev vsebuje 1 dokazilo; pristno je in velja." in page
    assert "Imetnik je dokazan, vendar ne za zdaj in tu" in page
    assert "1. dokazilo: Veljavno" in page


@pytest.mark.parametrize(
    ("name", "block"),
    [
        ("presentation.unsigned.json", "1. dokazilo: Veljavno"),
        ("presentation.foreign.tampered.json", "1. dokazilo: Veljavno"),
        ("presentation.expired-badge.json", "1. dokazilo: Neveljavno"),
    ],
)
def test_a_holder_who_is_not_proven_is_said_not_to_be(
    client: Service, name: str, block: str
) -> None:
    page = page_of(client, name)
    assert "Imetnik ni dokazan" in page
    assert block in page
    assert "verdict--good" not in page


@pytest.mark.parametrize(
    ("name", "block"),
    [
        ("badge.endorsed.json", "1. priporočilo: Ni mogoče potrditi"),
        ("badge.endorsed-wrongly.json", "1. priporočilo: Neveljavno"),
    ],
)
def test_an_endorsement_does_not_change_the_badge_s_verdict(
    client: Service, name: str, block: str
) -> None:
    page = page_of(client, name)
    assert "verdict--good" in page
    assert block in page
