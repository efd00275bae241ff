"""What others say of the status list vectors is what `others.json` has, and contradicts nobody."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.interop.opinions import NOT_ASKED, PASSES, REVOKED, SUSPENDED
from tests.interop.status_words import OTHERS, words_on
from tests.peers.node import NodePeers
from tests.peers.openvc import Openvc
from tests.verifier.status_vectors.__main__ import FOLDER

pytestmark = pytest.mark.peers

EXPECTED: dict[str, Any] = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))
WORDS: dict[str, dict[str, str]] = json.loads(OTHERS.read_text(encoding="utf-8"))
GOOD = {"valid", "notice"}


def test_everybody_was_asked_about_every_vector() -> None:
    assert list(WORDS) == list(EXPECTED["vectors"])


@pytest.mark.parametrize("path", WORDS)
def test_they_still_say_so(path: str, node_peers: NodePeers, openvc: Openvc) -> None:
    assert words_on(path, node_peers, openvc) == WORDS[path]


@pytest.mark.parametrize("path", WORDS)
def test_nobody_calls_good_revoked_or_revoked_good(path: str) -> None:
    verdict, said = EXPECTED["vectors"][path]["verdict"], set(WORDS[path].values())
    if verdict in GOOD:
        assert not said & {REVOKED, SUSPENDED}
    if verdict in {REVOKED, SUSPENDED}:
        assert said <= {verdict, "refuses", NOT_ASKED}


def test_most_of_the_good_and_the_revoked_are_confirmed_by_somebody() -> None:
    wanted = {"valid": PASSES, "notice": PASSES, "revoked": REVOKED, "suspended": SUSPENDED}
    alone = [
        path
        for path, each in EXPECTED["vectors"].items()
        if each["verdict"] in wanted
        and not {wanted[each["verdict"]], "set"} & set(WORDS[path].values())
    ]
    assert [path for path in alone if not path.startswith(("1edtech", "revocation-list"))] == [
        "bitstring-status-list/purpose-among-several.json",
        "bitstring-status-list/list-as-token.json",
    ]
