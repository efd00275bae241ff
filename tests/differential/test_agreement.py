"""A known difference explains itself, and nothing else."""

import pytest

from contexts import JsonObject, canonicalize
from tests.differential.agreement import Disagreement, known_difference
from tests.differential.oracles import Oxigraph
from tests.differential.originals import originals
from tests.differential.samples import Answer
from tests.differential.small_documents import P, achievement, credential, subject

TAGGED = credential(name={"@value": "ime", "@language": "SL"})
TYPED = subject({"type": ["Profile", "Achievement"], "name": "x"})
NODES = achievement(criteria={"narrative": "x"})
LOOP = subject({"id": "_:a", P: {"id": "_:a"}}, {"id": "_:b"})
INSIDE = originals()["presentation of two"]


def explained(
    oracle: str, document: JsonObject, theirs: str | None, oxigraph: Oxigraph
) -> str | None:
    answer = Answer(nquads=theirs) if theirs is not None else Answer(refusal="invalid")
    found = Disagreement(oracle, document, canonicalize(document), answer, oxigraph.relabelled)
    return known_difference(found)


def swapped(nquads: str) -> str:
    """Number two blank nodes the other way round."""
    text = nquads.replace("_:c14n0 ", "_:x ").replace("_:c14n1 ", "_:c14n0 ")
    return "".join(sorted(text.replace("_:x ", "_:c14n1 ").splitlines(keepends=True)))


@pytest.mark.parametrize(
    ("oracle", "document", "theirs", "name"),
    [
        ("pyoxigraph", TAGGED, canonicalize(TAGGED).replace("@sl", "@SL"), "case of language tags"),
        ("pyoxigraph", INSIDE, swapped(canonicalize(INSIDE)), "labels in blank graphs"),
        ("pyoxigraph", TYPED, "<urn:s> <name> <urn:o> .\n", "several scoped types"),
        ("pyld", credential(name="\x01"), "<urn:s> <urn:p> <urn:o> .\n", "control characters"),
        ("pyld", LOOP, swapped(canonicalize(LOOP)), "loops"),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 30 else "",
)
def test_what_is_known_is_named(
    oxigraph: Oxigraph, oracle: str, document: JsonObject, theirs: str, name: str
) -> None:
    assert explained(oracle, document, theirs, oxigraph) == name
    # Of another program it is not known.
    assert explained("jsonld.js", document, theirs, oxigraph) is None
    # Nor is a refusal, but where terms are undefined for it.
    refused = name if name == "several scoped types" else None
    assert explained(oracle, document, None, oxigraph) == refused


@pytest.mark.parametrize(
    ("document", "theirs"),
    [
        (NODES, swapped(canonicalize(NODES))),
        (TAGGED, canonicalize(TAGGED).replace("@sl", "@EN")),
        (TAGGED, canonicalize(TAGGED).replace("ime", "name").replace("@sl", "@SL")),
        (INSIDE, swapped(canonicalize(INSIDE)).replace('"', '"x', 1)),
        (INSIDE, canonicalize(INSIDE).split("\n", 1)[1]),
    ],
    ids=["labels", "language", "text beside language", "text in a graph", "a statement less"],
)
def test_what_only_resembles_it_is_not(
    oxigraph: Oxigraph, document: JsonObject, theirs: str
) -> None:
    assert theirs != canonicalize(document)
    assert explained("pyoxigraph", document, theirs, oxigraph) is None
