"""Bodies and answers about what learners say is wrong."""

from __future__ import annotations

from datetime import datetime

from pydantic import ConfigDict, Field

from app.db.correction_requests import Outcome
from app.http.bodies.basics import Answer, Body, Page, Prose


class CorrectionAnswerBody(Body):
    """What the school answers."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "outcome": "corrected",
                    "answer": "Priimek smo popravili; novo dokazilo je že vaše.",
                }
            ]
        }
    )

    outcome: Outcome = Field(
        description="It changes no credential: issue the corrected one with `supersedes`."
    )
    answer: Prose = Field(
        description="The learner reads it on their page; it is not in the letter."
    )


class CorrectionRequestAnswer(Answer):
    """What a learner says is wrong, and what became of it."""

    id: str
    credential_id: str
    learner_id: str
    wrong: str
    created_at: datetime
    outcome: Outcome | None = Field(description="Null while it waits for your answer.")
    answer: str | None
    answered_at: datetime | None


class CorrectionRequestPage(Page):
    """Requests, the oldest first."""

    items: list[CorrectionRequestAnswer]
