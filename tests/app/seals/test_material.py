"""A school's logo is on its certificates when it can be shown, and nothing of it is fetched."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.seals.material import look_of
from tests.issuer.baking.test_own_picture import bomb, data_url, drawn
from tests.issuer.examples import SCHOOL


def test_a_logo_at_hand_is_shown() -> None:
    logo = look_of(replace(SCHOOL, image=data_url(drawn()))).logo
    assert logo is not None
    assert logo.format == "png"


@pytest.mark.parametrize(
    "image",
    [None, "/static/logo.png", "https://school.example/logo.png", data_url(bomb()), "data:,"],
    ids=["none", "path", "address", "bomb", "empty"],
)
def test_any_other_is_left_out(image: str | None) -> None:
    assert look_of(replace(SCHOOL, image=image)).logo is None
