"""What letters say, in the four languages: read from `words/<language>.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from importlib import resources
from typing import Any
from zoneinfo import ZoneInfo

from app.mail.letter import LetterKind
from issuer.rendering.phrases import long_date

LANGUAGES = ("sl", "en", "it", "hu")
_ZONE = ZoneInfo("Europe/Ljubljana")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The words of one letter, in one language, with everything filled in."""

    subject: str
    preview: str
    """What a mailbox shows beside the subject."""
    heading: str
    greeting: str
    paragraphs: tuple[str, ...]
    code: str
    button: str
    after: tuple[str, ...]
    farewell: str
    button_hint: str
    automatic: str
    stop_hint: str
    stop: str


def spoken(*wanted: str | None) -> str:
    """Give the first of these languages that letters are written in, else English."""
    for language in wanted:
        bare = (language or "").split("-")[0]
        if bare in LANGUAGES:
            return bare
    return "en"


def words_for(kind: LetterKind, language: str, facts: Mapping[str, str]) -> Said:
    """Fill in a letter's words. `facts` may hold name, school, programme, code and others."""
    words = _words(language)
    own = words[kind.value]
    greeting = words["greeting" if facts.get("name") else "greeting_without_name"]
    return Said(
        subject=" ".join(own["subject"].format_map(facts).split()),
        preview=own["preview"].format_map(facts),
        heading=own["heading"].format_map(facts),
        greeting=greeting.format_map(facts),
        paragraphs=tuple(each.format_map(facts) for each in own["paragraphs"]),
        code=own.get("code", "").format_map(facts),
        button=own["button"],
        after=tuple(each.format_map(facts) for each in own["after"]),
        **{name: words[name] for name in _ALWAYS},
    )


def written_out(moment: datetime, language: str) -> str:
    """Write a moment as the language does, in Slovenian time."""
    local = moment.astimezone(_ZONE)
    return f"{long_date(local.date(), language)}, {local:%H:%M}"


_ALWAYS = ("farewell", "button_hint", "automatic", "stop_hint", "stop")


@lru_cache(maxsize=len(LANGUAGES))
def _words(language: str) -> dict[str, Any]:
    file = resources.files("app.mail") / "words" / f"{language}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))
