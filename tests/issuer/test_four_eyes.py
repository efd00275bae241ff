"""Two keys of one hand are not four eyes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from issuer.four_eyes import same_hand
from tests.issuer.examples import REVIEWER

ACTOR = replace(REVIEWER, id="b", created_by="a")


@pytest.mark.parametrize(
    ("other", "creators", "same"),
    [
        ("b", {}, True),  # itself
        ("a", {}, True),  # who made it
        ("c", {"c": "b"}, True),  # whom it made
        ("root", {"a": "root"}, True),  # who made its maker
        ("d", {"d": "c", "c": "b"}, True),  # made by one it made
        ("c", {"c": "a"}, False),  # a sibling: somebody has to make the keys
        ("c", {"c": None}, False),
        ("c", {}, False),
        ("c", {"c": "d", "d": "c"}, False),  # a ring ends
    ],
)
def test_lineage_decides(other: str, creators: dict[str, str | None], *, same: bool) -> None:
    assert same_hand(ACTOR, other, creators) is same
