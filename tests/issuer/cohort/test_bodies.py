"""A body with gaps, filled in, is what json_bytes writes of the document."""

from __future__ import annotations

import pytest

from contexts import JsonObject, NotCompilable, Place
from issuer.cohort.bodies import body_form
from issuer.cohort.drafts import grouped
from issuer.cohort.row_shape import places_of
from issuer.json_bytes import json_bytes
from issuer.rendering.frame import framed
from tests.issuer.cohorts import ODD_TEXTS, numbered_rows

NASTY = [*ODD_TEXTS, 'ends as a text does",', '","', '",', ',"', "\\", '\\","', "", "\0", "%b", "%"]


def documents(first: str, second: str) -> JsonObject:
    return {"100 %": "%b", "a": {"b": ["fixed", first]}, "c": second, "d": '","'}


SLOTS: list[Place] = [("c",), ("a", "b", 1)]
"""Not in the order in which they are written."""


@pytest.mark.parametrize("first", NASTY)
def test_any_text_is_written_as_json_bytes_does(first: str) -> None:
    form = body_form(documents("one", "other"), SLOTS)
    for second in ("x", *NASTY):
        assert form.filled([second, first]) == json_bytes(documents(first, second))


def test_one_slot_is_enough_and_none_is_too_few() -> None:
    assert body_form({"a": "x"}, [("a",)]).filled(['"']) == b'{"a":"\\""}'
    with pytest.raises(NotCompilable):
        body_form({"a": "x"}, [])


def test_the_example_is_not_changed() -> None:
    example = documents("one", "other")
    body_form(example, SLOTS)
    assert example == documents("one", "other")


def test_what_looks_like_a_gap_is_refused() -> None:
    with pytest.raises(NotCompilable):
        body_form({"a": "x", "b": "\0000\0"}, [("a",)])


def test_half_a_character_is_refused() -> None:
    with pytest.raises(ValueError, match="surrogates"):
        body_form({"a": "x"}, [("a",)]).filled(["\ud800"])


def test_every_badge_of_a_cohort_is_written_alike() -> None:
    (group, *_) = grouped(numbered_rows(20))
    badges = [framed(group.frame, draft.members) for draft in group.drafts]
    form = body_form(badges[0], list(places_of(group.shape)))
    for draft, badge in zip(group.drafts, badges, strict=True):
        assert form.filled(draft.texts) == json_bytes(badge)
