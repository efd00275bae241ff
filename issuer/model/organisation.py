"""Who acts: organisations, the profiles they issue as, the signers of a profile, and callers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from issuer.model.text import Text


class OrganisationKind(StrEnum):
    """What an organisation is to the service."""

    SCHOOL = "school"
    UNIVERSITY = "university"
    COMPANY = "company"
    REVIEW_BODY = "review-body"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A tenant: it owns profiles, programmes, learners, credentials and API keys."""

    id: str
    kind: OrganisationKind
    name: Text
    review_body_id: str | None
    """The organisation that judges its programmes; None: its own quality commission."""
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """An issuing organisation as Open Badges 3.0 uses the word; not every profile is a school."""

    id: str
    organisation_id: str
    slug: str
    """Its place in URLs and in its did:web."""
    did: str
    name: Text
    description: Text
    url: str
    email: str | None = None
    country: str = "SVN"
    """ISO 3166-1 alpha-3: Annex I, country of the issuer."""
    locality: str | None = None
    legal_identifier: str | None = None
    """The eIDAS organizationIdentifier (OID 2.5.4.97), such as VATSI-12345678."""
    image: str | None = None
    """A data: URL or a path below the public URL."""
    created_at: datetime | None = None


class KeyAlgorithm(StrEnum):
    """The kinds of signing key; each secures one format."""

    ED25519 = "Ed25519"
    P256 = "P-256"


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningKey:
    """The public half of one verification method of a profile, with its validity window."""

    id: str
    profile_id: str
    fragment: str
    """The verification method is the profile's DID, "#" and this."""
    algorithm: KeyAlgorithm
    public_key: bytes
    """Raw: 32 bytes for Ed25519, the 33-byte compressed point for P-256."""
    key_uri: str
    """Where the private half lives: "sealed:" for the database; later "pkcs11:" and others."""
    active_from: datetime
    retired_at: datetime | None = None
    """No longer signs; stays listed so that what it signed still verifies."""
    compromised_at: datetime | None = None
    """Withdrawn from the list: nothing it signed can be believed without other evidence."""


class Scope(StrEnum):
    """What an API key may do."""

    AUTHOR = "author"
    REVIEW = "review"
    APPROVE = "approve"
    ISSUE = "issue"
    REVOKE = "revoke"
    READ = "read"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who is calling: one API key today, a person at a browser later."""

    id: str
    name: str
    organisation_id: str
    scopes: frozenset[Scope]
    created_by: str | None = None
    """The actor that made this one: two keys of one hand are not four eyes."""

    def may(self, scope: Scope) -> bool:
        """Say whether the actor holds the scope; admin runs the service and is not "all scopes"."""
        return scope in self.scopes
