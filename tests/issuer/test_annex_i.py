"""The elements of Council Recommendation 2022/C 243/02, Annex I."""

from __future__ import annotations

from issuer.annex_i import ELEMENTS


def test_there_are_eleven_mandatory_and_five_optional_elements() -> None:
    mandatory = [element for element in ELEMENTS.values() if element.mandatory]
    assert (len(ELEMENTS), len(mandatory)) == (16, 11)


def test_each_element_has_a_name_of_its_own_in_both_languages() -> None:
    for language in ("sl", "en"):
        names = [element.name[language] for element in ELEMENTS.values()]
        assert all(names)
        assert len(set(names)) == len(names)
