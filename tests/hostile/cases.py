"""Every hostile input by kind and name: the table a newcomer reads first."""

from collections.abc import Mapping

from tests.hostile import (
    contexts_and_graphs,
    controller_documents,
    derivations,
    encodings,
    evidence_packs,
    fetch_targets,
    files,
    http_requests,
    json_shapes,
    open_badges_2,
    pasted_texts,
    pictures,
    proofs,
    schemas,
    sd_jwts,
    seals,
    status_lists,
    tokens,
)
from tests.hostile.case import Case

KINDS: Mapping[str, Mapping[str, Case]] = {
    "encoding": encodings.CASES,
    "json": json_shapes.SHAPES,
    "number": json_shapes.NUMBERS,
    "context": contexts_and_graphs.CONTEXTS,
    "graph": contexts_and_graphs.GRAPHS,
    "proof": proofs.CASES,
    "token": tokens.CASES,
    "SD-JWT": sd_jwts.CASES,
    "seal": seals.CASES,
    "controller document": controller_documents.CASES,
    "status list": status_lists.CASES,
    "schema": schemas.CASES,
    "fetch target": fetch_targets.TARGETS,
    "fetch answer": fetch_targets.ANSWERS,
    "pasted text": pasted_texts.CASES,
    "file": files.CASES,
    "picture": pictures.CASES,
    "open badges 2.0": open_badges_2.CASES,
    "evidence pack": evidence_packs.CASES,
    "http": http_requests.CASES,
    "derivation": derivations.CASES,
}
