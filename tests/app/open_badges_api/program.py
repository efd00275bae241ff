"""A program that reads and writes learners' badges, as the specification tells it to."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx

from app.open_badges_api.scopes import BadgeScope
from tests.app.logging_in import hidden, log_in
from tests.app.serving import Service

SITE = "https://program.example"
REGISTRATION: dict[str, Any] = {
    "client_name": "Program",
    "client_uri": f"{SITE}/",
    "logo_uri": f"{SITE}/logo.png",
    "tos_uri": f"{SITE}/terms",
    "policy_uri": f"{SITE}/privacy",
    "software_id": "c88b6ed8-269e-448e-99be-7e2ff47167d1",
    "software_version": "1.0",
    "redirect_uris": [f"{SITE}/return?from=dokazilo"],
    "token_endpoint_auth_method": "client_secret_basic",
    "grant_types": ["authorization_code", "refresh_token"],
    "response_types": ["code"],
    "scope": " ".join([*BadgeScope, "offline_access"]),
}
VERIFIER = "verifier-of-more-than-forty-three-characters-0123456789"
CHALLENGE = (
    base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode().rstrip("=")
)


@dataclass
class Program:
    """One registered program."""

    service: Service
    client_id: str
    secret: str
    token: str = ""
    told: dict[str, Any] = field(default_factory=dict)
    """The last token response."""

    @classmethod
    def registered(cls, service: Service, **changes: Any) -> Program:  # noqa: ANN401 - JSON
        """Register with a service."""
        given = service.post("/oauth/register", json=REGISTRATION | changes)
        assert given.status_code == 201, given.text
        return cls(service, given.json()["client_id"], given.json()["client_secret"])

    def ask(self, email: str, *scopes: str) -> dict[str, str]:
        """Have a learner agree in their browser; gives what comes back."""
        self.service.cookies.clear()
        asked = {
            "response_type": "code",
            "client_id": self.client_id,
            "redirect_uri": REGISTRATION["redirect_uris"][0],
            "scope": " ".join(scopes or BadgeScope),
            "state": "26357667",
            "code_challenge": CHALLENGE,
            "code_challenge_method": "S256",
        }
        log_in(self.service, email)
        shown = self.service.get("/oauth/authorize", params=asked)
        while shown.status_code == 303 and shown.headers["location"].startswith("/"):
            shown = self.service.get(shown.headers["location"])
        assert shown.status_code == 200, shown.text
        agreed = self.service.post("/oauth/authorize", data={**hidden(shown), "decision": "allow"})
        assert agreed.headers["location"].startswith(REGISTRATION["redirect_uris"][0])
        query = parse_qs(urlsplit(agreed.headers["location"]).query)
        return {name: values[0] for name, values in query.items()}

    def allowed(self, email: str, *scopes: str) -> Program:
        """Get a token for a learner's account."""
        told = self.ask(email, *scopes)
        self.post_token(
            grant_type="authorization_code",
            code=told["code"],
            redirect_uri=REGISTRATION["redirect_uris"][0],
            scope=told["scope"],
            code_verifier=VERIFIER,
        )
        self.token = self.told["access_token"]
        return self

    def post_token(self, **form: str) -> httpx.Response:
        """Ask the token endpoint."""
        answer = self.post("/oauth/token", **form)
        self.told = answer.json()
        return answer

    def post(self, path: str, **form: str) -> httpx.Response:
        """Post a form as this client."""
        pair = base64.b64encode(f"{self.client_id}:{self.secret}".encode()).decode()
        return self.service.post(path, data=form, headers={"Authorization": f"Basic {pair}"})

    def call(self, method: str, path: str, **request: Any) -> httpx.Response:  # noqa: ANN401
        """Call the Open Badges API with the token."""
        headers = {"Authorization": f"Bearer {self.token}", **request.pop("headers", {})}
        return self.service.call(method, f"/ims/ob/v3p0{path}", headers=headers, **request)
