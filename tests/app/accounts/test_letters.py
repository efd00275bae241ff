"""The code goes through a real mail server into the right hands, and nobody else is written to."""

from __future__ import annotations

import re
import shutil
import time
from pathlib import Path

from app.demo.story import Told
from tests.app.logging_in import hidden
from tests.app.mail.mail_server import Inbox, mail_server
from tests.app.mail.sending import sending_by
from tests.app.staging import staged


def test_a_code_comes_by_mail_and_lets_in(seeded: tuple[Path, Told], tmp_path: Path) -> None:
    template, told = seeded
    shutil.copyfile(template, tmp_path / "dokazilo.db")
    url, inbox = f"sqlite:///{tmp_path / 'dokazilo.db'}", Inbox()
    with (
        mail_server(inbox) as server,
        staged(url, told=told, **sending_by(server)) as stage,
    ):
        asked = {"email": "nobody@example.com"}
        stage.service.post("/login", data=asked, headers={"accept-language": "en"})
        asked = {"email": "luka.djuric@example.com"}
        page = stage.service.post("/login", data=asked, headers={"accept-language": "en"})
        until = time.monotonic() + 90
        while not inbox.arrived:
            assert time.monotonic() < until, "no letter came"
            time.sleep(0.02)
        letter = inbox.arrived[0].message
        code = re.search(r"\d{4} \d{4}", str(letter["Subject"]))
        assert code is not None
        inside = stage.service.post("/login/code", data={**hidden(page), "code": code[0]})
        assert (inside.status_code, inside.headers["location"]) == (303, "/me")
        assert [one.recipient for one in inbox.arrived] == ["luka.djuric@example.com"]
    kept = b"".join(file.read_bytes() for file in tmp_path.glob("dokazilo.db*"))
    for personal in (b"luka.djuric", b"nobody@example.com", code[0].encode()):
        assert personal not in kept


def test_without_a_mail_server_the_page_says_so(seeded: tuple[Path, Told], tmp_path: Path) -> None:
    shutil.copyfile(seeded[0], tmp_path / "dokazilo.db")
    with staged(f"sqlite:///{tmp_path / 'dokazilo.db'}", told=seeded[1]) as stage:
        page = stage.service.get("/login", headers={"accept-language": "en"}).text
    assert "does not send e-mail yet" in page
    assert 'id="email"' not in page
