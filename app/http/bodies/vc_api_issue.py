"""VC-API (VCALM): what the sandbox's issuing endpoints take and give."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from pydantic.alias_generators import to_camel

from app.http.bodies.vc_api_derive import JsonPointer
from contexts import JsonObject
from verifier.securing.json_pointers import MOST_POINTERS

_STRICT = ConfigDict(extra="forbid", frozen=True, strict=True, alias_generator=to_camel)

Url = Annotated[str, StringConstraints(min_length=1, max_length=1000, pattern="^[!-~]+$")]
Purpose = Literal["revocation", "suspension", "refresh", "message"]
Index = Annotated[str, StringConstraints(pattern="^[0-9]{1,9}$")]


class IssuingOptions(BaseModel):
    """How a credential is to be issued."""

    model_config = _STRICT

    credential_id: Url | None = Field(default=None, description="Becomes the credential's id.")
    mandatory_pointers: list[JsonPointer] | None = Field(
        default=None,
        max_length=MOST_POINTERS,
        description='For `ecdsa-sd-2023`: what the holder cannot leave out; else ["/issuer"].',
    )


class CredentialToIssue(BaseModel):
    """A credential without proof, with its issuer: it is signed as it is."""

    model_config = _STRICT

    credential: JsonObject
    options: IssuingOptions = IssuingOptions()


class IssuedCredential(BaseModel):
    """The signed credential, or an envelope with a token in it."""

    model_config = ConfigDict(frozen=True, alias_generator=to_camel)

    verifiable_credential: JsonObject


class StatusToSet(BaseModel):
    """Which status: by the credential's id alone, or by its place in a list."""

    model_config = _STRICT

    type: Literal["BitstringStatusListEntry"] = "BitstringStatusListEntry"
    status_purpose: Purpose
    id: Url | None = None
    status_list_index: Index | None = None
    status_list_credential: Url | None = None


class StatusUpdate(BaseModel):
    """A credential's new status."""

    model_config = _STRICT

    credential_id: Url
    credential_status: StatusToSet
    status: bool = True
    index_allocator: Url | None = None


class ListToCreate(BaseModel):
    """A status list to make."""

    model_config = _STRICT

    status_purpose: Purpose
    id: Url | None = None
    options: dict[str, object] = {}


class CreatedList(BaseModel):
    """A new status list: its address, and the signed list."""

    model_config = ConfigDict(frozen=True, alias_generator=to_camel)

    id: str
    verifiable_credential: JsonObject
