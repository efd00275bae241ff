"""VC-API (VCALM): what deriving takes and gives."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, RootModel, StringConstraints
from pydantic.alias_generators import to_camel

from contexts import JsonObject
from verifier.securing.json_pointers import MOST_POINTERS

JsonPointer = Annotated[str, StringConstraints(max_length=1000, pattern="^(/.*)?$")]
"""RFC 6901."""

_STRICT = ConfigDict(extra="forbid", frozen=True, strict=True, alias_generator=to_camel)


class DerivingOptions(BaseModel):
    """What is to be shown beside what is mandatory."""

    model_config = _STRICT

    selective_pointers: list[JsonPointer] = Field(
        default=[],
        max_length=MOST_POINTERS,
        description="JSON Pointers to what is shown, such as /credentialSubject/achievement.",
    )


class CredentialToDerive(BaseModel):
    """A credential with a base proof, as its issuer gave it to the holder."""

    model_config = _STRICT

    verifiable_credential: JsonObject
    options: DerivingOptions = DerivingOptions()


class DerivedCredential(RootModel[JsonObject]):
    """The part, with a derived proof: safe to hand to anybody."""
