"""Who is timed does the work: ours and the peers' processes, on the same documents."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.by_template import Filler
from bench.core import PEERS, require_right
from bench.documents import Documents, school_signers, write_documents
from bench.process import ContenderFailed, node_process, our_process
from bench.rows import row
from issuer.model.organisation import KeyAlgorithm
from tests.peers import node

SAMPLE = 10

needs_peers = [
    pytest.mark.peers,
    pytest.mark.skipif(node.missing() is not None, reason=str(node.missing())),
]
EACH_PEER = [pytest.param(name, marks=needs_peers) for name in PEERS]


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Documents:
    return write_documents(tmp_path_factory.mktemp("documents"), SAMPLE)


def tampered(documents: Documents, folder: Path) -> Documents:
    """Copy the documents, and change a word in each signed one."""
    for file in documents.folder.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    changed = [{**json.loads(each), "name": "x"} for each in documents.lines("signed.ndjson")]
    text = "\n".join(json.dumps(each) for each in changed)
    (folder / "signed.ndjson").write_text(text, encoding="utf-8")
    return Documents(folder)


@pytest.mark.parametrize(
    "task",
    [
        *("fill", "render_and_fill", "sign", "issue", "issue_all", "seal"),
        *("verify", "verify_alike", "verify_proof", "verify_jwt", "verify_seal"),
    ],
)
def test_our_own_process_does_every_task(documents: Documents, task: str) -> None:
    with our_process("compiled", documents.folder, None) as process:
        timing = process.time(task, 2)
    assert timing.count == 2
    assert timing.wall > 0
    assert timing.cpu is not None


def test_the_short_way_by_template_gives_the_bytes_of_the_whole_one(documents: Documents) -> None:
    filler = Filler.compiled(school_signers()[KeyAlgorithm.ED25519])
    rows = [row(number) for number in range(SAMPLE)]
    assert filler.sign_rows(rows) == documents.lines("signed.ndjson")


def test_what_does_not_verify_with_us_is_not_timed(documents: Documents, tmp_path: Path) -> None:
    changed = tampered(documents, tmp_path)
    with (
        our_process("compiled", changed.folder, None) as process,
        pytest.raises(ContenderFailed, match="does not pass"),
    ):
        process.time("verify", 1)


@pytest.mark.parametrize("library", EACH_PEER)
def test_a_peer_does_its_tasks_and_tells_good_from_tampered(
    documents: Documents, library: str
) -> None:
    with node_process(library, documents.folder, None) as process:
        require_right(process, documents)
        assert [process.time(task, 2).count for task in ("sign", "verify")] == [2, 2]


@pytest.mark.parametrize("library", EACH_PEER)
def test_what_a_peer_does_not_accept_is_not_timed_and_stops_the_bench(
    documents: Documents, library: str, tmp_path: Path
) -> None:
    changed = tampered(documents, tmp_path)
    with node_process(library, changed.folder, None) as process:
        with pytest.raises(ContenderFailed, match="verify"):
            process.time("verify", 1)
        with pytest.raises(ContenderFailed, match="does not accept"):
            require_right(process, changed)
