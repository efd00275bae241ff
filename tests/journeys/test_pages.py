"""The pages of the running service with its demonstration, in a real Chromium."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from socket import create_server
from typing import Any, Literal
from urllib.parse import urlsplit

import pytest
import uvicorn
from playwright.sync_api import Page, ViewportSize, expect

from app.clock import RandomIds, SystemClock
from app.demo.seeding import seed
from app.main import create_app
from app.opening import open_services
from tests.app.serving import settings_for
from tests.browser import DESKTOP, PHONE, PageFactory

pytestmark = pytest.mark.browser

SCREENSHOTS = Path(__file__).parents[2] / "var" / "screenshots"
WIDTHS = {"1280": DESKTOP, "390": PHONE}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
NARROWEST: ViewportSize = {"width": 320, "height": 640}
PUBLIC = (
    "home",
    "register",
    "programme",
    "profile",
    "verify",
    "problem",
    "privacy",
    "accessibility",
)
PERSONAL = ("credential", "revoked")
Audit = Callable[[Page], list[str]]


@dataclass(frozen=True)
class Running:
    """The service at its address, with the demonstration's facts."""

    facts: dict[str, Any]

    def address(self, page: str) -> str:
        """Give the address of a page by its short name."""
        base = self.facts["base_url"]
        addresses: dict[str, str] = {
            "home": base + "/",
            "register": self.facts["register_url"],
            "programme": f"{base}/programmes/{self.facts['approved_programme_id']}",
            "profile": f"{base}/profiles/spts-zelena-dolina",
            "verify": self.facts["verify_url"],
            "problem": base + "/problems/REVOKED",
            "privacy": base + "/privacy",
            "accessibility": base + "/accessibility",
            "credential": self.facts["credential_url"],
            "revoked": self.facts["revoked_credential_url"],
        }
        return addresses[page]


@dataclass
class Watched:
    """What a page did besides showing itself."""

    said: list[str] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)

    def watch(self, page: Page) -> None:
        """Listen to the console, to errors and to requests."""
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("request", lambda request: self.asked.add(urlsplit(request.url).netloc))


