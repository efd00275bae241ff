"""A wallet of our own for tests: does each step as it is told, also wrongly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias
from urllib.parse import parse_qs, urlsplit

import httpx
from cryptography.hazmat.primitives.asymmetric import ec

from contexts import JsonObject
from tests.app.serving import Service
from tests.verifier.makers import EC_KEY, ec_jwk, raw_signature
from verifier.securing.jose import compact, signing_input

PRE_AUTHORIZED = "urn:ietf:params:oauth:grant-type:pre-authorized_code"
Headers: TypeAlias = Any
"""Of strings; `Any`, so that forms can be handed over beside them."""
LDP_VC = "OpenBadgeCredential_ldp_vc"


@dataclass(frozen=True)
class PocketWallet:
    """One wallet with one key."""

    service: Service
    key: ec.EllipticCurvePrivateKey = EC_KEY

    @property
    def now(self) -> int:
        """Give the service's time in seconds."""
        return int(self.service.services.clock.now().timestamp())

    def opened(self, link: str) -> JsonObject:
        """Open an offer by reference."""
        [address] = parse_qs(urlsplit(link).query)["credential_offer_uri"]
        answer = self.service.get(address)
        assert answer.status_code == 200, answer.text
        offer: JsonObject = answer.json()
        return offer

    def code(self, link: str) -> str:
        """Open an offer and give its code."""
        code: str = self.opened(link)["grants"][PRE_AUTHORIZED]["pre-authorized_code"]
        return code

    def redeem(self, code: str, *, headers: Headers = None, **form: str) -> httpx.Response:
        """Redeem a code."""
        sent = {"grant_type": PRE_AUTHORIZED, "pre-authorized_code": code, **form}
        return self.service.post("/oauth/token", data=sent, headers=headers)

    def token(self, link: str, **form: str) -> str:
        """Open an offer and redeem its code."""
        answer = self.redeem(self.code(link), **form)
        assert answer.status_code == 200, answer.text
        token: str = answer.json()["access_token"]
        return token

    def nonce(self) -> str:
        """Ask for a nonce."""
        nonce: str = self.service.post("/oid4vci/nonce").json()["c_nonce"]
        return nonce

    def proof(
        self,
        nonce: str | None = None,
        *,
        header: JsonObject | None = None,
        claims: JsonObject | None = None,
    ) -> str:
        """Make a proof; what is changed to None is left out."""
        heading = {"typ": "openid4vci-proof+jwt", "alg": "ES256", "jwk": ec_jwk(self.key)}
        content: JsonObject = {
            "aud": self.service.services.settings.public_url,
            "iat": self.now,
            "nonce": nonce or self.nonce(),
        }
        return self.signed(heading | (header or {}), content | (claims or {}))

    def dpop(self, path: str, **claims: Any) -> str:  # noqa: ANN401 - JSON
        """Make a DPoP proof for a POST to a path."""
        header = {"typ": "dpop+jwt", "alg": "ES256", "jwk": ec_jwk(self.key)}
        content: JsonObject = {
            "htm": "POST",
            "htu": f"{self.service.services.settings.public_url}{path}",
            "iat": self.now,
            "jti": self.service.services.ids.new_id(),
        }
        return self.signed(header, content | claims)

    def signed(self, header: JsonObject, claims: JsonObject) -> str:
        """Sign a token."""
        unsigned = signing_input(_present(header), _present(claims))
        return compact(unsigned, raw_signature(unsigned, self.key))

    def ask(
        self,
        token: str,
        *proofs: str,
        headers: Headers = None,
        **body: Any,  # noqa: ANN401 - JSON
    ) -> httpx.Response:
        """Ask for copies; what is changed to None is left out."""
        content = {
            "credential_configuration_id": LDP_VC,
            "proofs": {"jwt": list(proofs or [self.proof()])},
        }
        sent = _present(content | body)
        sending = {"Authorization": f"Bearer {token}"} | (headers or {})
        return self.service.post("/oid4vci/credential", json=sent, headers=sending)


def _present(members: JsonObject) -> JsonObject:
    return {name: value for name, value in members.items() if value is not None}
