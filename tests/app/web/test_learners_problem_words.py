"""A refusal on a learner's page in Italian or Hungarian: nothing of it is English."""

from __future__ import annotations

import tomllib
from pathlib import Path
from types import SimpleNamespace

import pytest
from starlette.requests import Request

from app.learner_problems import LEARNER_PROBLEMS
from app.problem_kinds import PROBLEM_KINDS
from app.problems import Answering, problem_document
from app.web import learners_problem_words
from app.web.errors import problem_page
from app.web.learners_problem_words import TRANSLATED, problem_words

WORDS = Path(learners_problem_words.__file__).parent / "problem_words"
APP = SimpleNamespace(
    state=SimpleNamespace(settings=SimpleNamespace(public_url="https://dokazilo.example"))
)


def page(path: str, code: str, language: str) -> str:
    request = Request(
        {
            "type": "http",
            "app": APP,
            "method": "GET",
            "path": path,
            "query_string": b"",
            "headers": [(b"accept-language", language.encode())],
        }
    )
    answering = Answering("https://dokazilo.example", "42")
    return bytes(
        problem_page(request, problem_document(PROBLEM_KINDS[code], answering)).body
    ).decode()


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_page_of_a_learner_refuses_in_english(language: str) -> None:
    for code, kind in PROBLEM_KINDS.items():
        shown = page("/claim/x", code, language)
        assert f'lang="{language}"' in shown
        for english in (kind.title["en"], kind.next_step["en"]):
            assert english not in shown, code


@pytest.mark.parametrize("language", TRANSLATED)
def test_whatever_a_learner_meets_has_words_of_its_own(language: str) -> None:
    general = problem_words("REFUSED", language)
    for code in LEARNER_PROBLEMS:
        assert problem_words(code, language) not in (general, None), code
    assert problem_words("SEAL_KEY_UNUSABLE", language) == general


def test_both_languages_know_the_same_problems() -> None:
    italian, hungarian = (
        tomllib.loads((WORDS / f"{each}.toml").read_text(encoding="utf-8")) for each in TRANSLATED
    )
    assert italian.keys() == hungarian.keys() <= PROBLEM_KINDS.keys()
    assert {frozenset(each) for each in (*italian.values(), *hungarian.values())} == {
        frozenset({"title", "next_step"})
    }


def test_other_pages_and_languages_keep_their_own_words() -> None:
    title = PROBLEM_KINDS["CLAIM_ENDED"].title
    assert title["sl"] in page("/claim/x", "CLAIM_ENDED", "sl")
    assert title["en"] in page("/claim/x", "CLAIM_ENDED", "en")
    assert title["en"] in page("/programmes/x", "CLAIM_ENDED", "hu")
