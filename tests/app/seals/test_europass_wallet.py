"""Deposits in Europass wallets: by the learner's word, and in the shape that its API asks for."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesParser
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from app.demo.story import Told
from tests.app.staging import Stage, staged

HOLDER = "ana@example.com"
FORM = {"wallet": HOLDER, "consent": "yes"}


@dataclass
class WalletStandIn:
    """Answers as the wallet's description says, and keeps what it was sent."""

    port: int = 0
    taken: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    seen: list[tuple[str, dict[str, list[str]]]] = field(default_factory=list)
    wallets: set[str] = field(default_factory=lambda: {HOLDER, "0x4711"})
    answers_with: int | None = None

    def reply(self, path: str, message: Message) -> int:
        """Judge a deposit."""
        parts = urlsplit(path)
        query = parse_qs(parts.query)
        self.seen.append((parts.path, query))
        if self.answers_with:
            return self.answers_with
        named = [*query.get("userEmail", ()), *query.get("walletAddress", ())]
        if parts.path != "/api/v2/credentials" or len(named) != 1:
            return 400
        return self._kept(message) if named[0] in self.wallets else 404

    def _kept(self, message: Message) -> int:
        parts = message.get_payload()
        assert isinstance(parts, list)
        (part,) = parts
        assert isinstance(part, Message)
        body = part.get_payload(decode=True)
        assert isinstance(body, bytes)
        is_named = part.get_param("name", header="content-disposition") == "_credential"
        if not is_named or not body.startswith(b'{"payload"'):
            return 400
        file_name = part.get_filename() or ""
        if file_name in self.taken:
            return 409
        self.taken[file_name] = (part.get_content_type(), body)
        return 201


@contextmanager
def wallet() -> Iterator[WalletStandIn]:
    stand_in = WalletStandIn()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            head = f"Content-Type: {self.headers['Content-Type']}\r\n\r\n".encode()
            message = BytesParser(policy=HTTP).parsebytes(head + body)
            status = stand_in.reply(self.path, message)
            self.send_response(status)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    stand_in.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield stand_in
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass(frozen=True)
class Scene:
    """A learner with a page, and Europass."""

    stage: Stage
    europass: WalletStandIn

    @property
    def page(self) -> str:
        """Give the path of the learner's page."""
        return f"/c/{self.stage.told.credentials[0].page_token}"

    def send(self, form: dict[str, str], **headers: str) -> httpx.Response:
        """Send the form."""
        files = {name: (None, value) for name, value in form.items()}
        sent = {"Accept": "text/html", "Accept-Language": "en"} | headers
        return self.stage.service.post(f"{self.page}/europass", files=files, headers=sent)


@pytest.fixture
def scene(seeded_url: str, seeded: tuple[Path, Told]) -> Iterator[Scene]:
    with wallet() as europass:
        place = f"127.0.0.1:{europass.port}"
        with staged(
            seeded_url,
            told=seeded[1],
            private_services={place},
            europass_wallet_url=f"http://{place}/api/v2",
        ) as stage:
            yield Scene(stage, europass)


def test_the_file_arrives_as_it_was_sealed_under_the_name_europass_gives(scene: Scene) -> None:
    assert "europass" in scene.stage.service.get(scene.page).text
    sent = scene.send(FORM, **{"Sec-Fetch-Site": "same-origin"})
    assert sent.status_code == 200, sent.text
    assert "It is in your wallet" in sent.text
    ((name, (media_type, body)),) = scene.europass.taken.items()
    assert name.endswith(".jsonld")
    assert media_type == "application/ld+json"
    assert body == scene.stage.service.get(f"{scene.page}.jsonld").content
    path, query = scene.europass.seen[0]
    assert path == "/api/v2/credentials"
    assert query == {"userEmail": [HOLDER], "sendEmail": ["false"], "locale": ["en"]}
    again = scene.send(FORM)
    assert again.status_code == 200
    assert "already" in again.text


def test_a_wallet_can_be_named_by_its_address(scene: Scene) -> None:
    assert scene.send(FORM | {"wallet": "0x4711"}).status_code == 200
    assert scene.europass.seen[0][1]["walletAddress"] == ["0x4711"]
    assert "userEmail" not in scene.europass.seen[0][1]


@pytest.mark.parametrize(
    ("answer", "status", "words"),
    [
        (400, 409, "does not take it"),
        (404, 404, "no such wallet"),
        (409, 200, "already"),
        (500, 503, "did not answer"),
        (302, 503, "did not answer"),
    ],
)
def test_each_answer_has_a_sentence_of_its_own(
    scene: Scene, answer: int, status: int, words: str
) -> None:
    scene.europass.answers_with = answer
    sent = scene.send(FORM)
    assert (sent.status_code, words in sent.text) == (status, True)
    assert HOLDER not in sent.text


@pytest.mark.parametrize(
    "form", [{"wallet": HOLDER}, {"consent": "yes"}, FORM | {"wallet": "a@b@c"}, {}]
)
def test_nothing_is_sent_without_consent_or_wallet(scene: Scene, form: dict[str, str]) -> None:
    assert scene.send(form or {"x": "y"}).status_code == 422
    assert scene.europass.seen == []


def test_a_form_on_another_site_sends_nothing(scene: Scene) -> None:
    assert scene.send(FORM, **{"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert scene.europass.seen == []


def test_it_is_off_unless_it_is_set(seeded_url: str, seeded: tuple[Path, Told]) -> None:
    with staged(seeded_url, told=seeded[1]) as stage:
        scene = Scene(stage, WalletStandIn())
        assert scene.send(FORM).status_code == 404
        page = stage.service.get(scene.page, headers={"Accept-Language": "en"})
        assert "Store it in Europass" in page.text
        assert "Send it to Europass" not in page.text
