"""What a stranger downloads from the running service before judging a credential."""

from __future__ import annotations

from urllib.parse import urlsplit

from contexts import JsonObject
from tests.app.serving import Service
from tests.interop.opinions import Case, claims_of
from verifier.data_model import as_list
from verifier.identifiers import did_web_url


def downloaded(service: Service, secured: JsonObject | str) -> Case:
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


def _json_at(service: Service, url: str) -> JsonObject:
    answer = service.get(path_of(url))
    assert answer.status_code == 200, f"{url}: {answer.text}"
    # ob3.md 10.4: clients look for "json" in the type when they ask for nothing particular.
    assert "json" in answer.headers["content-type"]
    assert answer.headers["access-control-allow-origin"] == "*"
    document: JsonObject = answer.json()
    return document
