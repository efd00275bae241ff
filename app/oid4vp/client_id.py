"""By what name wallets know this verifier: the client identifier prefixes of OpenID4VP 1.0, 5.9."""

import base64
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from urllib.parse import quote, urlsplit

from app.oid4vp.verifier_key import VerifierKey
from contexts import JsonObject, canonical_json
from verifier.multibase import base64url_encode

DID_PATH = "/openid4vp/did.json"
_DID_CONTEXTS = ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/suites/jws-2020/v1"]


class ClientIdPrefix(StrEnum):
    """What comes before the colon, and says how a wallet finds out who asks."""

    X509_SAN_DNS = "x509_san_dns"
    X509_HASH = "x509_hash"
    DID = "decentralized_identifier"
    REDIRECT_URI = "redirect_uri"
    """Nobody in particular: such requests are not signed."""


@dataclass(frozen=True, slots=True)
class ClientId:
    """One name, with what goes into the header of what is signed under it."""

    value: str
    headers: dict[str, Any] = field(default_factory=dict)
    signed: bool = True


@dataclass(frozen=True, slots=True)
class Naming:
    """The names that this service can go by, with the key and address it has."""

    key: VerifierKey
    public_url: str

    def at_hand(self) -> tuple[ClientIdPrefix, ...]:
        """List the prefixes that can be used, the best one first."""
        certified = []
        if self.key.names(self._host):
            certified.append(ClientIdPrefix.X509_SAN_DNS)
        if self.key.certificates:
            certified.append(ClientIdPrefix.X509_HASH)
        return (*certified, ClientIdPrefix.DID, ClientIdPrefix.REDIRECT_URI)

    def client_id(self, prefix: ClientIdPrefix, response_uri: str) -> ClientId:
        """Give the full name; its prefix is part of it wherever it is compared."""
        match prefix:
            case ClientIdPrefix.X509_SAN_DNS:
                return self._certified(prefix, self._host)
            case ClientIdPrefix.X509_HASH:
                return self._certified(prefix, base64url_encode(self.key.leaf_hash))
            case ClientIdPrefix.DID:
                return ClientId(f"{prefix}:{self.did()}", {"kid": f"{self.did()}#0"})
            case ClientIdPrefix.REDIRECT_URI:
                return ClientId(f"{prefix}:{response_uri}", signed=False)

    def did(self) -> str:
        """Give the DID: did:web where wallets can fetch its document, else one that needs none."""
        if self.public_url.startswith("https://"):
            host = quote(urlsplit(self.public_url).netloc, safe="")
            return f"did:web:{host}:openid4vp"
        jwk = canonical_json(self.key.public_jwk).encode()
        return f"did:jwk:{base64.urlsafe_b64encode(jwk).rstrip(b'=').decode()}"

    def did_document(self) -> JsonObject:
        """Write the document of the did:web, as its address publishes it."""
        did, method = self.did(), f"{self.did()}#0"
        listed: JsonObject = {
            "id": method,
            "type": "JsonWebKey2020",  # wallets do not know the newer JsonWebKey yet
            "controller": did,
            "publicKeyJwk": self.key.public_jwk,
        }
        return {
            "@context": list(_DID_CONTEXTS),
            "id": did,
            "verificationMethod": [listed],
            "authentication": [method],
        }

    @property
    def _host(self) -> str:
        return urlsplit(self.public_url).hostname or ""

    def _certified(self, prefix: ClientIdPrefix, name: str) -> ClientId:
        return ClientId(f"{prefix}:{name}", {"x5c": self.key.x5c})
