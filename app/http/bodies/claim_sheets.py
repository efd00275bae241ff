"""The body of an order for claim slips on paper."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from app.claims.codes import MOST_ON_SHEET
from app.http.bodies.basics import Body, CredentialId, Id


class ClaimSheetOrder(Body):
    """Whose slips are wanted: those of some credentials, or of a whole batch."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"credential_ids": ["5b1b0c1e-30f6-4d0c-9e57-0f4b1c9a7d11"]}]
        }
    )

    credential_ids: Annotated[list[CredentialId], Field(min_length=1, max_length=MOST_ON_SHEET)] | (
        None
    ) = None
    batch_id: Id | None = None
    language: Literal["sl", "en"] = "sl"

    @model_validator(mode="after")
    def _names_one(self) -> Self:
        if (self.credential_ids is None) == (self.batch_id is None):
            raise PydanticCustomError("one_of_two", "name credentials, or a batch")
        return self
