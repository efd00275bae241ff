"""What bundled contexts say about names: which texts are structure, which schemes are terms."""

import pytest

from contexts.shapes.terms import defined_terms, structural_names


@pytest.mark.parametrize(
    "name", ["@context", "@type", "type", "@language", "proofPurpose", "jsonSchema", "jwk", "_sd"]
)
def test_texts_that_are_read_as_terms_or_json_are_structure(name: str) -> None:
    assert name in structural_names()


@pytest.mark.parametrize("name", ["id", "@id", "@value", "name", "validFrom", "verificationMethod"])
def test_texts_that_are_values_are_not(name: str) -> None:
    assert name not in structural_names()


def test_terms_of_scoped_contexts_are_known() -> None:
    # statusListIndex is defined for one type only; a document might write `statusListIndex:7`.
    assert {"name", "xsd", "statusListIndex", "achievement"} <= defined_terms()


def test_usual_schemes_are_no_terms() -> None:
    assert defined_terms().isdisjoint({"urn", "did", "mailto", "data", "tel"})
