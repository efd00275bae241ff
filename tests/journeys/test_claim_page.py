"""A learner on a phone asks what is stored and has it corrected; a guardian of two children."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page, expect

from app.claims.guardians import guardian_of, guardian_url
from app.clock import RandomIds, SystemClock
from app.db import learners
from app.demo.story import Told
from app.opening import open_services
from tests.app.serving import settings_for
from tests.browser import PHONE, PageFactory
from tests.journeys.at_a_port import served

pytestmark = pytest.mark.browser

SCREENSHOTS = Path(__file__).parents[2] / "var" / "screenshots"
Audit = Callable[[Page], list[str]]


@dataclass(frozen=True)
class School:
    """The running service, and its demonstration's school as a caller."""

    address: str
    file: Path
    told: Told

    def call(self, page: Page, method: str, path: str, body: object | None = None) -> Any:  # noqa: ANN401 - JSON, or a file
        """Call the API as the school's issuer."""
        secret = self.told.cast.keys["school", "issuer"].secret
        answer = page.request.fetch(
            f"{self.address}/api/v1{path}",
            method=method,
            headers={"Authorization": f"Bearer {secret}", "Content-Type": "application/json"},
            data=json.dumps(body) if body is not None else None,
        )
        assert answer.ok, answer.text()
        is_json = "json" in answer.headers.get("content-type", "")
        return answer.json() if is_json else answer.body()

    def claim_url(self, page: Page, credential_id: str) -> str:
        """Give a learner's link."""
        url: str = self.call(page, "POST", f"/credentials/{credential_id}/claim", {})["url"]
        return url

    def issued(self, page: Page, name: str, **learner: str) -> dict[str, Any]:
        """Issue a credential to somebody new."""
        order = {
            "programme": self.told.programmes["3d-printing"],
            "learner": {"name": name, "email": "druzina@example.com", **learner},
            "result": {"grade": "odlično"},
        }
        made: dict[str, Any] = self.call(page, "POST", "/credentials", order)
        return made

    def guardian_url(self, learner_id: str) -> str:
        """Give the link that a guardian's letter brings."""
        settings = settings_for(f"sqlite:///{self.file}", public_url=self.address)
        services = open_services(settings, clock=SystemClock(), ids=RandomIds())
        with services.database.write() as connection:
            learner = learners.by_id(connection, services.vault, learner_id)
            url = guardian_url(services, guardian_of(connection, services, learner))
        services.database.close()
        return url


@pytest.fixture(scope="module")
def school(
    told_sqlite: tuple[Path, Told], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[School]:
    """Serve the demonstration on a free port."""
    template, told = told_sqlite
    file = tmp_path_factory.mktemp("claims") / "dokazilo.db"
    shutil.copyfile(template, file)
    with served(file) as address:
        yield School(address, file, told)


def looked_at(page: Page, audit: Audit, name: str) -> None:
    """Ask axe-core in both schemes, and keep pictures for a person to look at."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.screenshot(path=SCREENSHOTS / f"{name}-390-{scheme}.png", full_page=True)
        assert audit(page) == []


def test_a_learner_reads_what_is_stored_and_asks_for_a_correction(
    school: School, browser_page: PageFactory, axe_violations: Audit
) -> None:
    page = browser_page(viewport=PHONE, locale="sl-SI")
    active = school.told.credentials[0]
    page.goto(school.claim_url(page, active.id))
    expect(page.get_by_role("heading", level=1)).to_have_text("Čestitamo, Špela!")
    with page.expect_download() as taken:
        page.locator('a[href$="take.json"]').first.click()
    assert json.loads(taken.value.path().read_bytes())["id"] == f"urn:uuid:{active.id}"

    page.get_by_label("Za koga je?").fill("Za Žagar d.o.o.")
    page.get_by_label("Kako dolgo?").select_option(label="En mesec")
    page.get_by_role("button", name="Ustvari povezavo").click()

    page.get_by_role("link", name="Kaj je o vas shranjeno in zakaj").click()
    page.get_by_label("Kaj je narobe in kako je prav?").fill("Priimek je Žnidar.")
    page.get_by_role("button", name="Pošljite šoli").click()
    expect(page.get_by_text("Čaka na šolo")).to_be_visible()
    [asked] = school.call(page, "GET", "/correction-requests?state=open")["items"]
    answer = {"outcome": "declined", "answer": "V matični knjigi je Žnidaršič."}
    school.call(page, "POST", f"/correction-requests/{asked['id']}/answer", answer)
    page.reload()
    expect(page.get_by_text("V matični knjigi je Žnidaršič.")).to_be_visible()
    looked_at(page, axe_violations, "own-data")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Prenesite vse svoje podatke").click()
    with ZipFile(taken.value.path()) as archive:
        stored = json.loads(archive.read("data.json"))["stored"]
        names = [name for name in archive.namelist() if active.id in name]
    assert stored["correction_requests"][0]["wrong"] == "Priimek je Žnidar."
    assert stored["share_links"][0]["label"] == "Za Žagar d.o.o."
    assert len(names) >= 3


def test_a_guardian_speaks_for_two_children(school: School, browser_page: PageFactory) -> None:
    born = f"{datetime.now(UTC).year - 12}-03-01"  # noqa: TID251 - a child grows by the real clock
    page = browser_page(viewport=PHONE, locale="hu-HU", javascript=False)
    mine = {"date_of_birth": born, "guardian_email": "mama@example.com"}
    children = [
        school.issued(page, f"Otrok {number}", identifier=f"m-{number}", **mine)
        for number in (1, 2)
    ]
    nobody_s = school.issued(page, "Otrok 3", identifier="m-3", date_of_birth=born)
    own = school.claim_url(page, nobody_s["id"])
    page.goto(own)
    page.get_by_label("Szülő vagy gyám e-mailje").fill("mama@example.com")
    page.get_by_role("button", name="Kérdezzétek meg").click()
    expect(page.get_by_text("Megkérdeztük őket.")).to_be_visible()
    expect(page.locator('a[href*="/take."]')).to_have_count(0)

    claims = [school.claim_url(page, each["id"]) for each in children]
    ids = [each["learner_id"] for each in _lines(school, page) if each["name"] == "Otrok 1"]
    seen = browser_page(viewport=PHONE, locale="sl-SI")
    seen.goto(school.guardian_url(ids[0]))
    for child in (1, 2):
        seen.get_by_role("button", name=re.compile(f"^Privolim.*Otrok {child}")).click()
    seen.get_by_role("button", name=re.compile("^Ne privolim.*Otrok 3")).click()
    expect(seen.get_by_role("button", name="Prekliči privolitev")).to_have_count(2)
    for url in claims:
        assert page.request.get(f"{url}/take.json").ok
    assert page.request.get(f"{own}/take.json").status == 403
    status = school.call(page, "GET", f"/credentials/{nobody_s['id']}/claim")
    assert status["guardian"] == "refused"


def _lines(school: School, page: Page) -> list[dict[str, str]]:
    listed = school.call(page, "GET", "/credentials?size=50")["items"]
    return [
        {"learner_id": each["learner"]["id"], "name": each["learner"]["name"]} for each in listed
    ]
