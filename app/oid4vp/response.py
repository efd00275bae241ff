"""A wallet's response, opened: what OpenID4VP 1.0, section 8, lets it send by `direct_post`."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass

from app.oid4vp.encryption import UnreadableJwe, decrypted
from app.oid4vp.question import Request, ResponseMode
from contexts import JsonObject, JsonValue
from verifier.json_reading import read_json, read_object
from verifier.judgement import Judged, shown
from verifier.openid4vp.vp_token import MalformedVpToken, Presented, read_vp_token

_ERRORS = frozenset(
    {
        "access_denied",
        "invalid_client",
        "invalid_request",
        "invalid_request_uri_method",
        "invalid_scope",
        "invalid_transaction_data",
        "unsupported_response_type",
        "vp_formats_not_supported",
        "wallet_unavailable",
    }
)
"""Section 8.5; what else a wallet calls its trouble is told as `other`."""


class BadResponse(ValueError):
    """The response is no answer to this request; the sentence says why. The request still waits."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """The wallet answers with an error instead."""

    error: str


def read_response(fields: Mapping[str, str], request: Request) -> tuple[Presented, ...] | Refusal:
    """Take a response apart. Raises BadResponse.

    An answer has to be encrypted where that was asked for; an error may come in the clear, for a
    wallet that could not read the request has no key.
    """
    if "response" in fields:
        return _parsed(_opened(fields["response"], request), request)
    if "error" in fields:
        return _parsed(dict(fields), request)
    if request.question.mode is ResponseMode.ENCRYPTED:
        raise BadResponse("The response has to be encrypted: send it as the parameter response.")
    return _parsed(_plain(fields), request)


def _opened(response: str, request: Request) -> JsonObject:
    if request.question.mode is not ResponseMode.ENCRYPTED:
        raise BadResponse("This request asked for a response that is not encrypted.")
    try:
        return read_object(decrypted(response, request.question.encryption_key))
    except UnreadableJwe as unreadable:
        raise BadResponse(str(unreadable)) from None
    except Judged:
        raise BadResponse("What was encrypted is no JSON object.") from None


def _plain(fields: Mapping[str, str]) -> JsonObject:
    try:
        vp_token: JsonValue = read_json(fields.get("vp_token", "").encode())
    except Judged:
        raise BadResponse("The vp_token is missing, or no JSON.") from None
    return {"vp_token": vp_token, "state": fields.get("state")}


def _parsed(told: JsonObject, request: Request) -> tuple[Presented, ...] | Refusal:
    state = told.get("state")
    expected = request.question.state
    if not isinstance(state, str) or not hmac.compare_digest(state.encode(), expected.encode()):
        raise BadResponse("The state is missing, or not the one of this request.")
    if "error" in told:
        error = shown(told["error"])
        return Refusal(error if error in _ERRORS else "other")
    try:
        return read_vp_token(told.get("vp_token"), several=request.question.asked.several)
    except MalformedVpToken as malformed:
        raise BadResponse(str(malformed)) from None
