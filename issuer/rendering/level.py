"""How a programme's level is told in words."""

from __future__ import annotations

from issuer.model.programme import Level
from issuer.rendering.phrases import phrase


def level_in_words(level: Level, language: str) -> str:
    """Name the level in the national framework and in the European one; empty when unknown."""
    if level.no_level:
        return phrase("no-level", language)
    parts = (
        phrase("sok", language, level=str(level.sok)) if level.sok else "",
        phrase("eqf", language, level=str(level.eqf)) if level.eqf else "",
    )
    return ", ".join(part for part in parts if part)
