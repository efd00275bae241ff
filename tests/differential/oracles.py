"""Foreign programs that say what a document's canonical form is.

jsonld.js and pyoxigraph run in processes of their own: the second cannot be interrupted.
"""

import json
import select
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from pyld import jsonld
from pyld.context_resolver import ContextResolver

from contexts import HashName, JsonObject
from tests.differential.editions import NEWER, PUBLISHED, bundled_contexts, edition_of
from tests.differential.samples import Answer
from tests.peers.node import NodePeers, running_node_peers

ROOT = Path(__file__).parents[2]
LIMIT_SECONDS = 120
"""For one batch. No document that we accept may cost anybody much."""


class Oracle(Protocol):
    """A foreign program."""

    @property
    def name(self) -> str:
        """What it is called in tables."""

    @property
    def strict(self) -> bool:
        """Whether it refuses documents of which it would lose something."""

    def answers(self, documents: Sequence[JsonObject]) -> list[Answer]:
        """Canonicalize each document."""


@dataclass(frozen=True, slots=True)
class JsonldJs:
    """jsonld.js in safe mode with rdf-canonize, on Node."""

    peers: NodePeers
    hash_name: HashName = "sha256"
    name: str = "jsonld.js"
    strict: bool = True

    def answers(self, documents: Sequence[JsonObject]) -> list[Answer]:
        """Canonicalize each document."""
        questions = [{"document": each, "edition": edition_of(each)} for each in documents]
        request = {"ask": questions, "hash": self.hash_name}
        return [_answer(each) for each in self.peers.call("canonize_batch", request)]


@dataclass(frozen=True, slots=True)
class Oxigraph:
    """pyoxigraph, which loads no contexts: they are written into the documents."""

    process: subprocess.Popen[str]
    hash_name: HashName = "sha256"
    name: str = "pyoxigraph"
    strict: bool = False

    def answers(self, documents: Sequence[JsonObject]) -> list[Answer]:
        """Canonicalize each document."""
        return [_answer(each) for each in self._ask({"documents": list(documents)})]

    def relabelled(self, nquads: str) -> str:
        """Canonicalize a dataset: the same for all that differ in labels of blank nodes only."""
        text: str = self._ask({"nquads": nquads})
        return text

    def _ask(self, question: dict[str, Any]) -> Any:  # noqa: ANN401 - plain JSON
        questions, replies = self.process.stdin, self.process.stdout
        if questions is None or replies is None:
            raise RuntimeError("pyoxigraph was started without pipes")
        questions.write(json.dumps({**question, "hash": self.hash_name}) + "\n")
        questions.flush()
        if not select.select([replies], [], [], LIMIT_SECONDS)[0]:
            raise RuntimeError(f"pyoxigraph gave no answer within {LIMIT_SECONDS} s")
        return json.loads(replies.readline())


@dataclass(frozen=True, slots=True)
class BarePyld:
    """PyLD as anybody calls it: none of our code, no memory for contexts, no safe mode."""

    name: str = "pyld"
    strict: bool = False

    def answers(self, documents: Sequence[JsonObject]) -> list[Answer]:
        """Canonicalize each document."""
        return [self._answer(document) for document in documents]

    def _answer(self, document: JsonObject) -> Answer:
        load = _loader(edition_of(document))
        options = {
            "algorithm": "URDNA2015",
            "format": "application/n-quads",
            "base": None,
            "documentLoader": load,
            "contextResolver": ContextResolver({}, load),
        }
        try:
            return Answer(nquads=jsonld.normalize(document, options))
        except jsonld.JsonLdError as error:
            return Answer(refusal=str(error.code))


@contextmanager
def running_jsonld_js(hash_name: HashName = "sha256") -> Iterator[JsonldJs]:
    """Start Node, and end it afterwards."""
    with running_node_peers() as peers:
        contexts = {edition: bundled_contexts(edition) for edition in (PUBLISHED, NEWER)}
        peers.call("canonize_batch", {"contexts": contexts, "ask": []})
        yield JsonldJs(peers, hash_name)


@contextmanager
def running_oxigraph(hash_name: HashName = "sha256") -> Iterator[Oxigraph]:
    """Start pyoxigraph's process, and end it afterwards."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.differential.oxigraph_process"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        yield Oxigraph(process, hash_name)
        # Leaving the block closes standard input, on which the process ends.


def _answer(reply: dict[str, Any]) -> Answer:
    return Answer(reply.get("nquads"), reply.get("error"))


@cache
def _loader(edition: str) -> Any:  # noqa: ANN401 - PyLD is untyped
    texts = {url: json.dumps(document) for url, document in bundled_contexts(edition).items()}

    def load(url: str, _options: object) -> dict[str, Any]:
        # A fresh copy each time: PyLD changes what it is given.
        return {"contextUrl": None, "documentUrl": url, "document": json.loads(texts[url])}

    return load
