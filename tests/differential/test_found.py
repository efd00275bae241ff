"""What the fuzz once found stays mended; and a finding is made as small as it can be."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from contexts import JsonObject
from tests.differential.comparing import Panel, compare
from tests.differential.found import finding_files, resent
from tests.differential.minimising import minimised


@pytest.mark.peers
@pytest.mark.parametrize("path", finding_files(), ids=lambda path: path.stem)
def test_it_is_not_found_again(path: Path, panel: Panel) -> None:
    score = compare(resent(path), replace(panel, shares={}))

    assert score.documents
    assert not score.mismatches, "\n".join(map(str, score.mismatches))


def test_a_finding_keeps_what_it_needs_and_nothing_else() -> None:
    def document(name: str) -> JsonObject:
        return {"@context": "urn:c", "a": [{"x": 1}, {"y": [name, "other"]}], "b": {"c": name}}

    def still_wrong(documents: list[Any]) -> bool:
        return any("bad" in str(each.get("a")) for each in documents)

    small = minimised([document("good"), document("bad"), document("fine")], still_wrong)

    assert small == [{"@context": "urn:c", "a": [{"y": ["bad"]}]}]
