"""Credentials and awards as the API gives them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import ConfigDict, Field

from app.db.twin_standings import SealKind, TwinState
from app.http.bodies.basics import Answer, Body, Page, Prose
from issuer.model.award import AwardState
from issuer.model.credential import CredentialStatus


class StatusChange(Body):
    """What the issuer says of a credential from now on."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"status": "revoked", "reason": "Napačna ocena."}]}
    )

    status: CredentialStatus = Field(description="A revocation is final.")
    reason: Prose = Field(description="Kept for ever, shown on the learner's page.")


class LearnerAnswer(Answer):
    """The learner of an award."""

    id: str
    name: str
    email: str | None
    identifier: str | None


class AwardAnswer(Answer):
    """One learner's result in one programme version."""

    id: str
    state: AwardState
    programme_id: str
    version: int
    learner: LearnerAnswer | None = Field(description="Null once the learner is erased.")
    result: dict[str, Any] | None
    language: str
    proposed_by: str
    proposed_at: datetime
    decided_by: str | None
    decided_at: datetime | None
    supersedes: str | None = Field(description="The award this one corrects.")
    credential_id: str | None


class AwardPage(Page):
    """Awards, newest first."""

    items: list[AwardAnswer]


class LearnerInShort(Answer):
    """The learner of a credential in a list."""

    id: str
    name: str


class TwinInShort(Answer):
    """The European Digital Credential of the same award, in a list."""

    state: TwinState = Field(
        description="Pending: the school has a seal; the twin is sealed within seconds after the "
        "badge, or, for badges issued before the seal, once it is asked for."
    )
    digest: str | None = Field(description="SHA-256 of the sealed file.")
    sealed_at: datetime | None
    seal_kind: SealKind | None = Field(
        description="Whose seal it is. What it is worth, the verifier says."
    )


class TwinAnswer(TwinInShort):
    """The European Digital Credential of the same award."""

    url: str | None = Field(
        description="Whoever has it can fetch the sealed file; 404 as long as it is pending."
    )


class CredentialLine(Answer):
    """A credential in a list."""

    id: str
    credential_id: str = Field(description="The same as `id`.")
    urn: str = Field(description="The `id` inside the badge: urn:uuid: and our id.")
    status: CredentialStatus
    learner: LearnerInShort
    programme_id: str
    version: int
    award_id: str
    language: str
    issued_at: datetime
    superseded_by: str | None = Field(description="The credential that corrects this one.")
    european_credential: TwinInShort


class CredentialPage(Page):
    """Credentials, newest first."""

    items: list[CredentialLine]


class CredentialAnswer(Answer):
    """A credential with both signed documents."""

    id: str
    credential_id: str = Field(description="The same as `id`.")
    urn: str = Field(description="The `id` inside the badge: urn:uuid: and our id.")
    state: Literal["intended", "issued"] = Field(
        description="Intended: not signed yet; it is finished by itself within minutes."
    )
    status: CredentialStatus
    status_reason: str | None
    status_changed_at: datetime | None
    programme_id: str
    version: int
    award_id: str
    language: str
    issued_at: datetime | None
    superseded_by: str | None = Field(description="The credential that corrects this one.")
    credential_url: str = Field(description="The learner's page; whoever has it sees the badge.")
    json_url: str
    jwt_url: str
    european_credential: TwinAnswer
    credential: dict[str, Any] | None = Field(description="The signed badge, JSON-LD.")
    jwt: str | None = Field(description="The same badge as VC-JWT.")
