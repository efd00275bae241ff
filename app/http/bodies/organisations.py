"""Organisations, profiles, API keys and the audit record, as JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from pydantic import ConfigDict, Field, StringConstraints

from app.http.bodies.basics import (
    Address,
    Answer,
    Body,
    Email,
    Id,
    Line,
    LongTexts,
    Moment,
    Texts,
)
from issuer.model.organisation import KeyAlgorithm, OrganisationKind, Scope

_Slug = Annotated[str, StringConstraints(pattern="^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
_Country = Annotated[str, StringConstraints(pattern="^[A-Z]{3}$")]


class NewApiKey(Body):
    """A key to make."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"name": "Referat", "scopes": ["approve", "issue"]}]}
    )

    name: Line
    scopes: frozenset[Scope] = Field(min_length=1)
    expires_at: Moment | None = None


class ApiKeyAnswer(Answer):
    """A key as it can be shown at any time."""

    id: str
    name: str
    prefix: str = Field(description="The key's first characters, to tell keys apart.")
    scopes: list[Scope]
    created_by: str | None
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    last_used_at: datetime | None


class NewApiKeyAnswer(ApiKeyAnswer):
    """A new key, with its secret."""

    key: str | None = Field(
        description="Shown this once: only its hash is stored. Null in a repeated answer."
    )


class ApiKeys(Answer):
    """The organisation's keys, oldest first, revoked ones too."""

    items: list[ApiKeyAnswer]


class NewOrganisation(Body):
    """An organisation to admit."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "kind": "school",
                    "name": {"sl": "Srednja šola Vrh", "en": "Vrh Secondary School"},
                }
            ]
        }
    )

    kind: OrganisationKind
    name: Texts
    review_body_id: Id | None = Field(
        default=None,
        description="Who judges its programmes; its own quality commission, if absent.",
    )


class OrganisationAnswer(Answer):
    """A tenant of the service."""

    id: str
    kind: OrganisationKind
    name: dict[str, str]
    review_body_id: str | None
    created_at: datetime


class NewOrganisationAnswer(OrganisationAnswer):
    """A new organisation, with the key its administrator begins with."""

    admin_key: NewApiKeyAnswer


class Organisations(Answer):
    """The organisations that the caller sees."""

    items: list[OrganisationAnswer]


class NewProfile(Body):
    """A profile to issue as; it gets its keys at once."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "slug": "srednja-sola-vrh",
                    "name": {"sl": "Srednja šola Vrh", "en": "Vrh Secondary School"},
                    "url": "https://sola-vrh.example.org",
                }
            ]
        }
    )

    slug: _Slug = Field(description="Its place in addresses and in its did:web; never changes.")
    name: Texts
    description: LongTexts = Field(default_factory=dict)
    url: Address
    email: Email | None = None
    country: _Country = Field(default="SVN", description="ISO 3166-1 alpha-3.")
    locality: Line | None = None
    legal_identifier: Line | None = None


class ProfileEdit(Body):
    """What is to change; the slug and the DID never do."""

    name: Texts | None = None
    description: LongTexts | None = None
    url: Address | None = None
    email: Email | None = None
    country: _Country | None = None
    locality: Line | None = None
    legal_identifier: Line | None = None


class SigningKeyAnswer(Answer):
    """The public half of a signing key."""

    id: str
    verification_method: str
    algorithm: KeyAlgorithm
    active_from: datetime
    retired_at: datetime | None
    compromised_at: datetime | None


class ProfileAnswer(Answer):
    """An issuing organisation as Open Badges uses the word."""

    id: str
    organisation_id: str
    slug: str
    did: str
    name: dict[str, str]
    description: dict[str, str]
    url: str
    email: str | None
    country: str
    locality: str | None
    legal_identifier: str | None
    created_at: datetime | None
    page_url: str
    did_document_url: str
    keys: list[SigningKeyAnswer]


class Profiles(Answer):
    """The organisation's profiles, oldest first."""

    items: list[ProfileAnswer]


class AuditRecordAnswer(Answer):
    """Who did what, when."""

    id: int
    at: datetime
    actor_id: str
    actor_name: str
    action: str
    subject_kind: str
    subject_id: str
    detail: dict[str, Any]


class AuditPage(Answer):
    """Audit records, newest first."""

    items: list[AuditRecordAnswer]
    next: int | None = Field(
        description="Give it as `before` to get older records; null when there are none."
    )