@pytest.fixture(scope="module")
def running(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Serve the seeded demonstration on a free port."""
    var = tmp_path_factory.mktemp("var")
    (var / "dokazilo.db").write_bytes(migrated_sqlite.read_bytes())
    listener = create_server(("127.0.0.1", 0))
    settings = settings_for(
        f"sqlite:///{var / 'dokazilo.db'}",
        public_url=f"http://localhost:{listener.getsockname()[1]}",
        var_dir=var,
    )
    services = open_services(settings, clock=SystemClock(), ids=RandomIds())
    facts_file = seed(services)
    services.database.close()
    assert facts_file is not None
    server = uvicorn.Server(uvicorn.Config(create_app(settings), log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield Running(json.loads(facts_file.read_text(encoding="utf-8")))
    server.should_exit = True
    thread.join()


def shown(page: Page, name: str) -> None:
    """Keep a picture for a person to look at."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)


def fits(page: Page) -> bool:
    """Tell whether nothing sticks out to the right."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", [*PUBLIC, *PERSONAL])
def test_a_page_is_accessible_quiet_and_its_own(
    running: Running, browser_page: PageFactory, axe_violations: Audit, name: str, width: str
) -> None:
    page = browser_page(viewport=WIDTHS[width], locale="sl-SI")
    watched = Watched()
    watched.watch(page)
    page.goto(running.address(name), wait_until="networkidle")
    assert fits(page)
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        shown(page, f"{name}-{width}-{scheme}")
        assert axe_violations(page) == []
    assert watched.said == []
    assert watched.asked == {urlsplit(running.facts["base_url"]).netloc}


@pytest.mark.parametrize("name", [*PUBLIC, *PERSONAL])
def test_a_page_fits_the_narrowest_screen(
    running: Running, browser_page: PageFactory, name: str
) -> None:
    page = browser_page(viewport=NARROWEST, locale="sl-SI")
    page.goto(running.address(name), wait_until="networkidle")
    assert fits(page)


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize(("which", "word"), [("credential", "Veljavno"), ("revoked", "Neveljavno")])
def test_a_learners_credential_is_checked_from_its_page(
    running: Running,
    browser_page: PageFactory,
    which: str,
    word: str,
    javascript: bool,  # noqa: FBT001 - a case of the test
) -> None:
    page = browser_page(locale="sl-SI", javascript=javascript)
    page.goto(running.address(which))
    page.get_by_role("button", name="Preverite sami").click()
    verdict = page.get_by_role("heading", level=1)
    expect(verdict).to_have_text(word)
    expect(verdict).to_be_focused()
    assert page.url.endswith("/verify")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("which", PERSONAL)
def test_a_verdict_is_accessible(
    running: Running, browser_page: PageFactory, axe_violations: Audit, which: str, width: str
) -> None:
    page = browser_page(viewport=WIDTHS[width], locale="sl-SI")
    page.goto(running.address(which))
    page.get_by_role("button", name="Preverite sami").click()
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    page.locator("details").evaluate("details => details.open = true")
    assert fits(page)
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        shown(page, f"verdict-{which}-{width}-{scheme}")
        assert axe_violations(page) == []


def test_bad_news_is_the_first_thing_said(running: Running, browser_page: PageFactory) -> None:
    page = browser_page(viewport=PHONE, locale="sl-SI")
    page.goto(running.address("revoked"))
    first = page.get_by_role("main").get_by_text("Preklicano", exact=True)
    expect(first).to_be_in_viewport()
    expect(page.get_by_text("Ne velja več.")).to_be_in_viewport()


@pytest.mark.parametrize("link", ["Credential .json", "As a compact token, .jwt"])
def test_a_downloaded_file_is_valid_when_pasted_back(
    running: Running, browser_page: PageFactory, link: str
) -> None:
    page = browser_page(locale="en-GB")
    page.goto(running.address("credential"))
    with page.expect_download() as waiting:
        page.get_by_role("link", name=link, exact=True).click()
    secured = Path(waiting.value.path()).read_text(encoding="utf-8")
    page.goto(running.address("verify"))
    page.get_by_label("Paste the credential").fill(secured)
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Valid")


def test_a_file_is_chosen_without_javascript(
    running: Running, browser_page: PageFactory, tmp_path: Path
) -> None:
    page = browser_page(javascript=False, locale="en-GB")
    file = tmp_path / "badge.json"
    answer = page.request.get(running.facts["credential_url"] + ".json")
    file.write_bytes(answer.body().replace(b"CNC", b"XXX").replace(b"3D-tisk", b"4D-tisk"))
    page.goto(running.address("verify"))
    page.get_by_label("or choose a file").set_input_files(file)
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Not valid")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Signed report (PDF)").click()
    assert Path(waiting.value.path()).read_bytes().startswith(b"%PDF-")
    page.get_by_role("link", name="SIGNATURE_INVALID").click()
    expect(page.get_by_role("heading", name="What to do")).to_be_visible()


def test_verifying_needs_no_mouse(running: Running, browser_page: PageFactory) -> None:
    page = browser_page(locale="en-GB")
    page.goto(running.address("verify"))
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "credential":
            break
    page.keyboard.insert_text("this is no credential")
    for _ in range(8):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "submit":
            break
    expect(page.get_by_role("button", name="Check", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    expect(page.get_by_role("heading", level=1)).to_have_text("Not valid")


def test_an_empty_form_is_refused_in_plain_words(
    running: Running, browser_page: PageFactory, axe_violations: Audit
) -> None:
    page = browser_page(locale="en-GB")
    page.goto(running.address("verify"))
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.get_by_role("heading", name="Nothing was checked")).to_be_focused()
    assert axe_violations(page) == []


def test_a_dropped_file_lands_in_the_field(running: Running, browser_page: PageFactory) -> None:
    page = browser_page(locale="en-GB")
    page.goto(running.address("verify"))
    dropped = page.evaluate_handle(
        "() => { const data = new DataTransfer();"
        " data.items.add(new File(['{}'], 'badge.json', {type: 'application/json'}));"
        " return data; }"
    )
    page.dispatch_event("[data-drop]", "drop", {"dataTransfer": dropped})
    assert page.evaluate("document.getElementById('file').files[0].name") == "badge.json"


def test_the_language_is_switched_and_remembered(
    running: Running, browser_page: PageFactory
) -> None:
    page = browser_page(locale="sl-SI", javascript=False)
    page.goto(running.address("register") + "?level=4")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Register of micro-credentials")
    assert page.url == running.address("register") + "?level=4"
    page.goto(running.address("home"))
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_the_register_is_searched_without_javascript(
    running: Running, browser_page: PageFactory
) -> None:
    page = browser_page(locale="en-GB", javascript=False)
    page.goto(running.address("register"))
    page.get_by_label("Search").fill("podkast")
    page.get_by_label("Pilot").select_option("yes")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("article")).to_have_count(1)
    page.get_by_role("article").get_by_role("link").click()
    expect(page.get_by_role("heading", name="Who decided")).to_be_visible()


def test_the_link_is_copied(running: Running, browser_page: PageFactory) -> None:
    page = browser_page(locale="en-GB")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(running.address("credential"))
    page.get_by_role("button", name="Copy the link").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == running.facts["credential_url"]


def test_a_certificate_prints_on_one_sheet(running: Running, browser_page: PageFactory) -> None:
    page = browser_page(locale="sl-SI", color_scheme="dark")
    page.goto(running.address("credential"), wait_until="networkidle")
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    printed = page.pdf(
        path=SCREENSHOTS / "credential.pdf", prefer_css_page_size=True, print_background=True
    )
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1


def test_what_is_not_there_has_a_page(
    running: Running, browser_page: PageFactory, axe_violations: Audit
) -> None:
    page = browser_page(locale="sl-SI")
    answer = page.goto(running.facts["base_url"] + "/c/nothing-here")
    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("Tu ni ničesar")
    assert axe_violations(page) == []
