"""What verification asks for and what it is given: the seam between the core and the network."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class Kind(Enum):
    """Say what a needed resource is."""

    DID_DOCUMENT = "did-document"
    """The controlled identifier document of the credential's issuer."""
    HOLDER_DOCUMENT = "holder-document"
    """The controlled identifier document of who presents credentials."""
    ISSUER_METADATA = "jwt-vc-issuer"
    """The JWT VC Issuer Metadata of the credential's issuer."""
    ISSUER_KEYS = "jwks"
    """The keys that this metadata points to."""
    REVOCATION_LIST = "certificate-revocation-list"
    """What a certificate authority says of the certificates it revoked."""
    STATUS_LIST = "status-list"
    """A list as a credential, or 1EdTech's plain one."""
    STATUS_LIST_TOKEN = "status-list-token"  # noqa: S105  # a document, not a password
    """A list as a token of its own kind (Token Status List)."""
    LIST_ISSUER_DOCUMENT = "list-issuer-document"
    """The controlled identifier document of a status list's issuer."""
    ASSERTION = "hosted-assertion"
    """What an issuer of Open Badges 2.0 publishes at a badge's address."""
    BADGE_CLASS = "badge-class"
    """The BadgeClass of a badge of Open Badges 2.0."""
    ISSUER_PROFILE = "issuer-profile"
    """The Profile of its issuer."""
    SIGNING_KEY = "signing-key"
    """A CryptographicKey that the Profile lists."""
    REGISTRY = "registry"
    """A list or statement of issuers from a source that the operator chose."""
    ENTITY_STATEMENT = "entity-statement"
    """What an entity of a federation says of itself, or of one below it."""
    DOMAIN_LINKAGE = "domain-linkage"
    """What a website says of the identifiers that belong to it."""
    SCHEMA = "schema"
    """A JSON Schema that a credential names, or a credential about one."""
    SCHEMA_ISSUER_DOCUMENT = "schema-issuer-document"
    """The controlled identifier document of who signed such a credential."""
    PROGRAMME = "programme"
    """A programme in the register of the source that knows the issuer."""


@dataclass(frozen=True, slots=True)
class Need:
    """Ask for one resource."""

    url: str
    """Absolute https or http URL without fragment; the key under which it is to be handed over."""
    kind: Kind
    check: str
    """The check that waits for it."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """Hand over a resource as it came."""

    url: str
    media_type: str
    body: bytes
    fetched_at: datetime

    @property
    def digest(self) -> str:
        """Name the body by its SHA-256, as `sha256:<hex>`."""
        return "sha256:" + hashlib.sha256(self.body).hexdigest()


@dataclass(frozen=True, slots=True)
class Unavailable:
    """Answer a need that could not be met, so that the verdict can say why."""

    url: str
    reason: str
    """A short sentence for the report; no internal detail."""
    tried_at: datetime
    absent: bool = False
    """The source answered that it has no such document, which is another thing than silence."""


GONE = "The server says that this document was taken back for good."
"""The reason of who answered 410: only this way of not having a document is an answer too."""


def is_gone(reason: str) -> bool:
    """Tell whether a document is unavailable because its publisher took it back."""
    return reason == GONE


Resource = Fetched | Unavailable
Resources = Mapping[str, Resource]
