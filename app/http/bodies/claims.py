"""Bodies and answers about claims, and what an organisation wants of them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StringConstraints
from pydantic.config import JsonDict

from app.claims.guardians import Permission
from app.db.claim_rules import SLOVENIAN_AGE
from app.http.bodies.basics import Answer, Body, Email, Moment

RULES_EXAMPLE: JsonDict = {"guardian_age": 15, "link_days": 365}


class ClaimWishBody(Body):
    """Which link the learner shall have."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"expires_at": "2027-06-30T22:00:00Z"}]}
    )

    expires_at: Moment | None = Field(
        default=None,
        description="When the link ends; the credential outlives it. Absent: as it is, and for a "
        "new link as your claim rules say.",
    )
    renew: bool = Field(
        default=False,
        description="Make a new link in place of the old one, which then leads nowhere.",
    )


class ClaimAnswer(Answer):
    """How the learner's link stands."""

    credential_id: str
    url: str | None = Field(
        description="Given by POST only. Whoever has it can do what the learner can: hand it to "
        "nobody else."
    )
    state: Literal["open", "ended"]
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    opened_at: datetime | None = Field(
        description="First opening, of whoever: mail programs open links too."
    )
    claimed_at: datetime | None = Field(
        description="When the learner first took a file, made a share link, or used a wallet."
    )
    guardian: Permission = Field(
        description="Whether a minor's guardian is to be asked, and what they said."
    )


class ClaimRulesBody(Body):
    """What your organisation wants of claims."""

    model_config = ConfigDict(json_schema_extra={"examples": [RULES_EXAMPLE]})

    guardian_age: int = Field(
        default=SLOVENIAN_AGE,
        ge=0,
        le=18,
        description="For learners younger than this a guardian is asked first (GDPR, article 8).",
    )
    link_days: int | None = Field(
        default=None,
        ge=1,
        le=36_500,
        description="How long a new link leads to the learner's page; null: without end.",
    )


class ClaimRulesAnswer(Answer):
    """What an organisation wants of claims."""

    model_config = ConfigDict(json_schema_extra={"examples": [RULES_EXAMPLE]})

    guardian_age: int
    link_days: int | None


class GuardianBody(Body):
    """A learner's parent or guardian."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"email": "mama@example.com"}]})

    email: Annotated[Email, StringConstraints(max_length=320)]


class GuardianLinkAnswer(Answer):
    """The link of a learner's guardian."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"url": "https://dokazilo.example/guardian/…", "guardian": "waiting"}]
        }
    )

    url: str = Field(description="Leads to the guardian's page; whoever has it decides there.")
    guardian: Permission


class GuardianAnswer(Answer):
    """Whether a guardian is to be asked, and what they said."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"guardian": "waiting"}]})

    guardian: Permission
