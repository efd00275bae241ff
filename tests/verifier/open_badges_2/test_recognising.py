"""Badges of 2.0, of the editions before, and what is neither."""

import pytest

from tests.verifier.makers import badge
from tests.verifier.open_badges_2.making import Json, example
from verifier.open_badges_2.recognising import is_older, is_open_badge

V1_0: Json = {"uid": "1", "recipient": {}, "badge": "https://a.example/", "verify": {}}
V0_5: Json = {"recipient": "sha256$1", "salt": "s", "badge": {"issuer": {}}}


@pytest.mark.parametrize("document", [V1_0, V0_5, example("assertion-1.1")])
def test_older_editions(document: Json) -> None:
    assert is_open_badge(document)
    assert is_older(document)


@pytest.mark.parametrize(
    "context", ["https://w3id.org/openbadges/v2", ["https://w3id.org/openbadges/v2", {}]]
)
def test_edition_2_0(context: object) -> None:
    document = example("assertion", **{"@context": context})
    assert is_open_badge(document)
    assert not is_older(document)


@pytest.mark.parametrize("document", [badge(), {}, {"@context": []}, {"badge": 1}])
def test_other_json(document: Json) -> None:
    assert not is_open_badge(document)
