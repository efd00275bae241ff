"""The differential check can fail: it finds each of these deliberately wrong canonicalizers."""

from collections.abc import Callable
from typing import Any

import pytest

from contexts import DataLoss, JsonObject, canonicalize
from contexts.escaping import escape_controls
from contexts.full_path import lossless_dataset
from contexts.rdfc10 import Rdfc10Options, _BoundedURDNA2015
from tests.differential.comparing import Panel, compare
from tests.differential.generating import samples
from tests.differential.oracles import Oracle
from tests.differential.samples import Answer
from tests.differential.score import Score

SEED, DOCUMENTS = 11, 300


class Honest:
    """Stands for an oracle that is right: it answers as the real door does."""

    name = "jsonld.js"
    strict = True

    def answers(self, documents: Any) -> list[Answer]:  # noqa: ANN401 - any JSON
        """Canonicalize each document."""
        return [self._answer(document) for document in documents]

    def _answer(self, document: JsonObject) -> Answer:
        try:
            return Answer(nquads=canonicalize(document))
        except Exception as error:  # noqa: BLE001 - an oracle that refuses
            return Answer(refusal=str(error))


def compared(engine: Callable[[JsonObject], str], oracle: Oracle | None = None) -> Score:
    panel = Panel(
        engines={"tested": engine},
        oracles=[oracle or Honest()],
        relabel=lambda nquads: nquads,
    )
    return compare(samples(SEED, DOCUMENTS), panel)


def sorted_lines(text: str) -> str:
    return "".join(sorted(f"{line}\n" for line in text.split("\n") if line))


def one_line_less(document: JsonObject) -> str:
    """Forget a statement of documents with many."""
    text = canonicalize(document)
    return text if text.count("\n") < 20 else text.split("\n", 1)[1]


def labels_in_another_order(document: JsonObject) -> str:
    """Number two blank nodes the other way round, where there are two."""
    text = canonicalize(document)
    swapped = text.replace("_:c14n0 ", "_:c14nX ").replace("_:c14n1 ", "_:c14n0 ")
    return sorted_lines(swapped.replace("_:c14nX ", "_:c14n1 "))


def hash_lines_as_a_set(document: JsonObject) -> str:
    """Label blank nodes by hashes that count equal lines once: the trap of compiled shapes."""

    class Careless(_BoundedURDNA2015):
        def hash_nquads(self, nquads: list[str]) -> str:
            return super().hash_nquads(sorted(set(nquads)))

    canonicalize(document)
    options = {"format": "application/n-quads"}
    text: str = Careless(Rdfc10Options()).main(lossless_dataset(document), options)
    return sorted_lines(escape_controls(text))


def without_undefined_numbers(document: JsonObject) -> str:
    """Drop what no context defines, where its value is no text: the gap of an early prototype."""
    kept: JsonObject = _without_undefined(document)
    return canonicalize(kept)


def _without_undefined(value: Any) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(value, list):
        return [_without_undefined(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        name: _without_undefined(member)
        for name, member in value.items()
        if name != "undefinedTerm" or isinstance(member, str)
    }


def accepting_everything(document: JsonObject) -> str:
    """Give some form even to what has none."""
    try:
        return canonicalize(document)
    except DataLoss:
        return "<urn:s> <urn:p> <urn:o> .\n"


def changing_the_document(document: JsonObject) -> str:
    """Leave a trace in what was given."""
    text = canonicalize(document)
    document["seen"] = True
    return text


def breaking(document: JsonObject) -> str:
    """Stop with an error that is not a refusal."""
    if "holder" in document:
        raise KeyError("holder")
    return canonicalize(document)


@pytest.mark.parametrize(
    "engine",
    [
        one_line_less,
        labels_in_another_order,
        hash_lines_as_a_set,
        without_undefined_numbers,
        accepting_everything,
        changing_the_document,
        breaking,
    ],
    ids=lambda engine: engine.__name__,
)
def test_a_wrong_canonicalizer_is_found(engine: Callable[[JsonObject], str]) -> None:
    score = compared(engine)

    assert score.mismatches
    assert f"seed {SEED}, family" in str(score.mismatches[0])


def test_the_right_one_is_not_accused() -> None:
    score = compared(canonicalize)

    assert score.mismatches == []
    assert score.equal["jsonld.js"] == score.documents - score.refused.total()
    assert score.refused.total() > DOCUMENTS // 10


def test_engines_must_agree_to_the_last_word_of_a_refusal() -> None:
    def other(document: JsonObject) -> str:
        try:
            return canonicalize(document)
        except DataLoss as loss:
            raise DataLoss(loss.term, "for another reason.") from loss

    panel = Panel(
        engines={"one": canonicalize, "other": other}, oracles=[], relabel=lambda nquads: nquads
    )
    score = compare(samples(SEED, DOCUMENTS), panel)

    assert {mismatch.between for mismatch in score.mismatches} == {"one / other"}
    assert len(score.mismatches) == score.refused["DATA_LOSS"]


def test_an_oracle_that_refuses_what_we_accept_is_reported() -> None:
    class Refusing(Honest):
        def _answer(self, document: JsonObject) -> Answer:  # noqa: ARG002
            return Answer(refusal="invalid property")

    score = compared(canonicalize, Refusing())

    assert len(score.mismatches) == score.documents - score.refused.total()
    assert "refused: invalid property" in str(score.mismatches[0])
