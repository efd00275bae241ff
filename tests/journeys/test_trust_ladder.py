"""Who stands behind a credential, and whose it is, on the verdict's page in a real Chromium."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, ViewportSize

from tests.browser import DESKTOP, PHONE, PageFactory
from tests.journeys.test_verdict_page import address

__all__ = ["address"]

pytestmark = pytest.mark.browser

Audit = Callable[[Page], list[str]]


@pytest.mark.parametrize("name", ["passed", "unknown"])
@pytest.mark.parametrize("seen", [(DESKTOP, "en-GB"), (PHONE, "sl-SI")], ids=["wide", "narrow"])
def test_the_ladder_is_accessible(
    address: str,  # the fixture
    browser_page: PageFactory,
    axe_violations: Audit,
    name: str,
    seen: tuple[ViewportSize, str],
) -> None:
    page = browser_page(viewport=seen[0], locale=seen[1])
    page.goto(f"{address}/verdicts/{name}", wait_until="networkidle")
    assert page.locator(".ladder__step").count() == 4
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        assert axe_violations(page) == []


def test_each_step_that_is_not_known_says_so_in_words_and_leads_on(
    address: str,  # the fixture
    browser_page: PageFactory,
) -> None:
    page = browser_page(viewport=PHONE, locale="en-GB")
    page.goto(f"{address}/verdicts/unknown", wait_until="networkidle")
    words = page.locator(".ladder__label strong").all_inner_texts()
    assert words == ["Yes", "Not known", "Not known", "Not known"]
    assert page.locator(".ladder__more").count() == 3
    assert page.get_by_label("The holder's e-mail address").is_visible()
