"""Sign JSON Web Tokens that name their key as HAIP and SD-JWT VC want it named."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass

from contexts import JsonObject
from issuer.signer import Signer


@dataclass(frozen=True, slots=True)
class TokenSigner:
    """A P-256 key of a profile, and the certificates that say whose it is."""

    signer: Signer
    chain: tuple[bytes, ...] = ()
    """DER: the key's certificate, then the authorities above it, without the trust anchor (HAIP
    1.0, section 6.1.1). Empty: the key is found by its `kid` alone."""

    def header(self, kind: str) -> JsonObject:
        """Give the header of a token of this `typ`."""
        header: JsonObject = {"alg": "ES256", "typ": kind, "kid": self.signer.key.fragment}
        if self.chain:
            # RFC 7515, section 4.1.6: base64, not base64url.
            header["x5c"] = [base64.b64encode(each).decode("ascii") for each in self.chain]
        return header

    def sign(self, data: bytes) -> bytes:
        """Sign the bytes of a token (RFC 7518, section 3.4)."""
        return self.signer.sign([hashlib.sha256(data).digest()])[0]
