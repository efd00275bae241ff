"""The table of problems: complete, used, and each code with a home."""

import re
from pathlib import Path

import pytest

import verifier
from verifier.problems import PROBLEMS, problem

SOURCES = "\n".join(
    path.read_text(encoding="utf-8")
    for path in sorted(Path(verifier.__file__).parent.rglob("*.py"))
    if path.name not in {"problems.py", "content_problems.py", "problem_types.py"}
)
NAMED = set(re.findall(r'"([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|REVOKED|SUSPENDED|EXPIRED)"', SOURCES))
NOT_CODES = {"DRAFT_NAMES", "LIMITS", "PROBLEMS", "PROOF_TYPES", "TRUST_NOBODY"}
# Of a pack that cannot be read: there is no credential to judge, so `app` says it, not a report.
OF_PACKS = {"EVIDENCE_ALTERED", "EVIDENCE_MALFORMED", "EVIDENCE_NEWER"}
STANDARD = (
    "https://www.w3.org/TR/vc-data-model#",
    "https://w3id.org/security#",
    "https://www.w3.org/ns/credentials/status-list#",
)


def test_every_code_in_the_source_is_in_the_table_and_none_is_left_over() -> None:
    assert set(PROBLEMS) == NAMED - NOT_CODES - OF_PACKS


def test_every_problem_has_a_type_and_a_title() -> None:
    for code, kind in PROBLEMS.items():
        assert kind.code == code
        assert kind.type == f"/problems/{code}" or kind.type.startswith(STANDARD)
        assert kind.title
        assert not kind.title.endswith(".")


def test_titles_tell_codes_apart() -> None:
    titles = [kind.title for kind in PROBLEMS.values()]
    assert len(set(titles)) == len(titles)


def test_an_unknown_code_is_a_bug() -> None:
    with pytest.raises(KeyError):
        problem("NO_SUCH_CODE", "…")
