"""Finding out what a backpack's host offers, and registering there (OB 3.0, 6.3 and 7.1.1)."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

from app.backpacks.calls import Calls
from app.db import backpacks
from app.db.backpacks import Host
from app.fetching import Posting, Refused
from app.open_badges_api.scopes import BadgeScope
from app.open_badges_api.status_info import PREFIX
from app.release import VERSION
from app.services import Services
from contexts import JsonObject
from issuer.errors import DomainError
from verifier.json_reading import read_object
from verifier.judgement import Judged

RETURN_PATH = "/me/backpacks/return"
"""Where the host sends the learner's browser back to."""

_SOFTWARE = "8a1f5d1c-9d52-4ac0-8f0b-2f6f6a4f7c35"
"""Names this software to hosts (RFC 7591, `software_id`); the same everywhere, for ever."""
_REGISTERED = frozenset({200, 201})


class NoBackpack(DomainError):
    """There is no backpack of Open Badges 3.0 at the address, or it does not register us."""

    code = "NO_BACKPACK"


def host_of(services: Services, written: str) -> Host:
    """Give the host at an address, registered with at the first time. Raises NoBackpack."""
    calls = Calls(services)
    address = base_address(written)
    with services.database.read() as connection:
        known = backpacks.host_at(connection, services.vault, address)
    if known is not None:
        return known
    try:
        return _registered(services, calls, address)
    except Refused as refused:
        raise NoBackpack(f"This address cannot be asked: {refused.reason.value}.") from None


def base_address(written: str) -> str:
    """Give the part of an address that a learner writes before /ims/ob/v3p0."""
    address = written.strip()
    if "://" not in address:
        address = f"https://{address}"
    return address.partition(PREFIX)[0].partition("?")[0].partition("#")[0].rstrip("/")


def _registered(services: Services, calls: Calls, address: str) -> Host:
    scheme = _security_scheme(calls.get(f"{address}{PREFIX}/discovery"))
    flow = _member(_member(scheme, "flows"), "authorizationCode")
    registration_url = _text(scheme, "x-imssf-registrationUrl")
    endpoints = {name: _text(flow, name) for name in ("authorizationUrl", "tokenUrl")}
    for url in (registration_url, *endpoints.values()):
        calls.check(url)
    given = _register(services, calls, registration_url)
    host = Host(
        id=services.ids.new_id(),
        address=address,
        authorization_url=endpoints["authorizationUrl"],
        token_url=endpoints["tokenUrl"],
        client_id=_text(given, "client_id"),
        client_secret=_text(given, "client_secret"),
    )
    with services.database.write() as connection:
        backpacks.add_host(connection, services.vault, host, now=services.clock.now())
        # Somebody else may just have registered us: the one that was written down counts.
        return backpacks.host_at(connection, services.vault, address) or host


def _register(services: Services, calls: Calls, url: str) -> JsonObject:
    body = json.dumps(_registration(services.settings.public_url)).encode()
    reply = calls.post(url, Posting(body, "application/json", accept="application/json"))
    if reply.status not in _REGISTERED:
        raise NoBackpack(f"The host does not register this service: it answered {reply.status}.")
    return _object(reply.body)


def _registration(public_url: str) -> JsonObject:
    return {
        "client_name": f"Dokazilo, {urlsplit(public_url).hostname}",
        "client_uri": public_url,
        "logo_uri": f"{public_url}/static/img/mark.svg",
        "tos_uri": f"{public_url}/privacy",
        "policy_uri": f"{public_url}/privacy",
        "software_id": _SOFTWARE,
        "software_version": VERSION,
        "redirect_uris": [f"{public_url}{RETURN_PATH}"],
        "token_endpoint_auth_method": "client_secret_basic",
        "grant_types": ["authorization_code", "refresh_token"],
        "response_types": ["code"],
        "scope": BadgeScope.WRITE_CREDENTIALS.value,
    }


def _security_scheme(description: bytes) -> JsonObject:
    components = _member(_object(description), "components")
    return _member(_member(components, "securitySchemes"), "OAuth2ACG")


def _object(body: bytes) -> JsonObject:
    try:
        return read_object(body)
    except Judged:
        raise NoBackpack("The host's answer is not what the Open Badges API says.") from None


def _member(value: JsonObject, name: str) -> JsonObject:
    member = value.get(name)
    if not isinstance(member, dict):
        raise NoBackpack(f"The host does not say its {name}.")
    return member


def _text(value: JsonObject, name: str) -> str:
    text = value.get(name)
    if not isinstance(text, str) or not text:
        raise NoBackpack(f"The host does not say its {name}.")
    return text
