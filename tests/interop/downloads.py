"""What a stranger downloads from the running service before judging a credential."""

from __future__ import annotations

from typing import Protocol
from urllib.parse import urlsplit

import httpx

from app.services import Services
from contexts import JsonObject
from tests.interop.opinions import Case, claims_of
from verifier.data_model import as_list
from verifier.identifiers import did_web_url


class Readable(Protocol):
    """A running service, in process or behind a socket."""

    @property
    def services(self) -> Services:
        """Give its parts."""

    def get(self, path: str) -> httpx.Response:
        """Fetch what anybody may."""


def downloaded(service: Readable, secured: JsonObject | str) -> Case:
    """Fetch the issuer's DID document and every status list at the addresses the badge names."""
    badge = claims_of(secured) if isinstance(secured, str) else secured
    did_document = _json_at(service, did_web_url(badge["issuer"]["id"]))
    addresses = [entry["statusListCredential"] for entry in as_list(badge["credentialStatus"])]
    lists = {address: _json_at(service, address) for address in addresses}
    # The service reads the machine's clock here, and so does this judgement.
    return Case(secured, lists, did_document, service.services.clock.now())


def path_of(url: str) -> str:
    """Give a URL without its host, as the service is called in tests."""
    return urlsplit(url).path


def _json_at(service: Readable, url: str) -> JsonObject:
    answer = service.get(path_of(url))
    assert answer.status_code == 200, f"{url}: {answer.text}"
    # ob3.md 10.4: clients look for "json" in the type when they ask for nothing particular.
    assert "json" in answer.headers["content-type"]
    assert answer.headers["access-control-allow-origin"] == "*"
    document: JsonObject = answer.json()
    return document
