"""Fixtures that drive a real Chromium, and ask axe-core what it thinks of a page."""

import shutil
from collections.abc import Callable, Iterator
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from tests.peers.node import PEERS

DESKTOP: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 390, "height": 844}

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
AXE = PEERS / "node_modules" / "axe-core" / "axe.min.js"

# Root has no sandbox in a container; the rest keeps Chromium from calling home.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

_MOST_MILLISECONDS = 90_000
"""For any step: a page that a busy machine draws is no slow page."""

# What WCAG 2.2 AA asks, and what axe-core calls good practice.
AXE_RUN = "async () => (await axe.run(document)).violations"

PageFactory = Callable[..., Page]


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Find the Chromium on this machine."""
    for program in PROGRAMS:
        found = shutil.which(program)
        if found:
            return found
    pytest.skip("no Chromium here: install one, or run `make setup-browser` as root on Debian")


@pytest.fixture(scope="module")
def browser(chromium_path: str) -> Iterator[Browser]:
    """Start Chromium for one module's tests.

    Not for the session: Playwright's event loop would stay in this thread, and asyncio.run() in
    later tests would refuse to start another.
    """
    expect.set_options(timeout=_MOST_MILLISECONDS)
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=chromium_path, headless=True, args=FLAGS)


@pytest.fixture
def browser_page(browser: Browser) -> Iterator[PageFactory]:
    """Make pages, each in a fresh profile that is gone after the test.

    Call it as `browser_page(viewport=PHONE, locale="sl-SI", javascript=False)`.
    """
    contexts = []

    def new_page(
        *,
        viewport: ViewportSize = DESKTOP,
        locale: str = "en-GB",
        javascript: bool = True,
        color_scheme: Literal["dark", "light"] = "light",
    ) -> Page:
        context = browser.new_context(
            viewport=viewport,
            locale=locale,
            java_script_enabled=javascript,
            color_scheme=color_scheme,
            reduced_motion="reduce",
        )
        context.set_default_timeout(_MOST_MILLISECONDS)
        contexts.append(context)
        return context.new_page()

    yield new_page
    for context in contexts:
        context.close()


@pytest.fixture
def axe_violations() -> Callable[[Page], list[str]]:
    """Ask axe-core for a page's violations, one line each; none is good.

    The page's content security policy stays on: the script comes through the debugger.
    """
    if not AXE.exists():
        pytest.skip("axe-core is not installed: run `make setup-peers`")
    source = AXE.read_text(encoding="utf-8")

    def violations(page: Page) -> list[str]:
        page.evaluate(source)
        return [_line(violation) for violation in page.evaluate(AXE_RUN)]

    return violations


def _line(violation: dict[str, Any]) -> str:
    places = ", ".join(" ".join(node["target"]) for node in violation["nodes"])
    return f"{violation['id']} ({violation['impact']}): {violation['help']} at {places}"
