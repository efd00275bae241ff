"""Conformance before signing; what each member may be is told by test_w3c_data_model, over HTTP."""

from typing import Any

import pytest

from tests.verifier.makers import badge, badge_1_1
from verifier.conformance import TYPED, check_conformance
from verifier.judgement import Judged


@pytest.mark.parametrize("document", [badge(), badge_1_1()])
def test_an_honest_badge_conforms(document: dict[str, Any]) -> None:
    check_conformance(document)


def test_an_expired_one_conforms_too() -> None:
    check_conformance(badge(validFrom="2020-01-01T00:00:00Z", validUntil="2021-01-01T00:00:00Z"))


@pytest.mark.parametrize("member", TYPED)
@pytest.mark.parametrize("value", [None, 5, "text", [], {}, [{}], [None], {"type": ""}], ids=str)
def test_objects_say_of_what_type_they_are(member: str, value: object) -> None:
    with pytest.raises(Judged, match=member):
        check_conformance({**badge(), member: value})
