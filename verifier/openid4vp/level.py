"""Levels of two frameworks compared: the European one, and the Slovenian with its finer steps."""

from contexts import JsonObject, sok_levels
from verifier.openid4vp.asked import Framework, Level
from verifier.openid4vp.content import levels


def eqf_level(level: Level) -> int:
    """Give the European level that corresponds to what was asked."""
    if level.framework is Framework.EQF:
        return level.at_least
    return _eqf_of_sqf()[level.at_least]


def reaches(document: JsonObject, wanted: Level) -> tuple[bool | None, str]:
    """Tell whether a credential's level suffices, and which it states; None: it cannot be said.

    Of several the lowest counts: a credential may also name a level that it only leads to.
    """
    own = levels(document, wanted.framework)
    if own:
        return min(own) >= wanted.at_least, str(min(own))
    if wanted.framework is Framework.EQF:
        converted = {_eqf_of_sqf()[level] for level in levels(document, Framework.SQF)}
        return (min(converted) >= wanted.at_least, str(min(converted))) if converted else (None, "")
    return _by_european(document, wanted)


def _by_european(document: JsonObject, wanted: Level) -> tuple[bool | None, str]:
    """Compare with a Slovenian level by European ones, of which several may share one."""
    european = levels(document, Framework.EQF)
    if not european:
        return None, ""
    found, needed = min(european), eqf_level(wanted)
    lowest = min(level for level, eqf in _eqf_of_sqf().items() if eqf == needed)
    if found == needed and lowest < wanted.at_least:
        return None, ""
    return found >= needed, ""


def _eqf_of_sqf() -> dict[int, int]:
    return {known.level: known.eqf for known in sok_levels()}
