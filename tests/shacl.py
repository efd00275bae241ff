"""The European Union's own judgement on the form of a credential: its SHACL shapes, offline.

Shapes and context are read from the reference data. `edc-generic-full` and `edc-generic-no-cv` go
together (the first imports the second); a document in which no credential is found has not passed.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pyshacl
import pytest
from pyld import jsonld
from rdflib import OWL, RDF, Graph, URIRef
from rdflib.namespace import SH

_CONTEXTS = {
    "https://www.w3.org/2018/credentials/v1": "w3c-credentials-v1.jsonld",
    "http://data.europa.eu/snb/model/context/edc-ap": "edc-ap.elm-3.2-lts.context.jsonld",
}
_DATA = Path(__file__).parents[1] / "../shared/data/edc"
_BASE = ("EDC-generic-full.ttl", "EDC-generic-no-cv.ttl")
_CREDENTIAL = URIRef("http://data.europa.eu/snb/model/elm/EuropeanDigitalCredential")


def violations(credential: dict[str, Any], *profiles: str) -> list[str]:
    """Say what the shapes object to, a line each: component, path, focus node. [] conforms."""
    graph = _graph(credential)
    if (None, RDF.type, _CREDENTIAL) not in graph:
        return ["NoEuropeanDigitalCredential"]  # without a focus node every shape passes
    _, report, _ = pyshacl.validate(graph, shacl_graph=_shapes(profiles), inference="none")
    return sorted(
        f"{_name(report.value(found, SH.sourceConstraintComponent))} "
        f"{_name(report.value(found, SH.resultPath))} at {report.value(found, SH.focusNode)}"
        for found in report.subjects(RDF.type, SH.ValidationResult)
    )


def _graph(credential: dict[str, Any]) -> Graph:
    options = {"format": "application/n-quads", "documentLoader": _load}
    # A credential without a proof has no named graph, so its quads are triples.
    return Graph().parse(data=jsonld.to_rdf(credential, options), format="nt")


def _load(url: str, _options: object) -> dict[str, Any]:
    file = _reference(f"context/{_CONTEXTS[url]}")
    document = json.loads(file.read_bytes())
    return {"contextUrl": None, "documentUrl": url, "document": document}


@cache
def _shapes(profiles: tuple[str, ...]) -> Graph:
    graph = Graph()
    for name in (*_BASE, *profiles):
        graph.parse(_reference(f"shacl/3.2-lts-edc/{name}"), format="turtle")
    graph.remove((None, OWL.imports, None))  # everything is parsed already; nothing is fetched
    return graph


def _reference(path: str) -> Path:
    if not (_DATA / path).exists():
        pytest.skip(f"the reference data ../shared/data/edc/{path} is not beside this clone")
    return _DATA / path


def _name(value: object) -> str:
    return str(value).rpartition("#")[2].rpartition("/")[2]
