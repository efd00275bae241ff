"""Erasures of learners' data, as JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import ConfigDict, Field, StringConstraints

from app.http.bodies.basics import UUID_PATTERN, Answer, Body, Page
from app.rights.erasure import AskedBy

_EXAMPLE_ID = "5d3f8e0a-1b7c-4e0e-9a51-6f3c2f1f8a77"


class NewErasure(Body):
    """Whose data are to be destroyed."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"learner": _EXAMPLE_ID}]})

    learner: Annotated[str, StringConstraints(pattern=UUID_PATTERN)] = Field(
        description="The id of the learner, as awards name it. It cannot be undone."
    )


class ErasureAnswer(Answer):
    """The receipt: it names nobody, and stays."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "receipt": "0c6b7f52-63ab-4d53-8d62-0b5ad1a9c0de",
                    "learner": _EXAMPLE_ID,
                    "asked_by": "school",
                    "erased_at": "2026-11-23T10:00:00Z",
                    "destroyed": {"credentials": 2, "rows_of_files": 1, "copies_in_wallets": 1},
                }
            ]
        }
    )

    receipt: str
    learner: str
    asked_by: AskedBy
    erased_at: datetime
    destroyed: dict[str, int] = Field(description="How many of what.")


class ErasurePage(Page):
    """Receipts, newest first."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"page": 1, "size": 50, "total": 0, "items": []}]}
    )

    items: list[ErasureAnswer]


class ErasureRequestAnswer(Answer):
    """A learner's wish to be erased."""

    id: str
    learner: str
    asked_at: datetime
    confirmed_at: datetime | None = Field(
        description="When the learner confirmed it by the letter; then it is done by itself. Null: "
        "they have not, or no letter could be sent. Then the decision is yours."
    )


class ErasureRequestPage(Page):
    """Requests, the oldest first."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "page": 1,
                    "size": 50,
                    "total": 1,
                    "items": [
                        {
                            "id": "3e1a5f7c-2a51-4a0c-8a0e-0a9fd1c1a001",
                            "learner": _EXAMPLE_ID,
                            "asked_at": "2026-11-23T10:00:00Z",
                            "confirmed_at": "2026-11-23T10:05:00Z",
                        }
                    ],
                }
            ]
        }
    )

    items: list[ErasureRequestAnswer]
