"""What our proofs are over is what jsonld.js in safe mode and rdf-canonize make of it."""

from __future__ import annotations

import pytest

from contexts import ContextsError, JsonObject, canonicalize
from issuer.model.programme import ProgrammeContent
from tests.interop.issued import HOLDER, issued
from tests.issuer.examples import DATA_LITERACY, FIRST_AID_PILOT, HEAT_PUMPS
from tests.peers.node import NodePeers, PeerError

pytestmark = pytest.mark.peers

CONTENTS = [HEAT_PUMPS, DATA_LITERACY, FIRST_AID_PILOT]


def theirs(peers: NodePeers, document: JsonObject) -> str:
    nquads: str = peers.call("canonize", {"document": document})["nquads"]
    return nquads


@pytest.mark.parametrize("language", ["sl", "en"])
@pytest.mark.parametrize("content", CONTENTS, ids=lambda content: content.title["en"])
def test_badges_and_their_proof_options(
    node_peers: NodePeers, content: ProgrammeContent, language: str
) -> None:
    one = issued(content, language=language, holder_did=HOLDER if language == "en" else None)
    ours = canonicalize(one.unsigned)
    assert ours.count("\n") > 50
    assert theirs(node_peers, one.unsigned) == ours
    options = {"@context": one.badge["@context"], **one.badge["proof"]}
    del options["proofValue"]
    assert theirs(node_peers, options) == canonicalize(options)


def test_status_lists(node_peers: NodePeers) -> None:
    for document in issued(DATA_LITERACY).lists().values():
        del document["proof"]
        assert theirs(node_peers, document) == canonicalize(document)


def test_a_word_without_meaning_is_refused_by_both(node_peers: NodePeers) -> None:
    document = issued().unsigned
    document["credentialSubject"]["achievement"]["secretGrade"] = "A"
    with pytest.raises(PeerError, match="secretGrade"):
        theirs(node_peers, document)
    with pytest.raises(ContextsError) as refusal:
        canonicalize(document)
    assert "secretGrade" in refusal.value.sentence
