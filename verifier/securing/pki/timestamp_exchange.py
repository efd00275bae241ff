"""Ask an authority for a time stamp, and take no other answer than to that question (RFC 3161).

Bytes only: who carries them to the authority and back is another matter.
"""

import hashlib

from asn1crypto import tsp
from rfc3161_client import decode_timestamp_response

from verifier.securing.pki.timestamp_token import (
    BrokenToken,
    MalformedToken,
    check_token,
    imprint_fits,
    read_token,
)

_DIGEST = "sha256"
_GRANTED = (0, 1)
"""Granted, and granted with changes: what was changed is compared below (RFC 3161, 2.4.2)."""


class TimestampRefused(ValueError):
    """Say why there is no time stamp."""


def timestamp_request(message: bytes, nonce: int) -> bytes:
    """Write the request for a time stamp over a message; `nonce` is a fresh random number."""
    request = tsp.TimeStampReq(
        {
            "version": "v1",
            "message_imprint": {
                "hash_algorithm": {"algorithm": _DIGEST},
                "hashed_message": hashlib.new(_DIGEST, message).digest(),
            },
            "nonce": nonce,
            "cert_req": True,
        }
    )
    encoded: bytes = request.dump()
    return encoded


def token_of_response(response: bytes, message: bytes, nonce: int) -> bytes:
    """Give the token when the response answers the request; raise TimestampRefused.

    Whether the authority is believed is not asked here: the finished seal is judged as a whole.
    """
    encoded = _granted(response)
    try:
        token = read_token(encoded)
        check_token(token)
    except (MalformedToken, BrokenToken) as error:
        raise TimestampRefused(f"The time stamp cannot be used: {error}.") from error
    if not imprint_fits(token, message) or token.nonce != nonce:
        raise TimestampRefused("The time stamp answers another request.")
    return encoded


def certificates_of_response(response: bytes) -> tuple[bytes, ...]:
    """Give the authority's certificate and those that came along, as DER; see token_of_response.

    Raises TimestampRefused.
    """
    try:
        token = read_token(_granted(response))
    except MalformedToken as error:
        raise TimestampRefused(f"The time stamp cannot be used: {error}.") from error
    return tuple(each.dump() for each in (token.authority, *token.certificates))


def _granted(response: bytes) -> bytes:
    try:
        answer = decode_timestamp_response(response)
        status, said = answer.status, " ".join(answer.status_string)
        encoded = answer.time_stamp_token() if status in _GRANTED else None
    except ValueError as error:
        raise TimestampRefused("The answer is not one of a time stamp authority.") from error
    if encoded is None:
        raise TimestampRefused(f"The time stamp authority refused: {said or f'status {status}'}.")
    return encoded
