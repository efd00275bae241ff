"""Expansion gives byte for byte what plain PyLD gives, remembered or not, from any thread."""

import json
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyld import jsonld

from contexts.canonical import canonicalize
from contexts.catalogue import context_document, context_urls
from contexts.context_memo import ContextMemo
from contexts.errors import ContextsError, DataLoss
from contexts.expansion import ContextSource, to_dataset
from contexts.rdfc10 import Rdfc10Options, canonical_nquads
from tests.contexts.reference_data import OB, VC2, badge, credential, reference, reference_json

UNDEFINED = "urn:undefined-term:"


def plain_options() -> dict[str, Any]:
    documents = {url: context_document(url) for url in context_urls(sandbox=True)}

    def load(url: str, _options: object) -> dict[str, Any]:
        return {"contextUrl": None, "documentUrl": url, "document": deepcopy(documents[url])}

    return {"base": None, "documentLoader": load, "rdfDirection": "i18n-datatype"}


def plain_pyld(document: dict[str, Any]) -> str:
    text: str = jsonld.normalize(
        document,
        {**plain_options(), "algorithm": "URDNA2015", "format": "application/n-quads"},
    )
    return text


def badges() -> list[dict[str, Any]]:
    few = badge()
    few["credentialSubject"] = {
        "type": ["AchievementSubject"],
        "id": "urn:learner",
        "achievement": {
            "id": "urn:a",
            "type": "Achievement",
            "name": "Šola",
            "description": "x",
            "criteria": {"narrative": "y"},
        },
    }
    presentation = {
        "@context": [VC2],
        "type": "VerifiablePresentation",
        "verifiableCredential": [badge(), few],
    }
    return [badge(), few, presentation, credential(issuer="urn:x")]


@pytest.mark.parametrize("document", badges(), ids=["full", "few", "presentation", "small"])
def test_the_same_bytes_as_plain_pyld_first_and_later(document: dict[str, Any]) -> None:
    fresh = ContextSource(context_urls(), context_document, ContextMemo())
    expected = plain_pyld(document)

    for _ in range(3):
        assert canonical_nquads(to_dataset(document, fresh), Rdfc10Options()) == expected


def test_published_samples_give_the_same_bytes_as_plain_pyld() -> None:
    compared = 0
    for path in sorted(reference("ob3/generated").glob("*.json")):
        document = reference_json(f"ob3/generated/{path.name}")
        document.pop("proof", None)
        assert canonicalize(document) == plain_pyld(document), path.name
        compared += 1
    assert compared >= 10


def test_threads_share_the_memo() -> None:
    source = ContextSource(context_urls(), context_document, ContextMemo())
    documents = badges() * 8
    with ThreadPoolExecutor(8) as pool:
        found = pool.map(
            lambda document: canonical_nquads(to_dataset(document, source), Rdfc10Options()),
            documents,
        )
        texts = list(found)

    expected = [plain_pyld(document) for document in badges()]
    assert texts == expected * 8


def test_a_document_of_another_project_may_be_given_its_own_contexts() -> None:
    """The employment vectors need a context that is in no package: a source of its own gives it."""
    citizenship = reference_json("w3c/contexts/citizenship-v4rc1.jsonld")
    url = "https://w3id.org/citizenship/v4rc1"
    document = reference_json("w3c/eddsa/employmentAuth.json")
    expected = reference("w3c/eddsa/eddsa-rdfc-2022/employ/canonDocDataInt.txt").read_text("utf-8")

    def load(wanted: str) -> dict[str, Any]:
        return deepcopy(citizenship) if wanted == url else context_document(wanted)

    source = ContextSource(context_urls(sandbox=True) | {url}, load)
    assert (
        canonical_nquads(to_dataset(document, source), Rdfc10Options()).strip() == expected.strip()
    )


def undefined_by_vocabulary(document: dict[str, Any]) -> bool:
    """Tell by the guide's other remedy: expand with a vocabulary that catches what is undefined."""
    caught = {**document, "@context": [{"@vocab": UNDEFINED}, *document["@context"]]}
    return UNDEFINED in repr(jsonld.expand(caught, plain_options()))


SUBJECT_TERMS = ["achievement", "identifier", "narrative", "result", "role", "grade", "Achievement"]
VALUES = st.sampled_from(
    ["x", 3, True, {}, {"type": "Achievement", "name": "x"}, {"type": "Grade"}, {"grade": 5}]
)
SUBJECTS = st.dictionaries(st.sampled_from(SUBJECT_TERMS), VALUES, max_size=4)
TYPES = st.sampled_from(["AchievementSubject", "Profile", "Grade", ["AchievementSubject", "X"]])


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
@given(subject=SUBJECTS, types=TYPES)
def test_the_other_remedy_finds_nothing_more(subject: dict[str, Any], types: Any) -> None:  # noqa: ANN401
    document = credential(OB, credentialSubject={"type": types, **subject})
    try:
        to_dataset(document, ContextSource(context_urls(), context_document))
    except DataLoss:
        refused = True
    else:
        refused = False

    assert refused == undefined_by_vocabulary(document)


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
LEAVES = TEXT | st.integers(-(2**53), 2**53) | st.booleans()
IDS = st.integers(0, 6).map("urn:node:{}".format)
NODES = st.recursive(
    st.fixed_dictionaries({}, optional={"id": IDS, "urn:p:a": LEAVES, "urn:p:b": LEAVES}),
    lambda inner: st.fixed_dictionaries(
        {}, optional={"id": IDS, "urn:p:c": st.lists(inner, max_size=3), "urn:p:d": inner}
    ),
    max_leaves=8,
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=100)
@given(NODES)
def test_an_independent_processor_agrees(members: dict[str, Any]) -> None:
    """Read our statements with pyoxigraph and let it canonicalize them again."""
    try:
        text = canonicalize(credential(**members))
    except ContextsError:
        return
    quads = ox.Dataset(ox.parse(text.encode(), format=ox.RdfFormat.N_QUADS))
    quads.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    lines = sorted(f"{quad} .\n" for quad in quads)

    assert "".join(lines) == text


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
@given(NODES)
def test_an_independent_json_ld_processor_agrees(members: dict[str, Any]) -> None:
    """Let pyoxigraph read the JSON-LD itself, with the contexts written into it."""
    document = {"@context": {"id": "@id", "type": "@type"}, "type": "urn:type", **members}
    source = ContextSource(frozenset(), context_document)
    try:
        text = canonicalize(credential(**members))
        ours = canonical_nquads(to_dataset(document, source), Rdfc10Options())
    except ContextsError:
        return
    quads = ox.Dataset(ox.parse(json.dumps(document).encode(), format=ox.RdfFormat.JSON_LD))
    quads.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    assert text
    assert "".join(sorted(f"{quad} .\n" for quad in quads)) == ours
