"""Values to JSON text and back, exactly: decimals stay decimals, dates dates, codes enums."""

import json
from typing import Any

from pydantic import TypeAdapter

from issuer.model.award import Learner, Result
from issuer.model.programme import ProgrammeContent

_CONTENT = TypeAdapter(ProgrammeContent)
_LEARNER = TypeAdapter(Learner)
_RESULT = TypeAdapter(Result)

_IN_THE_CLEAR = {"id", "organisation_id", "language"}
"""What a learner's row says without opening its seal."""


def content_to_json(content: ProgrammeContent) -> str:
    """Write a programme's content."""
    return _CONTENT.dump_json(content).decode()


def content_from_json(text: str) -> ProgrammeContent:
    """Read a programme's content; fields of later releases fall back to their defaults."""
    return _CONTENT.validate_json(text)


def personal_to_json(learner: Learner) -> bytes:
    """Write what is personal of a learner: all but ids and language."""
    return _LEARNER.dump_json(learner, exclude=_IN_THE_CLEAR)


def personal_from_json(personal: bytes, clear: dict[str, Any]) -> Learner:
    """Read a learner from the personal part and the columns in the clear."""
    return _LEARNER.validate_python({**json.loads(personal), **clear})


def result_to_json(result: Result) -> bytes:
    """Write a result."""
    return _RESULT.dump_json(result)


def result_from_json(text: bytes) -> Result:
    """Read a result."""
    return _RESULT.validate_json(text)
