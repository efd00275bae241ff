"""A level in words: the numbers of SOK and EQF mean little to most readers."""

from dataclasses import dataclass

from app.web.languages import N_, Language
from issuer.model.programme import Level

# What education in Slovenia leads to a qualification of this level (ZSOK, article 6). A
# micro-credential of the level is as demanding, and gives no such degree.
_WORDS = {
    1: N_("unfinished basic school"),
    2: N_("basic school"),
    3: N_("short vocational education"),
    4: N_("secondary vocational education"),
    5: N_("secondary technical or general education"),
    6: N_("short-cycle higher vocational education"),
    7: N_("first-cycle higher education"),
    8: N_("second-cycle higher education (master's)"),
    9: N_("research master's of the former system"),
    10: N_("doctoral education"),
}

_CYCLES = {
    "short cycle": N_("short cycle"),
    "first cycle": N_("first cycle"),
    "second cycle": N_("second cycle"),
    "third cycle": N_("third cycle"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelView:
    """A level as a reader sees it."""

    sok: int | None
    short: str
    """ "SOK 4 · EQF 4", or that there is none; "" when nothing is stated."""
    words: str
    """What education is as demanding; "" without a level."""
    cycle: str
    reasoning: str


def level_view(level: Level, language: Language) -> LevelView:
    """Say a level in words."""
    names = [f"SOK {level.sok}"] if level.sok else []
    if level.eqf:
        eqf = language.gettext(N_("EQF"))
        names.append(f"{eqf} {level.eqf}")
    without = language.gettext(N_("No level set")) if level.no_level else ""
    return LevelView(
        sok=level.sok,
        short=" · ".join(names) or without,
        words=language.gettext(_WORDS[level.sok]) if level.sok in _WORDS else "",
        cycle=language.gettext(_CYCLES.get(level.qf_ehea, level.qf_ehea)) if level.qf_ehea else "",
        reasoning=language.text(level.reasoning),
    )
