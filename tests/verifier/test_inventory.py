"""One walk finds every object and every name, and says when nothing can be mistaken."""

from typing import Any

import pytest

from tests.verifier.makers import badge
from verifier.inventory import take_inventory

PLAIN: dict[str, Any] = {
    "@context": ["https://www.w3.org/ns/credentials/v2"],
    "id": "urn:a",
    "list": [[{"id": "urn:b", "deep": {"name": "x"}}], 5, None],
}


def test_every_object_is_found_at_every_depth() -> None:
    inventory = take_inventory(PLAIN)

    assert inventory.objects == (PLAIN, PLAIN["list"][0][0], {"name": "x"})
    assert inventory.names == {"@context", "id", "list", "deep", "name"}


def test_an_honest_badge_is_plain() -> None:
    inventory = take_inventory(badge())

    assert inventory.shared_ids == frozenset()
    assert inventory.has_plain_names


def test_ids_that_repeat_are_told() -> None:
    assert take_inventory(PLAIN).shared_ids == frozenset()
    assert take_inventory({**PLAIN, "more": {"id": "urn:a"}}).shared_ids == frozenset({"urn:a"})


@pytest.mark.parametrize("other", [["urn:c"], None, 5])
def test_ids_that_are_no_text_are_in_doubt(other: Any) -> None:  # noqa: ANN401
    assert take_inventory({**PLAIN, "more": {"id": other}}).shared_ids is None


@pytest.mark.parametrize("name", ["@id", "@type", "cred:credentialStatus", "https://schema.org/x"])
def test_names_that_may_be_second_spellings_are_in_doubt(name: str) -> None:
    assert take_inventory(PLAIN).has_plain_names
    assert not take_inventory({**PLAIN, "more": [{name: 1}]}).has_plain_names
