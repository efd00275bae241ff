"""docs/interop.md is true: each credential of its tables is made, and each program asked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.interop.cases import CASES as OUR_CASES
from tests.interop.generated_cases import FOLDER, GENERATED_CASES
from tests.interop.opinions import (
    COLUMNS,
    NOT_ASKED,
    OPENVC,
    PASSES,
    REVOKED,
    SUSPENDED,
    openvc_word,
    words,
)
from tests.interop.suite_cases import SUITE_CASES
from tests.peers.node import NodePeers
from tests.peers.openvc import Openvc
from tests.verifier.makers import reference

pytestmark = [pytest.mark.peers, pytest.mark.usefixtures("openbadgeslib_is_here")]

PAGE = (Path(__file__).parents[2] / "docs/interop.md").read_text(encoding="utf-8")
NOTE = re.compile(r" ?\[\^(\w+)\]")
HEADING = ["credential", *COLUMNS, OPENVC]
CASES = OUR_CASES | SUITE_CASES | GENERATED_CASES
TABLES = 4


def written_rows() -> dict[str, list[str]]:
    """Read the cells of all tables by the credential's name."""
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in PAGE.splitlines()
        if line.startswith("|")
    ]
    wide = [row for row in rows if len(row) == len(HEADING) and not row[0].startswith("---")]
    assert [row for row in wide if row[0] == "credential"] == [HEADING] * TABLES
    return {row[0]: row[1:] for row in wide if row[0] != "credential"}


ROWS = written_rows()


def test_the_page_and_the_cases_are_the_same_list() -> None:
    assert list(ROWS) == list(CASES)


@pytest.mark.parametrize("name", CASES)
def test_every_cell_is_true(node_peers: NodePeers, openvc: Openvc, name: str) -> None:
    case = CASES[name](node_peers)
    said = [*words(node_peers, case), openvc_word(openvc, case)]
    assert said == [NOTE.sub("", cell) for cell in ROWS[name]]


def test_every_reference_file_has_a_row() -> None:
    assert {path.name for path in reference(FOLDER).iterdir()} == set(GENERATED_CASES)


@pytest.mark.parametrize("name", CASES)
def test_whoever_differs_from_us_has_a_note(name: str) -> None:
    ours, *others = ROWS[name]
    for cell in others:
        word = NOTE.sub("", cell)
        if word != NOT_ASKED and verdict(word) != verdict(ours):
            assert NOTE.search(cell), f"{name}: {cell}"


def verdict(word: str) -> str:
    """Fold the words into three: good, withdrawn, and not to be relied on."""
    if word == PASSES:
        return "good"
    withdrawn = {REVOKED, SUSPENDED, "failed REVOKED", "failed SUSPENDED"}
    return "withdrawn" if word in withdrawn else "not good"


def test_every_note_is_explained_once_and_used() -> None:
    explained = re.findall(r"^\[\^(\w+)\]:", PAGE, re.MULTILINE)
    used = {note for cells in ROWS.values() for cell in cells for note in NOTE.findall(cell)}
    assert sorted(explained) == sorted(used)


def test_nobody_but_a_noted_program_lets_a_bad_credential_pass() -> None:
    for name, (ours, *others) in ROWS.items():
        if ours != PASSES:
            assert PASSES not in others, name
