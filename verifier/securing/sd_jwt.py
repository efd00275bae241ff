"""SD-JWT: a signed token, the disclosures that came with it, and the holder's proof (RFC 9901).

Only taken apart here. What the disclosures put in place of their digests is `disclosures.reveal`;
the signature is that of the token, whose payload holds the digests.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from verifier.judgement import failed
from verifier.limits import Limits
from verifier.securing.jose import CompactJws, read_compact

HASHES: dict[str, Callable[[bytes], bytes]] = {
    "sha-256": lambda data: hashlib.sha256(data).digest(),
    "sha-384": lambda data: hashlib.sha384(data).digest(),
    "sha-512": lambda data: hashlib.sha512(data).digest(),
}
"""`_sd_alg` to its function: the whole list (RFC 9901, section 4.1.1). None of them can be made to
give one digest for two disclosures."""
DEFAULT_HASH = "sha-256"

_SEPARATOR = "~"


@dataclass(frozen=True, slots=True)
class SdJwt:
    """An SD-JWT, taken apart and not yet believed."""

    token: CompactJws
    """What the issuer signed."""
    disclosures: tuple[str, ...]
    """In base64url, as they came: their digests are over this text."""
    presented: bytes
    """Token and disclosures with every tilde: what the holder's proof is over (`sd_hash`)."""
    key_binding: CompactJws | None
    """The holder's proof, where there is one."""


def is_sd_jwt(text: str) -> bool:
    """Tell whether a token has the form of an SD-JWT, with or without disclosures."""
    return _SEPARATOR in text


def read_sd_jwt(text: str, limits: Limits) -> SdJwt:
    """Take an SD-JWT in its compact form apart; raise Judged when it has another form."""
    if text.count(_SEPARATOR) > limits.disclosures:
        raise failed(
            "LIMIT_EXCEEDED",
            f"The credential brings more than {limits.disclosures} disclosures.",
            limit="disclosures",
        )
    if not text.isascii():
        raise failed("JWS_MALFORMED", "A part of the token is not base64url.")
    signed, *disclosures, last = text.split(_SEPARATOR)
    presented = text[: len(text) - len(last)].encode("ascii")
    proof = read_compact(last, limits) if last else None
    return SdJwt(read_compact(signed, limits), tuple(disclosures), presented, proof)
