"""Canonical forms by pyoxigraph: one JSON question per line in, one JSON answer per line out.

{documents, hash} -> [{nquads} or {error}]; {nquads, hash} -> the dataset with canonical labels.
"""

import json
import sys
from functools import cache
from typing import Any

import pyoxigraph

from tests.differential.editions import bundled_contexts, edition_of

ALGORITHMS = {
    "sha256": pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0,
    "sha384": pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0_SHA_384,
}


def main() -> None:
    """Answer line by line until the input ends."""
    for line in sys.stdin:
        question = json.loads(line)
        hash_name = question["hash"]
        if "nquads" in question:
            reply: Any = _canonical(question["nquads"], pyoxigraph.RdfFormat.N_QUADS, hash_name)
        else:
            reply = [_answer(document, hash_name) for document in question["documents"]]
        sys.stdout.write(json.dumps(reply) + "\n")
        sys.stdout.flush()


def _answer(document: dict[str, Any], hash_name: str) -> dict[str, str]:
    text = json.dumps(_with_contexts_inside(document, edition_of(document)))
    try:
        return {"nquads": _canonical(text, pyoxigraph.RdfFormat.JSON_LD, hash_name)}
    except SyntaxError as error:
        return {"error": str(error)}


def _canonical(text: str, given: pyoxigraph.RdfFormat, hash_name: str) -> str:
    # Lenient, or each statement with an IRI outside RFC 3987 is dropped without a word: those
    # whose characters all are allowed, as in `urn:%zz`, the JSON-LD processors keep.
    dataset = pyoxigraph.Dataset(pyoxigraph.parse(text, format=given, lenient=True))
    dataset.canonicalize(ALGORITHMS[hash_name])
    return "".join(sorted(f"{quad} .\n" for quad in dataset))


def _with_contexts_inside(value: Any, edition: str) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(value, list):
        return [_with_contexts_inside(item, edition) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        name: _contexts(member, edition)
        if name == "@context"
        else _with_contexts_inside(member, edition)
        for name, member in value.items()
    }


def _contexts(named: Any, edition: str) -> list[Any]:  # noqa: ANN401 - any JSON
    known = _bundled(edition)
    return [known[url]["@context"] for url in (named if isinstance(named, list) else [named])]


@cache
def _bundled(edition: str) -> dict[str, dict[str, Any]]:
    return bundled_contexts(edition)


if __name__ == "__main__":
    main()
