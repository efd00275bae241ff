"""A wallet in a few lines: reads a request, and answers it as well or as badly as a test asks."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from typing import Any, Protocol
from urllib.parse import parse_qs, urlsplit

import httpx
import jwt
from joserfc import jwe
from joserfc.jwk import ECKey

from tests.verifier.makers import EC_KEY, ec_jwk
from tests.verifier.sd_jwts import DISCLOSABLE, HOLDER_KEY, bound, learning_claims, sd_jwt
from verifier.multibase import base64url_encode

Json = dict[str, Any]

ISSUER = "did:jwk:" + base64url_encode(json.dumps(ec_jwk(EC_KEY)).encode())
"""A school that this verifier's operator knows."""
ISSUER_NAME = "Šola za primere"


class Caller(Protocol):
    """Whoever reaches a running service: in process, or over a socket."""

    def get(self, path: str) -> httpx.Response:
        """GET."""
        ...

    def post(self, path: str, *, data: Mapping[str, str]) -> httpx.Response:
        """POST a form."""
        ...


def read_request(service: Caller, link: str) -> Json:
    """Read a request from its link, as by a QR code; fetched by GET where it is signed."""
    told = {name: values[0] for name, values in parse_qs(urlsplit(link).query).items()}
    if "request_uri" not in told:
        return {
            name: json.loads(value) if name in {"dcql_query", "client_metadata"} else value
            for name, value in told.items()
        }
    fetched = service.get(urlsplit(told["request_uri"]).path)
    assert fetched.status_code == 200, fetched.text
    claims: Json = jwt.decode(fetched.text, options={"verify_signature": False})
    return claims


def learner_credential(**changes: Any) -> str:  # noqa: ANN401 - any JSON
    """Give an SD-JWT VC of the known school, bound to the wallet's key."""
    claims = learning_claims(iss=ISSUER, **changes)
    paths = [path for path in DISCLOSABLE if path[0] in claims]
    return sd_jwt(claims, paths, {"kid": f"{ISSUER}#0"})


def presented(asked: Json, credential: str, **changes: Any) -> str:  # noqa: ANN401
    """Sign a credential over for a request."""
    told: Json = {"iat": int(time.time()), "aud": asked["client_id"], "nonce": asked["nonce"]}  # noqa: TID251
    return bound(credential, key=HOLDER_KEY, **(told | changes))


def answer(service: Caller, asked: Json, vp_token: object, **changes: Any) -> httpx.Response:  # noqa: ANN401
    """Send a vp_token as the request wants it."""
    told: Json = {"vp_token": vp_token, "state": asked["state"]} | changes
    if asked["response_mode"] == "direct_post.jwt":
        return post(service, asked, response=encrypted(asked, told))
    return post(service, asked, vp_token=json.dumps(told["vp_token"]), state=told["state"])


def post(service: Caller, asked: Json, **fields: str) -> httpx.Response:
    """Send a form to where the request says."""
    return service.post(urlsplit(asked["response_uri"]).path, data=fields)


def encrypted(asked: Json, told: Json, **header: Any) -> str:  # noqa: ANN401
    """Encrypt an answer for the request's key."""
    [key] = asked["client_metadata"]["jwks"]["keys"]
    protected = {"alg": "ECDH-ES", "enc": "A256GCM", "kid": key["kid"]} | header
    recipient = ECKey.import_key(key)
    return jwe.encrypt_compact(
        protected, json.dumps(told).encode(), recipient, ["ECDH-ES", str(protected["enc"])]
    )
