"""Parts of documents: each statement of a part is one of the whole, whatever it leaves out."""

from typing import Any

import pytest

from contexts import ContextsError, NotJsonLd, canonicalize, selectable

pytestmark = pytest.mark.usefixtures("each_engine")

V2 = "https://www.w3.org/ns/credentials/v2"
Json = dict[str, Any]


def document(**more: Any) -> Json:  # noqa: ANN401  # any JSON
    return {
        "@context": [V2],
        "type": ["VerifiableCredential"],
        "issuer": {"id": "did:example:school", "name": "Šola"},
        "credentialSubject": [{"name": "Ana"}, {"name": "Boris", "description": "drugi"}],
        **more,
    }


def test_under_canonical_labels_the_whole_is_its_canonical_form() -> None:
    made = selectable(document())
    lines = made.statements(made.named, made.labels)
    assert "".join(lines) == canonicalize(document())
    assert made.named != document()


def test_the_statements_of_a_part_are_among_those_of_the_whole() -> None:
    made = selectable(document())
    whole = made.statements(made.named, made.labels)
    named = made.named
    part = {**named, "credentialSubject": [{**named["credentialSubject"][1]}]}
    del part["credentialSubject"][0]["name"]
    lines = made.statements(part, made.labels)
    assert set(lines) < set(whole)
    assert any("drugi" in line for line in lines)
    assert not any("Ana" in line or "Boris" in line for line in lines)


def test_a_part_has_canonical_labels_of_its_own() -> None:
    made = selectable(document())
    part = {**made.named, "credentialSubject": [made.named["credentialSubject"][1]]}
    labels = made.labels_in(part)
    assert sorted(labels.values()) == ["c14n0", "c14n1"]
    shown = document()
    del shown["credentialSubject"][0]
    assert "".join(made.statements(part, labels)) == canonicalize(shown)


def test_values_are_no_nodes() -> None:
    given = document(name={"@value": "Značka", "@language": "sl"})
    assert selectable(given).named["name"] == given["name"]


def test_the_document_is_not_changed() -> None:
    given = document()
    selectable(given)
    assert given == document()


@pytest.mark.parametrize(
    "given",
    [
        document(id="urn:dokazilo:node:0"),
        document(id="_:b0"),
        {
            "@context": [V2],
            "type": ["VerifiablePresentation"],
            "verifiableCredential": [document()],
        },
    ],
)
def test_what_cannot_be_told_apart_is_refused(given: Json) -> None:
    with pytest.raises(NotJsonLd):
        selectable(given)


def test_what_has_no_canonical_form_is_refused() -> None:
    with pytest.raises(ContextsError):
        selectable(document(unknownTerm=1))
