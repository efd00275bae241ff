"""A backpack's host written from the specification, as picky as the certification is.

Open Badges 3.0, sections 6 and 7. No foreign implementation can be had from a package registry, so
this one takes nothing that the text does not allow, and says why it refuses.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote_plus, urlencode, urlsplit

from contexts import schema_errors

SCOPE = "https://purl.imsglobal.org/spec/ob/v3p0/scope/credential.upsert"
SCHEMA = (
    "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
)
REQUIRED = (
    *("client_name", "client_uri", "logo_uri", "tos_uri", "policy_uri", "software_id"),
    *("software_version", "redirect_uris", "scope"),
)
ADDRESSES = ("client_uri", "logo_uri", "tos_uri", "policy_uri")
Answer = tuple[int, dict[str, Any]]


@dataclass
class StrictHost:
    """What the host knows, and how it is to behave."""

    address: str = ""
    clients: dict[str, dict[str, Any]] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    """Access and refresh tokens that are good, each with its client."""
    badges: dict[str, bytes] = field(default_factory=dict)
    wants: str = "application/json"
    """The media type of a badge."""
    answers: dict[str, Answer] = field(default_factory=dict)
    """Instead of doing what a path is for."""
    description: dict[str, Any] = field(default_factory=dict)
    """Instead of its own security scheme."""
    expires_in: int = 3600
    takes_http: bool = False
    """For a browser's journey, whose service has no https."""

    def agree(self, address: str) -> str:
        """Be the learner who agrees, at the address their browser was sent to; gives the answer."""
        asked = {name: one[0] for name, one in parse_qs(urlsplit(address).query).items()}
        client = self.clients[asked["client_id"]]
        assert asked["response_type"] == "code"
        assert asked["redirect_uri"] in client["redirect_uris"]
        assert asked["scope"] == SCOPE
        assert asked["state"]
        assert asked["code_challenge_method"] == "S256"
        assert len(asked["code_challenge"]) == 43
        code = secrets.token_urlsafe(8)
        self.codes[code] = asked
        told = {"code": code, "scope": asked["scope"], "state": asked["state"]}
        return f"{asked['redirect_uri']}?{urlencode(told)}"

    def described(self) -> dict[str, Any]:
        """Give the service description document."""
        scheme = self.description or {
            "type": "oauth2",
            "x-imssf-registrationUrl": f"{self.address}/register",
            "flows": {
                "authorizationCode": {
                    "authorizationUrl": f"{self.address}/authorize",
                    "tokenUrl": f"{self.address}/token",
                    "refreshUrl": f"{self.address}/token",
                    "scopes": {SCOPE: "…"},
                }
            },
        }
        return {"openapi": "3.0.1", "components": {"securitySchemes": {"OAuth2ACG": scheme}}}

    def register(self, body: bytes) -> Answer:
        """Register a client (section 7.1.1)."""
        asked = json.loads(body)
        missing = [name for name in REQUIRED if not asked.get(name)]
        urls = [asked.get(name, "") for name in ADDRESSES] + asked.get("redirect_uris", [])
        secure = ("https://", "http://") if self.takes_http else ("https://",)
        insecure = [url for url in urls if not url.startswith(secure)]
        if missing or insecure or len({urlsplit(url).hostname for url in urls}) != 1:
            return 400, {"error": "invalid_client_metadata", "error_description": str(missing)}
        allowed = {"authorization_code", "refresh_token"}
        if (
            asked["token_endpoint_auth_method"] != "client_secret_basic"
            or set(asked["grant_types"]) - allowed
        ):
            return 400, {"error": "invalid_client_metadata"}
        given = {"client_id": f"id+{len(self.clients)}", "client_secret": "s/%cret:é+"}
        self.clients[given["client_id"]] = asked | given
        return 201, asked | given | {"client_id_issued_at": 1, "client_secret_expires_at": 0}

    def token(self, body: bytes, authorization: str) -> Answer:
        """Give tokens (section 7.1.2 and 7.2)."""
        form = {name: one[0] for name, one in parse_qs(body.decode()).items()}
        pair = base64.b64decode(authorization.removeprefix("Basic ")).decode()
        client_id, _, secret = (unquote_plus(part) for part in pair.partition(":"))
        if self.clients.get(client_id, {}).get("client_secret") != secret or not form.get("scope"):
            return 400, {"error": "invalid_client"}
        if form["grant_type"] == "refresh_token":
            good = self.tokens.pop(form["refresh_token"], None) == client_id
        else:
            asked = self.codes.pop(form["code"], {})
            digest = hashlib.sha256(form["code_verifier"].encode()).digest()
            challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
            good = (
                asked.get("code_challenge") == challenge
                and asked["redirect_uri"] == form["redirect_uri"]
                and asked["client_id"] == client_id
            )
        if not good:
            return 400, {"error": "invalid_grant"}
        access, refresh = secrets.token_hex(16), secrets.token_hex(16)
        self.tokens |= {access: client_id, refresh: client_id}
        return 200, {
            "access_token": access,
            "refresh_token": refresh,
            "expires_in": self.expires_in,
            "token_type": "Bearer",
            "scope": form["scope"],
        }

    def upsert(self, body: bytes, media_type: str, authorization: str) -> Answer:
        """Take a badge (section 6.2.3)."""
        if authorization.removeprefix("Bearer ") not in self.tokens:
            return 401, _refusal("unauthorizedrequest")
        if media_type != self.wants:
            return 415, _refusal("invalid_data")
        badge = json.loads(body)
        if schema_errors(badge, SCHEMA):
            return 400, _refusal("invalid_data")
        key = f"{badge['issuer']['id']} {badge['id']}"
        status = 200 if key in self.badges else 201
        self.badges[key] = body
        return status, badge


def _refusal(code_minor: str) -> dict[str, Any]:
    name, value = "imsx_codeMinorFieldName", "imsx_codeMinorFieldValue"
    return {
        "imsx_codeMajor": "failure",
        "imsx_severity": "error",
        "imsx_codeMinor": {"imsx_codeMinorField": [{name: "Host", value: code_minor}]},
    }


@contextmanager
def strict_host() -> Iterator[StrictHost]:
    """Serve a host on this machine."""
    host = StrictHost()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            known = self.path == "/ims/ob/v3p0/discovery"
            self._answer(*(200, host.described()) if known else (404, _refusal("unknown")))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            authorization = self.headers.get("Authorization", "")
            if self.path in host.answers:
                answer = host.answers[self.path]
            elif self.path == "/register":
                answer = host.register(body)
            elif self.path == "/token":
                answer = host.token(body, authorization)
            else:
                answer = host.upsert(body, self.headers["Content-Type"], authorization)
            self._answer(*answer)

        def _answer(self, status: int, content: dict[str, Any]) -> None:
            body = json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
            """Stay silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    host.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
