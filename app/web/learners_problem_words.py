"""What a refusal says in the languages that only a learner's own pages speak."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources

from app.web.languages import LANGUAGES, LEARNERS_LANGUAGES

TRANSLATED = tuple(code for code in LEARNERS_LANGUAGES if code not in LANGUAGES)
"""Problem documents themselves speak the others."""

_OF_ANY_OTHER = "REFUSED"


def problem_words(code: str, language: str) -> Mapping[str, str] | None:
    """Give title and next step of a problem; None where its own texts have the language.

    What no learner meets has no words of its own, and is said in general.
    """
    if language not in TRANSLATED:
        return None
    words = _words(language)
    return words.get(code, words[_OF_ANY_OTHER])


@lru_cache(maxsize=len(LEARNERS_LANGUAGES))
def _words(language: str) -> Mapping[str, Mapping[str, str]]:
    file = resources.files("app.web") / "problem_words" / f"{language}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))
