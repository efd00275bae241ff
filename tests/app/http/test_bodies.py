"""What names and other short texts of requests may hold: they stand in sentences of our own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from app.http.bodies.orders import LearnerBody
from app.http.bodies.presentation_requests import PresentationRequestBody
from app.validation_faults import request_faults

TURNED_OR_BROKEN = (
    "Ana \u202ekavoN",  # right-to-left override
    "\u2067Ana\u2069",  # isolate
    "Ana\u200f",
    "Ana\nNovak",
    "Ana\tNovak",
    "Ana\u2028Novak",
)
READABLE = (
    "Podjetje d.\u00a0o.\u00a0o.",
    "\u0645\u06cc\u200c\u062e\u0648",  # ZERO WIDTH NON-JOINER is part of how Persian is written
    "Ana-Marija  O\u2019Žagar",
    "\u0639\u0628\u062f",
)
SAID: dict[str, Callable[[str], BaseModel]] = {
    "asker": lambda text: PresentationRequestBody(asker=text),
    "words": lambda text: PresentationRequestBody(asker="Podjetje", words=text),
    "name": lambda text: learner(name=text),
    "given_name": lambda text: learner(given_name=text, family_name="Novak"),
    "family_name": lambda text: learner(given_name="Ana", family_name=text),
}


def learner(**members: Any) -> LearnerBody:  # noqa: ANN401 - JSON
    return LearnerBody.model_validate({"email": "ana@example.com", **members})


@pytest.mark.parametrize("member", SAID)
def test_a_name_cannot_turn_or_break_what_is_written_around_it(member: str) -> None:
    for text in TURNED_OR_BROKEN:
        with pytest.raises(ValidationError) as refused:
            SAID[member](text)
        (fault,) = request_faults(refused.value.errors())
        assert (fault.code, fault.path.split(":")[0]) == ("BREAKS_OR_TURNS", member)
        assert "turn letters round" in fault.sentence["en"]


@pytest.mark.parametrize("member", SAID)
def test_names_of_every_script_are_taken_as_they_are(member: str) -> None:
    for text in READABLE:
        assert getattr(SAID[member](text), member) == text
