"""The pages for who asks and for who is asked, called as a browser without JavaScript does."""

from __future__ import annotations

import html
import re
from typing import Any
from urllib.parse import urlsplit

import httpx

from tests.app.oid4vp.wallet import answer, learner_credential, post, presented, read_request
from tests.app.serving import Service

ENGLISH = {"Accept": "text/html", "Accept-Language": "en"}


def submitted(service: Service, path: str, **fields: str) -> httpx.Response:
    files = {name: (None, value) for name, value in fields.items()}
    return service.post(path, headers=ENGLISH, files=files or None)


def asked(service: Service, **fields: str) -> str:
    """Fill in the form; give the address of the page that waits."""
    made = submitted(service, "/verify/ask", **({"asker": "Podjetje d.o.o."} | fields))
    assert made.status_code == 303, made.text
    return made.headers["location"]


def page(service: Service, path: str) -> str:
    shown = service.get(path, headers=ENGLISH)
    assert shown.status_code == 200, shown.text
    assert "no-store" in shown.headers["cache-control"]
    return shown.text


def wallet_link(text: str) -> str:
    found = re.search(r'href="(openid4vp:[^"]+)"', text)
    assert found, text
    return html.unescape(found.group(1))


def answered(service: Service, waiting: str, **changes: Any) -> str:  # noqa: ANN401 - any JSON
    """Answer a waiting page's request; give where the wallet is led."""
    request = read_request(service, wallet_link(page(service, waiting)))
    vp_token = {"sd_jwt_vc": [presented(request, learner_credential(**changes))]}
    taken = answer(service, request, vp_token)
    assert taken.status_code == 200, taken.text
    back: str = taken.json()["redirect_uri"]
    return back


def test_the_way_from_the_form_to_the_answer(service: Service) -> None:
    assert "/verify/ask" in service.get("/verify", headers=ENGLISH).text
    assert "Ask for a micro-credential" in service.get("/verify/ask", headers=ENGLISH).text
    waiting = asked(service, words="obdelava podatkov", level="eqf-4", lasting="60")
    text = page(service, waiting)
    assert "Nobody has answered yet" in text
    assert "obdelava podatkov" in text
    assert 'http-equiv="refresh"' in text
    answered(service, waiting)
    text = page(service, waiting)
    assert "This is what you asked for" in text
    assert "Holder proven" in text
    assert "Osnove obdelave podatkov" in text


def test_a_lower_level_is_another_answer_than_a_bad_credential(service: Service) -> None:
    waiting = asked(service, level="eqf-6")
    answered(service, waiting)
    text = page(service, waiting)
    assert "Not what you asked for" in text
    assert "The level is 4; at least 6 was asked for." in text
    assert "The credential: Valid" in text


def test_who_is_asked_reads_who_asks_and_that_it_arrived(service: Service) -> None:
    waiting = asked(service)
    link = re.search(r'data-copy="([^"]+)"', page(service, waiting))
    assert link
    path = urlsplit(link.group(1)).path
    text = page(service, path)
    assert "Podjetje d.o.o." in text
    assert "nobody has checked it" in text
    back = urlsplit(answered(service, waiting))
    assert back.path == path
    assert "Your answer has arrived" in page(service, f"{path}?{back.query}")
    for stranger in (path, f"{path}?response_code=guessed"):
        assert "This request is over" in page(service, stranger)


def test_a_wallet_that_declines_is_heard(service: Service) -> None:
    waiting = asked(service)
    request = read_request(service, wallet_link(page(service, waiting)))
    post(service, request, error="access_denied", state=request["state"])
    assert "The wallet declined" in page(service, waiting)
    again = submitted(service, f"{waiting}/again")
    assert again.headers["location"] != waiting
    assert "Nobody has answered yet" in page(service, again.headers["location"])


def test_what_is_destroyed_is_gone(service: Service) -> None:
    waiting = asked(service)
    answered(service, waiting)
    assert "It is gone" in submitted(service, f"{waiting}/withdraw").text
    assert service.get(waiting, headers=ENGLISH).status_code == 404


def test_a_form_without_its_asker_is_shown_again(service: Service) -> None:
    refused = submitted(service, "/verify/ask", asker="", words="varjenje")
    assert refused.status_code == 422
    assert "Nothing was asked yet" in refused.text
    assert "varjenje" in refused.text


def test_other_sites_cannot_send_the_forms(service: Service) -> None:
    waiting = asked(service)
    foreign = {**ENGLISH, "Sec-Fetch-Site": "cross-site"}
    for step in ("again", "withdraw"):
        assert service.post(f"{waiting}/{step}", headers=foreign).status_code == 403
