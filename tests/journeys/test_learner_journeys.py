"""Learners on a phone: from a letter, or a slip of paper, to what they wanted."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pypdf
import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser import PHONE, PageFactory
from tests.journeys.learners_stage import LearnersStage, learners_stage
from tests.journeys.test_pages import SCHEMES, fits, shown

pytestmark = pytest.mark.browser

Audit = Callable[[Page], list[str]]
Look = Callable[[Page, str], None]
CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b")
FAST = timedelta(seconds=1)
"""A guardian is asked about all children at once: the letter waits a minute for siblings."""


@pytest.fixture(scope="module")
def stage(
    migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[LearnersStage]:
    """Serve the demonstration, once for all of these journeys."""
    file = tmp_path_factory.mktemp("learners") / "dokazilo.db"
    shutil.copyfile(migrated_sqlite, file)
    with learners_stage(file) as running:
        yield running


@pytest.fixture
def look(axe_violations: Audit) -> Look:
    """Have a page judged, and kept for a person to look at."""

    def judge(page: Page, name: str) -> None:
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            page.evaluate("async () => { await document.fonts.ready }")
            shown(page, f"learner-{name}-390-{scheme}")
            assert fits(page)
            assert axe_violations(page) == []

    return judge


def unfold(page: Page, letter: EmailMessage) -> None:
    """Read a letter where its learner does."""
    body = letter.get_body(("html",))
    assert body is not None
    page.set_default_timeout(90_000)
    page.goto("about:blank")  # away from the content security policy of our own pages
    page.set_content(body.get_content())


def scanned(page: Page) -> list[str]:
    """Hold another phone before the screen."""
    picture = Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("RGB")
    return [code.text for code in zxingcpp.read_barcodes(picture)]


def downloaded(page: Page, name: str | re.Pattern[str]) -> Path:
    with page.expect_download() as waiting:
        page.get_by_role("link", name=name).click()
    return waiting.value.path()


def test_from_the_letter_to_the_files_and_into_a_wallet(
    stage: LearnersStage, browser_page: PageFactory, look: Look
) -> None:
    stage.issue("Anže Črnič", email="anze.crnic@example.com")
    page = browser_page(viewport=PHONE, locale="sl-SI")
    unfold(page, stage.letter_to("anze.crnic@example.com"))
    look(page, "letter")
    page.locator("a.button").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Čestitamo, Anže")
    look(page, "claim")
    for name in ("Potrdilo .pdf", "Značka .png"):
        assert stage.outcome(downloaded(page, name)) == "passed"

    page.get_by_role("button", name="Pokaži kodo za mojo denarnico").click()
    deep_link = page.get_by_role("link", name="Odpri Learner Credential Wallet")
    assert (deep_link.get_attribute("href") or "").startswith("https://lcw.app/request")
    assert scanned(page)[0].startswith(f"{stage.address}/")
    look(page, "interaction")
    page.go_back()
    page.get_by_role("button", name="Pokaži ponudbo").click()
    offer = page.get_by_role("link", name="Odpri v denarnici na tej napravi")
    assert scanned(page) == [offer.get_attribute("href")]
    assert scanned(page)[0].startswith("openid-credential-offer://")
    look(page, "offer")
    page.get_by_role("link", name="Nazaj na moje dokazilo").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Čestitamo, Anže")


def test_the_same_without_javascript(stage: LearnersStage, browser_page: PageFactory) -> None:
    stage.issue("Živa Öz", email="ziva@example.com", language="en")
    page = browser_page(viewport=PHONE, locale="en-GB", javascript=False)
    letter = stage.letter_to("ziva@example.com")
    plain = letter.get_body(("plain",))
    assert plain is not None
    link = next(line for line in plain.get_content().splitlines() if "/claim/" in line)
    page.goto(link.strip())
    expect(page.get_by_role("heading", level=1)).to_contain_text("Congratulations, Živa")
    assert stage.outcome(downloaded(page, "Certificate .pdf")) == "passed"
    page.get_by_role("button", name="Show the code for my wallet").click()
    assert len(scanned(page)) == 1
    page.go_back()
    page.get_by_role("button", name="Show the offer").click()
    assert scanned(page)[0].startswith("openid-credential-offer://")


def test_a_code_on_paper_leads_to_the_page(
    stage: LearnersStage, browser_page: PageFactory, look: Look
) -> None:
    issued = stage.issue("Zala Kos", email="zala@example.com")
    sheet = stage.call("/claim-sheets", {"credential_ids": [issued["id"]]}).content
    found = CODE.search(pypdf.PdfReader(io.BytesIO(sheet)).pages[0].extract_text())
    assert found is not None
    page = browser_page(viewport=PHONE, locale="sl-SI")
    page.goto(f"{stage.address}/claim")
    page.get_by_label("Vaša koda").fill(found[0][:-1])
    page.get_by_role("button", name="Pokaži moje dokazilo").click()
    expect(page.get_by_role("alert")).to_contain_text("dvanajst")
    look(page, "code-slip")
    as_people_type = found[0].lower().replace("-", " ").replace("0", "o")
    page.get_by_label("Vaša koda").fill(as_people_type)
    page.get_by_role("button", name="Pokaži moje dokazilo").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Čestitamo, Zala")


def test_a_link_is_made_opened_by_somebody_else_and_ended(
    stage: LearnersStage, browser_page: PageFactory, look: Look
) -> None:
    stage.issue("Delja Deljič", email="delja@example.com")
    page = browser_page(viewport=PHONE, locale="sl-SI")
    unfold(page, stage.letter_to("delja@example.com"))
    page.locator("a.button").click()
    page.get_by_label("Za koga je?").fill("Kovinarstvo Žagar")
    page.get_by_role("button", name="Ustvari povezavo").click()
    shared = page.get_by_role("link", name="/s/").inner_text()
    look(page, "claim-shared")
    other = browser_page(viewport=PHONE, locale="it-IT")
    other.goto(shared)
    expect(other.get_by_text("Delja Deljič").first).to_be_visible()
    look(other, "shared")
    other.get_by_role("button", name="Verificala tu stesso").click()
    # The verdict does not speak Italian, and who asks for Italian need not read Slovenian.
    expect(other.get_by_role("heading", level=1)).to_have_text("Valid")
    page.get_by_role("button", name=re.compile("Končaj.*Kovinarstvo Žagar")).click()
    expect(page.get_by_text("Kovinarstvo Žagar")).not_to_be_visible()
    gone = other.goto(shared)
    assert gone is not None
    assert gone.status == 410
    look(other, "share-ended")


def test_a_guardian_agrees_before_a_child_is_written_to(
    stage: LearnersStage, browser_page: PageFactory, look: Look
) -> None:
    born = stage.clock.now().replace(month=1, day=1).date()
    stage.issue(
        "Bine Kos",
        email="bine@example.com",
        date_of_birth=born.replace(year=born.year - 11).isoformat(),
        guardian_email="starsi@example.com",
    )
    page = browser_page(viewport=PHONE, locale="sl-SI")
    unfold(page, stage.letter_to("starsi@example.com", passing=FAST))
    look(page, "guardian-letter")
    assert "bine@example.com" not in {letter.recipient for letter in stage.inbox.arrived}
    page.locator("a.button").click()
    expect(page.get_by_role("heading", name="Bine Kos")).to_be_visible()
    look(page, "guardian")
    page.get_by_role("button", name=re.compile("^Privolim")).click()
    expect(page.get_by_role("button", name=re.compile("^Privolim"))).to_have_count(0)
    look(page, "guardian-agreed")
    child = browser_page(viewport=PHONE, locale="sl-SI")
    unfold(child, stage.letter_to("bine@example.com"))
    child.locator("a.button").click()
    expect(child.get_by_role("heading", level=1)).to_contain_text("Čestitamo, Bine")
    expect(child.get_by_role("link", name="Potrdilo .pdf")).to_be_visible()


def test_a_learner_is_erased_once_the_letter_is_answered(
    stage: LearnersStage, browser_page: PageFactory, look: Look
) -> None:
    stage.issue("Iva Izbris", email="iva@example.com")
    page = browser_page(viewport=PHONE, locale="sl-SI")
    unfold(page, stage.letter_to("iva@example.com"))
    page.locator("a.button").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Čestitamo, Iva")
    own_page = page.url
    page.get_by_role("link", name="Kaj je o vas shranjeno in zakaj").click()
    page.get_by_role("button", name="Prosi za izbris").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Še en korak")
    look(page, "erasure-asked")
    unfold(page, stage.letter_to("iva@example.com"))
    look(page, "erasure-letter")
    page.locator("a.button").click()
    look(page, "erasure")
    page.get_by_role("button", name="Izbriši vse").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vaši podatki so izbrisani")
    look(page, "erased")
    receipt = page.locator("p.code").inner_text()
    letter = stage.letter_to("iva@example.com").get_body(("plain",))
    assert letter is not None
    assert receipt in letter.get_content()
    gone = page.goto(own_page)
    assert gone is not None
    assert gone.status in {404, 410}
    look(page, "erased-page")
