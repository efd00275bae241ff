"""A learner's account in a real Chromium, on a phone and without JavaScript."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from app.demo.story import Told
from tests.app.backpacks.strict_host import strict_host
from tests.app.logging_in import CODE
from tests.browser import PHONE, PageFactory
from tests.hostile.honest import honest_badge
from tests.journeys.at_a_port import served
from tests.journeys.test_pages import SCHEMES, fits, shown

pytestmark = pytest.mark.browser

Audit = Callable[[Page], list[str]]
NO_POST: dict[str, Any] = {
    "smtp_host": "localhost",
    "smtp_port": 1,
    "mail_from": "d@dokazilo.example",
}
"""A mail server that is not there: the page asks for an address, and the code is known."""


@pytest.fixture
def look(axe_violations: Audit) -> Callable[[Page, str], None]:
    """Have a page judged, and kept for a person to look at."""

    def judge(page: Page, name: str) -> None:
        assert fits(page)
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            shown(page, f"account-{name}-390-{scheme}")
            assert axe_violations(page) == []

    return judge


@pytest.fixture
def address(told_sqlite: tuple[Path, Told], tmp_path: Path) -> Iterator[str]:
    """Serve the demonstration."""
    shutil.copyfile(told_sqlite[0], tmp_path / "dokazilo.db")
    with served(tmp_path / "dokazilo.db", **NO_POST) as address:
        yield address


def test_a_learner_has_everything_in_one_place(
    address: str, browser_page: PageFactory, look: Callable[[Page, str], None], tmp_path: Path
) -> None:
    page = browser_page(viewport=PHONE, locale="sl-SI")
    page.goto(f"{address}/me")
    look(page, "login")
    page.get_by_label("Vaš e-poštni naslov").fill("spela.znidarsic@example.com")
    page.get_by_role("button", name="Pošlji mi kodo").click()
    look(page, "code")
    page.get_by_label("Koda").fill("0000 0000")
    page.get_by_role("button", name="Prijava").click()
    expect(page.get_by_role("alert")).to_contain_text("Ta koda ne velja")
    page.get_by_label("Koda").fill(f"{CODE[:4]} {CODE[4:]}")
    page.get_by_role("button", name="Prijava").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Moja mikrodokazila")
    badge = tmp_path / "badge.json"
    badge.write_bytes(honest_badge())
    page.get_by_label("Značka kot datoteka").set_input_files(badge)
    page.get_by_role("button", name="Prinesi značko").click()
    expect(page.get_by_text("Ni mogoče potrditi")).to_be_visible()
    page.locator("details").evaluate("details => details.open = true")
    look(page, "me")
    page.set_viewport_size({"width": 320, "height": 640})
    assert fits(page)
    page.get_by_role("link", name="Poglej izid preverjanja").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ni mogoče potrditi")


def test_a_badge_is_sent_on_and_the_account_deleted_without_javascript(
    told_sqlite: tuple[Path, Told], tmp_path: Path, browser_page: PageFactory
) -> None:
    shutil.copyfile(told_sqlite[0], tmp_path / "dokazilo.db")
    with strict_host() as host:
        host.takes_http = True
        listed = host.address.removeprefix("http://")
        with served(tmp_path / "dokazilo.db", private_services=listed, **NO_POST) as address:
            page = browser_page(viewport=PHONE, locale="en-GB", javascript=False)
            page.goto(f"{address}/login")
            page.get_by_label("Your e-mail address").fill("spela.znidarsic@example.com")
            page.get_by_role("button", name="Send me a code").click()
            page.get_by_label("Code").fill(CODE)
            page.get_by_role("button", name="Log in").click()
            page.get_by_label("Address of the backpack").fill(host.address)
            page.get_by_role("button", name="Send", exact=True).click()
            link = page.get_by_role("link", name=re.compile("Go to 127.0.0.1")).get_attribute(
                "href"
            )
            assert link is not None
            page.goto(host.agree(link))
            expect(page.get_by_role("heading", level=1)).to_have_text("It is in your backpack")
            assert "code" not in page.url
            page.get_by_role("link", name="Back to my micro-credentials").click()
            page.get_by_role("button", name="Take this back").click()
            page.locator("summary", has_text="Delete the account").click()
            page.get_by_label("Yes, delete my account").check()
            page.get_by_role("button", name="Delete", exact=True).click()
            expect(page.get_by_role("heading", level=1)).to_have_text("The account is deleted")
            page.goto(f"{address}/me")
            expect(page.get_by_role("heading", level=1)).to_have_text("Log in")
