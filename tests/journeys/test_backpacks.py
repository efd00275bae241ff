"""One Dokazilo sends a credential to another: client and provider of the Open Badges API meet."""

from __future__ import annotations

import base64
import json
import re
import shutil
from html import unescape
from pathlib import Path

import httpx

from app.demo.story import Told
from tests.app.logging_in import CODE, hidden, log_in
from tests.app.serving import Service
from tests.app.staging import staged
from tests.journeys.at_a_port import served

ANZE = "anze.crnic@example.com"
LINK = re.compile(r'href="([^"]*code_challenge[^"]*)"')


def at_home(browser: httpx.Client) -> None:
    """Log in at the other school."""
    asked = browser.post("/login", data={"email": ANZE})
    inside = browser.post("/login/code", data={**hidden(asked), "code": CODE})
    assert inside.headers["location"] == "/me"


def agreed(browser: httpx.Client, address: str) -> str:
    """Agree at the other school; gives the address the browser is sent back to."""
    shown = browser.get(address, follow_redirects=True)
    assert "localhost" in shown.text
    answer = browser.post("/oauth/authorize", data={**hidden(shown), "decision": "allow"})
    return answer.headers["location"]


def send(service: Service, address: str) -> httpx.Response:
    page = service.get("/me").text
    chosen = re.search(r'<option value="([^"]*)"', page)
    assert chosen is not None
    form = {"credential_id": chosen[1], "address": address}
    return service.post("/me/backpacks", data={**hidden(service.get("/me")), **form})


def test_a_credential_goes_from_one_dokazilo_to_another(
    told_sqlite: tuple[Path, Told], tmp_path: Path
) -> None:
    template, told = told_sqlite
    for name in ("here.db", "there.db"):
        shutil.copyfile(template, tmp_path / name)
    with (
        served(tmp_path / "there.db") as there,
        httpx.Client(base_url=there, timeout=90) as browser,
    ):
        listed = there.removeprefix("http://")
        here = f"sqlite:///{tmp_path / 'here.db'}"
        with staged(here, told=told, private_services=listed) as stage:
            badge = stage.issue().json()["credential"]
            log_in(stage.service, ANZE)
            at_home(browser)
            link = LINK.search(send(stage.service, there).text)
            assert link is not None
            back = agreed(browser, unescape(link[1]))
            assert back.startswith("http://localhost:8000/me/backpacks/return?")
            result = stage.service.get(back.removeprefix("http://localhost:8000"))
            assert "backpacks" in result.headers["location"]
            said = stage.service.get(result.headers["location"], headers={"accept-language": "en"})
            assert "It is in your backpack" in said.text
            # Now without asking, by the tokens that are kept.
            assert send(stage.service, there).status_code == 303
        (imported,) = browser.get("/me/export.json").json()["imported"]
    assert json.loads(base64.b64decode(imported["base64"])) == badge
    # The other school cannot reach this one's status list: it never calls that good.
    assert imported["outcome"] == "indeterminate"
