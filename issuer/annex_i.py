"""The sixteen European standard elements of a micro-credential, by name.

Council Recommendation 2022/C 243/02, Annex I. No exchange format forces them, so we do.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from issuer.model.text import Text


class ToldBy(StrEnum):
    """Which record states the element."""

    PROGRAMME = "programme"
    PROFILE = "profile"
    AWARD = "award"


@dataclass(frozen=True, slots=True)
class Element:
    """One element of Annex I."""

    key: str
    mandatory: bool
    told_by: ToldBy
    name: Text


def _element(key: str, told_by: ToldBy, sl: str, en: str, *, mandatory: bool = True) -> Element:
    return Element(key, mandatory, told_by, {"sl": sl, "en": en})


_P, _A = ToldBy.PROGRAMME, ToldBy.AWARD

ELEMENTS: dict[str, Element] = {
    element.key: element
    for element in (
        _element("learner", _A, "identifikacija udeleženca", "identification of the learner"),
        _element("title", _P, "naziv mikrodokazila", "title of the micro-credential"),
        _element(
            "country",
            ToldBy.PROFILE,
            "država oziroma regija izdajatelja",
            "country or region of the issuer",
        ),
        _element("awarding-body", ToldBy.PROFILE, "organ, ki podeljuje dokazilo", "awarding body"),
        _element("issuing-date", _A, "datum podelitve", "date of issuing"),
        _element("learning-outcomes", _P, "učni izidi", "learning outcomes"),
        _element(
            "workload",
            _P,
            "predvidena obremenitev (ure, ECTS ali kreditne točke)",
            "notional workload (hours, ECTS or credit points)",
        ),
        _element(
            "level", _P, "raven (SOK, EOK, stopnja) z utemeljitvijo", "level and cycle with reasons"
        ),
        _element("assessment-type", _P, "vrsta preverjanja znanja", "type of assessment"),
        _element("participation", _P, "oblika udeležbe", "form of participation"),
        _element(
            "quality-assurance", _P, "vrsta zagotavljanja kakovosti", "type of quality assurance"
        ),
        _element("prerequisites", _P, "pogoji za vpis", "prerequisites", mandatory=False),
        _element(
            "supervision",
            _P,
            "nadzor in preverjanje identitete pri preverjanju znanja",
            "supervision and identity verification during assessment",
            mandatory=False,
        ),
        _element("grade", _A, "ocena", "grade achieved", mandatory=False),
        _element(
            "stackability",
            _P,
            "možnosti povezovanja in nalaganja",
            "integration and stackability",
            mandatory=False,
        ),
        _element(
            "further-information", _P, "dodatne informacije", "further information", mandatory=False
        ),
    )
}
"""Eleven mandatory elements, then five optional ones, in the order of the Annex."""
