"""Runs in .venv-peers: one question to PyPI sd-jwt on standard input, one answer as JSON.

issue    {claims, disclosable: [names], jwk, holder_jwk?, header, decoys} -> {sd_jwt}
present  {sd_jwt, show: {…}, nonce?, aud?, jwk?}                          -> {sd_jwt}
verify   {sd_jwt, jwk, nonce?, aud?}                                      -> {payload} or {error}
"""

import json
import sys
from typing import Any

from jwcrypto.jwk import JWK
from sd_jwt.common import SDObj
from sd_jwt.holder import SDJWTHolder
from sd_jwt.issuer import SDJWTIssuer
from sd_jwt.verifier import SDJWTVerifier

Json = dict[str, Any]


def _key(jwk: Json | None) -> JWK | None:
    return None if jwk is None else JWK.from_json(json.dumps(jwk))


def _disclosable(value: Any, names: list[str]) -> Any:  # noqa: ANN401  # any JSON
    """Mark members of these names, at any depth, and every element of their arrays."""
    if isinstance(value, dict):
        return {
            SDObj(name) if name in names else name: [
                SDObj(_disclosable(item, names)) for item in member
            ]
            if name in names and isinstance(member, list)
            else _disclosable(member, names)
            for name, member in value.items()
        }
    return value


def issue(request: Json) -> Json:
    """Issue with ES256."""
    SDJWTIssuer.SD_JWT_HEADER = request["header"].pop("typ")
    issuer = SDJWTIssuer(
        _disclosable(request["claims"], request["disclosable"]),
        _key(request["jwk"]),
        _key(request.get("holder_jwk")),
        "ES256",
        add_decoy_claims=request["decoys"],
        extra_header_parameters=request["header"],
    )
    return {"sd_jwt": issuer.sd_jwt_issuance}


def present(request: Json) -> Json:
    """Present with a holder's proof where a nonce is given."""
    holder = SDJWTHolder(request["sd_jwt"])
    asked = (request.get("nonce"), request.get("aud"), _key(request.get("jwk")))
    holder.create_presentation(request["show"], *asked, "ES256")
    return {"sd_jwt": holder.sd_jwt_presentation}


def verify(request: Json) -> Json:
    """Verify with one key of the issuer."""
    try:
        verifier = SDJWTVerifier(
            request["sd_jwt"],
            lambda _issuer, _header: _key(request["jwk"]),
            request.get("aud"),
            request.get("nonce"),
        )
        return {"payload": verifier.get_verified_payload()}
    except Exception as error:  # noqa: BLE001  # whatever it says is its opinion
        return {"error": f"{type(error).__name__}: {error}"}


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    programs = {"issue": issue, "present": present, "verify": verify}
    json.dump(programs[asked.pop("program")](asked), sys.stdout)
