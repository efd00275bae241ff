"""A table of verdicts as its page shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.web.languages import Language
from app.web.views.verdict import OUTCOME_TONES, OUTCOME_WORDS

Row = Mapping[str, Any]
_LONGEST_ISSUER = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkRowView:
    """One line."""

    position: int
    name: str
    tone: str
    word: str
    sentence: str
    code: str
    issuer: str
    issuer_known: bool
    achievement: str
    learner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CountView:
    """How many came to one outcome."""

    tone: str
    word: str
    number: str


def bulk_row(row: Row, language: Language) -> BulkRowView:
    """Say one row in one language."""
    outcome = row["outcome"]
    return BulkRowView(
        position=row["position"],
        name=row["name"],
        tone=OUTCOME_TONES[outcome],
        word=language.gettext(OUTCOME_WORDS[outcome]),
        sentence=language.text(row["sentence"]),
        code=row["code"] or "",
        issuer=_shortened(language.text(row["issuer"])) if row["issuer"] else "",
        issuer_known=row["issuer_known"],
        achievement=row["achievement"] or "",
        learner=row["learner"] or "",
    )


def _shortened(identifier: str) -> str:
    """Cut an identifier that holds a whole key; the file has all of it."""
    whole = len(identifier) <= _LONGEST_ISSUER
    return identifier if whole else identifier[: _LONGEST_ISSUER - 1] + "…"


def bulk_counts(rows: Sequence[Row], language: Language) -> list[CountView]:
    """Count the rows by outcome."""
    return [
        CountView(
            tone=tone,
            word=language.gettext(OUTCOME_WORDS[outcome]),
            number=language.number(sum(row["outcome"] == outcome for row in rows)),
        )
        for outcome, tone in OUTCOME_TONES.items()
    ]
