"""Controlled vocabularies are complete, in all their languages, and true to the published URIs."""

import json

import pytest

from contexts import UnknownVocabulary, sok_levels, vocabulary, vocabulary_names
from tests.contexts.reference_data import reference

# Our name -> the published code list, and how many of its entries we leave out.
PUBLISHED = {
    "isced-f": ("isced-f", 0),
    "assessment-types": ("europass-learning-assessment-types", 0),
    "modes": ("europass-modes", 0),
    "learning-settings": ("europass-learning-setting-types", 0),
    "learning-opportunity-types": ("europass-learning-opportunity-types", 0),
    "skill-types": ("skill-types", 0),
    "skill-reuse-levels": ("skill-reuse-levels", 0),
    "eqf": ("eqf", 0),
    "accreditation-types": ("europass-accreditation-types", 0),
    "countries": ("country", 3),  # the Union, provisional data, French southern lands
    "languages": ("language", 0),
    "credit-frameworks": ("credit-points", 0),
}


def test_every_vocabulary_is_there() -> None:
    assert vocabulary_names() == {*PUBLISHED, "sok", "supervision"}


@pytest.mark.parametrize("name", sorted(vocabulary_names()))
def test_every_concept_has_a_uri_and_its_labels(name: str) -> None:
    concepts = vocabulary(name)
    languages = {"sl", "en"} if name == "isced-f" else {"sl", "en", "it", "hu"}

    assert concepts
    for uri, concept in concepts.items():
        assert concept.uri == uri
        assert uri.startswith("http")
        assert concept.scheme.startswith("http")
        assert set(concept.labels) == languages
        assert all(label == label.strip() != "" for label in concept.labels.values())


@pytest.mark.parametrize("name", PUBLISHED)
def test_uris_and_english_labels_are_the_published_ones(name: str) -> None:
    file, left_out = PUBLISHED[name]
    published = json.loads(reference(f"edc/vocab/{file}.json").read_text(encoding="utf-8"))
    labels = {entry["id"]: entry["en"] for entry in published["concepts"]}
    ours = vocabulary(name)

    assert all(labels[uri] == concept.labels["en"] for uri, concept in ours.items())
    assert {concept.scheme for concept in ours.values()} == {published["scheme"]}
    assert len(labels) - len(ours) == left_out


@pytest.mark.parametrize("name", ["isced-f", "eqf", "countries", "languages", "credit-frameworks"])
def test_codes_people_know_are_unique(name: str) -> None:
    notations = [concept.notation for concept in vocabulary(name).values()]

    assert None not in notations
    assert len(set(notations)) == len(notations)


@pytest.mark.parametrize("name", sorted(vocabulary_names()))
def test_labels_differ_where_meanings_differ(name: str) -> None:
    concepts = list(vocabulary(name).values())
    english = {concept.labels["en"] for concept in concepts}
    for language in concepts[0].labels:
        assert len({concept.labels[language] for concept in concepts}) == len(english), language


@pytest.mark.parametrize(
    ("name", "notation", "label"),
    [
        ("isced-f", "0612", "Načrtovanje in upravljanje podatkovnih zbirk in omrežij"),
        ("isced-f", "0913", "Zdravstvena nega in babištvo"),
        ("countries", "SI", "Slovenija"),
        ("languages", "sl", "slovenščina"),
        ("eqf", "4", "Raven 4"),
    ],
)
def test_well_known_labels(name: str, notation: str, label: str) -> None:
    found = [c for c in vocabulary(name).values() if c.notation == notation]

    assert [concept.labels["sl"] for concept in found] == [label]


def test_sok_levels_correspond_to_eqf_and_the_bologna_cycles() -> None:
    levels = sok_levels()

    assert [level.level for level in levels] == list(range(1, 11))
    assert [level.eqf for level in levels] == [1, 2, 3, 4, 4, 5, 6, 7, 8, 8]
    assert [level.qf_ehea for level in levels if level.qf_ehea] == [
        "short cycle",
        "first cycle",
        "second cycle",
        "third cycle",
    ]
    assert all(level.eqf_uri in vocabulary("eqf") for level in levels)
    assert {level.uri for level in levels} == set(vocabulary("sok"))


def test_sok_levels_are_the_published_ones() -> None:
    path = reference("edc/vocab/slovenian-sok-levels.json")
    published = json.loads(path.read_text(encoding="utf-8"))["levels"]

    assert [(level.level, level.uri, level.eqf, level.qf_ehea) for level in sok_levels()] == [
        (entry["level"], entry["id"], entry["eqf"], entry["qf_ehea"]) for entry in published
    ]


def test_an_unknown_vocabulary_is_named() -> None:
    with pytest.raises(UnknownVocabulary, match="colours"):
        vocabulary("colours")


def test_nobody_can_change_a_vocabulary_for_the_others() -> None:
    concept = next(iter(vocabulary("modes").values()))

    with pytest.raises(TypeError):
        concept.labels["sl"] = "x"  # type: ignore[index]
