"""SOK level, EQF level and QF-EHEA cycle, kept consistent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from contexts import SokLevel, sok_levels
from issuer.faults import Fault, fault
from issuer.model.programme import Level


def sok_level(sok: int) -> SokLevel | None:
    """Find a level of the Slovenian Qualifications Framework, 1 to 10; None for any other."""
    return next((known for known in sok_levels() if known.level == sok), None)


def level_for_sok(sok: int) -> Level:
    """Give a SOK level with its EQF and QF-EHEA counterpart. Raises KeyError for no such level."""
    known = sok_level(sok)
    if known is None:
        raise KeyError(sok)
    return Level(sok=known.level, eqf=known.eqf, qf_ehea=known.qf_ehea)


def with_counterparts(level: Level) -> Level:
    """Fill in the EQF level and cycle that follow from the SOK level; change nothing given."""
    known = None if level.sok is None else sok_level(level.sok)
    if known is None:
        return level
    return replace(
        level,
        eqf=known.eqf if level.eqf is None else level.eqf,
        qf_ehea=level.qf_ehea or known.qf_ehea,
    )


def level_faults(level: Level) -> Iterator[Fault]:
    """Name what contradicts: a SOK level beside a foreign EQF level or cycle, or "no level"."""
    if level.no_level:
        if level.sok is not None or level.eqf is not None or level.qf_ehea:
            yield fault("LEVEL_AND_NO_LEVEL", "/level/no_level")
        return
    if level.sok is None:
        return  # a missing level is told by issuer.completeness
    known = sok_level(level.sok)
    if known is None:
        yield fault("SOK_UNKNOWN", "/level/sok", sok=level.sok)
        return
    if level.eqf not in (None, known.eqf):
        yield fault(
            "EQF_CONTRADICTS", "/level/eqf", sok=level.sok, expected=known.eqf, given=level.eqf
        )
    if level.qf_ehea and level.qf_ehea != known.qf_ehea:
        yield fault(
            "QF_EHEA_CONTRADICTS",
            "/level/qf_ehea",
            sok=level.sok,
            expected=known.qf_ehea or "-",
            given=level.qf_ehea,
        )
