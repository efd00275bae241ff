"""A learner's credential goes to another backpack: to a strict host, and failures are told."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from app.demo.story import Told
from tests.app.backpacks.strict_host import StrictHost, strict_host
from tests.app.logging_in import hidden, log_in
from tests.app.serving import Service
from tests.app.staging import staged

SPELA = "spela.znidarsic@example.com"
LUKA = "luka.djuric@example.com"
OURS = "https://dokazilo.example"
AGREE = re.compile(r'href="([^"]*code_challenge[^"]*)"')
TITLE = re.compile(r"<h1>(.*?)</h1>")
IN_ENGLISH = {"accept-language": "en"}


@pytest.fixture(scope="module")
def host() -> Iterator[StrictHost]:
    with strict_host() as host:
        yield host


@pytest.fixture(scope="module")
def running(
    host: StrictHost, seeded: tuple[Path, Told], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Service]:
    file = tmp_path_factory.mktemp("backpacks") / "dokazilo.db"
    shutil.copyfile(seeded[0], file)
    port = urlsplit(host.address).port
    listed = f"127.0.0.1:{port},localhost:{port}"
    with staged(
        f"sqlite:///{file}", told=seeded[1], public_url=OURS, private_services=listed
    ) as stage:
        log_in(stage.service, SPELA)
        yield stage.service


@pytest.fixture
def service(running: Service, host: StrictHost) -> Service:
    """Give a learner's browser whom no backpack has agreed with; the host behaves."""
    host.answers.clear()
    host.description = {}
    page = running.get("/me").text
    for one in re.findall(r'name="host_id" value="([^"]*)"', page):
        form = hidden(running.get("/me"))
        running.post("/me/backpacks/forget", data={**form, "host_id": one})
    return running


def send(service: Service, address: str) -> httpx.Response:
    page = service.get("/me")
    chosen = re.search(r'<option value="([^"]*)"', page.text)
    assert chosen is not None
    form = {"form_token": hidden(page)["form_token"], "credential_id": chosen[1]}
    return service.post("/me/backpacks", data=form | {"address": address}, headers=IN_ENGLISH)


def agreeing(host: StrictHost, page: httpx.Response) -> str:
    """Do what the learner does at the host; gives the address they come back to."""
    found = AGREE.search(page.text)
    assert found is not None, page.text
    return host.agree(unescape(found[1])).removeprefix(OURS)


def told(service: Service, answer: httpx.Response) -> str:
    page = service.get(answer.headers["location"], headers=IN_ENGLISH)
    found = TITLE.search(page.text)
    assert found is not None
    return found[1]


def test_a_strict_host_takes_the_badge_byte_by_byte(service: Service, host: StrictHost) -> None:
    assert set(service.cookies) == {"__Host-dokazilo-session"}
    asked = send(service, f"  {host.address}/ims/ob/v3p0/  ")
    assert asked.status_code == 200
    back = agreeing(host, asked)
    assert told(service, service.get(back)) == "It is in your backpack"
    page = re.search(r'href="(/c/[^"]*)\.json"', service.get("/me").text)
    assert page is not None
    assert list(host.badges.values())[-1] == service.get(f"{page[1]}.json").content
    # The way back is good once, and the next badge goes without asking.
    assert service.get(back).status_code == 404
    assert told(service, send(service, host.address)) == "It is in your backpack"
    assert len(host.clients) == 1


def test_tokens_are_refreshed_and_asked_for_anew(service: Service, host: StrictHost) -> None:
    host.expires_in = 1
    assert service.get(agreeing(host, send(service, host.address))).status_code == 303
    before = set(host.tokens)
    assert send(service, host.address).status_code == 303
    assert set(host.tokens) - before
    host.tokens.clear()
    host.expires_in = 3600
    assert "code_challenge" in send(service, host.address).text


def test_trouble_at_the_host_takes_no_permission_away(service: Service, host: StrictHost) -> None:
    host.expires_in = 1
    assert service.get(agreeing(host, send(service, host.address))).status_code == 303
    host.expires_in = 3600
    host.answers["/token"] = 503, {}
    assert told(service, send(service, host.address)) == "The backpack did not answer"
    host.answers.clear()
    assert told(service, send(service, host.address)) == "It is in your backpack"


def test_the_media_type_of_another_edition_is_used_where_it_is_wanted(
    service: Service, host: StrictHost
) -> None:
    host.wants = "application/vc+ld+json"
    back = agreeing(host, send(service, host.address))
    assert told(service, service.get(back)) == "It is in your backpack"
    host.wants = "application/json"


@pytest.mark.parametrize(
    ("path", "status", "title"),
    [
        ("/ims/ob/v3p0/credentials", 400, "The backpack does not take it"),
        ("/ims/ob/v3p0/credentials", 403, "Nothing was sent"),
        ("/ims/ob/v3p0/credentials", 503, "Not at the moment"),
        ("/token", 400, "Nothing was sent"),
        ("/token", 200, "Nothing was sent"),
        ("/token", 503, "The backpack did not answer"),
    ],
)
def test_what_the_host_says_is_told(
    service: Service, host: StrictHost, path: str, status: int, title: str
) -> None:
    back = agreeing(host, send(service, host.address))
    host.answers[path] = status, {}
    assert told(service, service.get(back)) == title


def test_a_learner_who_does_not_agree_sends_nothing(service: Service, host: StrictHost) -> None:
    back = agreeing(host, send(service, host.address))
    refused = re.sub(r"code=[^&]*", "error=access_denied", back)
    assert told(service, service.get(refused)) == "Nothing was sent"


def test_nobody_else_can_bring_a_code_back(service: Service, host: StrictHost) -> None:
    back = agreeing(host, send(service, host.address))
    hers = dict(service.cookies)
    service.cookies.clear()
    log_in(service, LUKA)
    assert service.get(back).status_code == 404
    assert service.get("/me/backpacks/return?state=x&code=y").status_code == 404
    service.cookies.clear()
    service.cookies.update(hers)
    assert told(service, service.get(back)) == "It is in your backpack"


@pytest.mark.parametrize(
    "address",
    [
        *("", "ftp://a.example", "http://a.example", "https://127.0.0.1", "https://localhost"),
        *(
            "https://10.0.0.1:8443",
            "http://127.0.0.1:1",
            "https://u:p@a.example",
            "a b",
            "x" * 2000,
        ),
    ],
)
def test_an_address_that_may_not_be_asked_is_refused(service: Service, address: str) -> None:
    answer = send(service, address)
    assert (answer.status_code, answer.json()["code"]) == (422, "NO_BACKPACK")


def test_a_host_that_is_none_is_refused(service: Service, host: StrictHost) -> None:
    here = host.address
    flow = {"authorizationUrl": f"{here}/authorize", "tokenUrl": f"{here}/token"}
    good = {"x-imssf-registrationUrl": f"{here}/register"}
    before = len(host.clients)
    descriptions: tuple[dict[str, Any], ...] = (
        {"flows": []},
        good | {"flows": {}},
        good | {"flows": {"authorizationCode": flow | {"authorizationUrl": "javascript:alert(1)"}}},
        good | {"flows": {"authorizationCode": flow | {"tokenUrl": "http://10.0.0.1/token"}}},
        {"x-imssf-registrationUrl": "file:///etc/passwd", "flows": {"authorizationCode": flow}},
    )
    for description in descriptions:
        host.description = description
        answer = send(service, here.replace("127.0.0.1", "localhost"))
        assert (answer.status_code, answer.json()["code"]) == (422, "NO_BACKPACK"), description
    assert len(host.clients) == before
