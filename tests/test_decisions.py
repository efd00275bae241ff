"""The decisions in docs/adr: numbered without gaps, and every one in the index."""

import re
from pathlib import Path

DECISIONS = Path(__file__).parents[1] / "docs/adr"


def test_decisions_are_numbered_without_gaps_and_listed() -> None:
    files = sorted(DECISIONS.glob("0*.md"))
    assert [int(file.name[:4]) for file in files] == list(range(1, len(files) + 1))
    titles = [
        re.fullmatch(r"# (\d+)\. (.+)", file.read_text(encoding="utf-8").splitlines()[0])
        for file in files
    ]
    index = (DECISIONS / "README.md").read_text(encoding="utf-8").splitlines()
    expected = [
        f"{title[1]}. [{title[2]}]({file.name})"
        for file, title in zip(files, titles, strict=True)
        if title
    ]
    assert len(expected) == len(files)
    assert [line for line in index if line[:1].isdigit()] == expected
