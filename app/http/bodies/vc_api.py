"""VC-API (VCALM): what the verifying endpoints take and give, by the specification's own names."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from pydantic.alias_generators import to_camel

from contexts import JsonObject
from verifier import Outcome

Check = Literal["proof", "credentialStatus", "credentialSchema", "validFrom", "validUntil"]
Question = Annotated[str, StringConstraints(min_length=1, max_length=1000)]

_STRICT = ConfigDict(extra="forbid", frozen=True, strict=True, alias_generator=to_camel)
_GIVEN = ConfigDict(frozen=True, alias_generator=to_camel, populate_by_name=True)


class VerificationOptions(BaseModel):
    """What the answer is to hold."""

    model_config = _STRICT

    return_results: bool = Field(default=False, description="Tell of every check by itself.")
    return_problem_details: bool = Field(
        default=True, description="Say why something is not verified."
    )
    checks: list[Check] = Field(
        default=[],
        max_length=8,
        description='Exactly ["proof"] leaves validity and status out of the answer; '
        "otherwise everything counts.",
    )


class CredentialOptions(VerificationOptions):
    """What the answer about a credential is to hold."""

    return_credential: bool = Field(
        default=False, description="Give the credential back, taken out of its envelope."
    )


class PresentationOptions(VerificationOptions):
    """What a presentation has to answer, and what the answer about it is to hold."""

    challenge: Question | None = Field(
        default=None, description="What it has to be signed with; `nonce` in a token."
    )
    domain: Question | None = Field(
        default=None, description="For whom it has to be signed; `aud` in a token."
    )
    return_presentation: bool = Field(
        default=False, description="Give the presentation back, taken out of its envelope."
    )


class CredentialToVerify(BaseModel):
    """A credential with its proof, or an EnvelopedVerifiableCredential."""

    model_config = _STRICT

    verifiable_credential: JsonObject
    options: CredentialOptions = CredentialOptions()


class PresentationToVerify(BaseModel):
    """A presentation, or an EnvelopedVerifiablePresentation: under one of the two names."""

    model_config = _STRICT

    verifiable_presentation: JsonObject | None = None
    presentation: JsonObject | None = Field(
        default=None, description="Without proof: described, and never verified."
    )
    options: PresentationOptions = PresentationOptions()


class VcProblem(BaseModel):
    """RFC 9457: one reason why something is not verified."""

    model_config = _GIVEN

    type: str
    title: str
    detail: str
    code: str
    check: str
    outcome: Outcome = Field(
        description="Indeterminate: nothing is wrong, but something could not be checked."
    )
    credential: int | None = Field(
        default=None, description="Which credential of the presentation, counted from 0."
    )


class Checked(BaseModel):
    """What one check found out about one value; not checked is not verified."""

    model_config = _GIVEN

    verified: bool
    input: Any = None


class CredentialResults(BaseModel):
    """Every check of a credential. Without validFrom or validUntil there is nothing to tell."""

    model_config = _GIVEN

    valid_from: Checked | None = None
    valid_until: Checked | None = None
    credential_schema: list[Checked]
    credential_status: list[Checked]
    proof: list[Checked]


class CredentialVerification(BaseModel):
    """The verdict on a credential, with what the options asked for."""

    model_config = _GIVEN

    verified: bool
    problem_details: list[VcProblem] | None = None
    results: CredentialResults | None = None
    credential: JsonObject | None = None


class PresentationChecks(BaseModel):
    """What the presentation itself shows. Challenge and domain only when they were asked for."""

    model_config = _GIVEN

    challenge: Checked | None = None
    domain: Checked | None = None
    holder: Checked
    proof: list[Checked]


class PresentedCredential(BaseModel):
    """The verdict on one credential of a presentation."""

    model_config = _GIVEN

    verified: bool
    results: CredentialResults


class PresentationResults(BaseModel):
    """Every check of a presentation and of each credential in it, in its order."""

    model_config = _GIVEN

    presentation: PresentationChecks
    credentials: list[PresentedCredential]


class PresentationVerification(BaseModel):
    """The verdict on a presentation and everything in it, with what the options asked for."""

    model_config = _GIVEN

    verified: bool
    problem_details: list[VcProblem] | None = None
    results: PresentationResults | None = None
    verifiable_presentation: JsonObject | None = None
