"""Is every mandatory element of Annex I there? What is missing is named in both languages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from issuer.annex_i import ELEMENTS, Element
from issuer.content_faults import content_faults
from issuer.errors import Incomplete, InvalidContent
from issuer.levels import level_for_sok
from issuer.model.organisation import Profile
from issuer.model.programme import Level, ProgrammeContent
from issuer.model.text import Text
from issuer.value_rules import is_country

__all__ = [
    "MissingElement",
    "content_faults",
    "level_for_sok",
    "missing_elements",
    "require_complete",
    "unstated_elements",
]


@dataclass(frozen=True, slots=True)
class MissingElement:
    """An element of Annex I that is not stated."""

    element: str
    """Its key in `issuer.annex_i.ELEMENTS`."""
    name: Text
    path: str
    """JSON Pointer (RFC 6901) to where it belongs: in the content, or in the profile."""
    mandatory: bool

    @property
    def sentence(self) -> Text:
        """Say it in both languages."""
        return {"sl": f"Manjka: {self.name['sl']}.", "en": f"Missing: {self.name['en']}."}


def missing_elements(
    content: ProgrammeContent, profile: Profile | None = None
) -> tuple[MissingElement, ...]:
    """Name each mandatory element that the programme, or its profile if given, does not state."""
    missing = [
        _missing(element)
        for element in ELEMENTS.values()
        if element.mandatory and element.key in _PROGRAMME and not _PROGRAMME[element.key](content)
    ]
    if profile is not None and not is_country(profile.country):
        missing.append(_missing(ELEMENTS["country"]))
    if profile is not None and not any(profile.name.values()):
        missing.append(_missing(ELEMENTS["awarding-body"]))
    return tuple(missing)


def unstated_elements(content: ProgrammeContent) -> tuple[MissingElement, ...]:
    """Name the optional elements that the programme leaves open: advice, never an obstacle."""
    return tuple(
        _missing(element)
        for element in ELEMENTS.values()
        if not element.mandatory
        and element.key in _PROGRAMME
        and not _PROGRAMME[element.key](content)
    )


def require_complete(content: ProgrammeContent, profile: Profile | None = None) -> None:
    """Raise Incomplete or InvalidContent unless the programme can be judged."""
    missing = missing_elements(content, profile)
    if missing:
        names = ", ".join(element.name["en"] for element in missing)
        raise Incomplete(f"The programme is not complete: add {names}.", missing=missing)
    faults = content_faults(content)
    if faults:
        raise InvalidContent(
            f"The programme has faults to put right: {faults[0].sentence['en']}", faults=faults
        )


def _missing(element: Element) -> MissingElement:
    return MissingElement(element.key, element.name, _PATHS[element.key], element.mandatory)


def _has_text(text: Text) -> bool:
    return any(value.strip() for value in text.values())


def _has_level(content: ProgrammeContent) -> bool:
    level: Level = content.level
    if level.no_level:  # a valid answer, with its reason
        return _has_text(level.reasoning)
    each_reasoned = bool(content.outcomes) and all(
        _has_text(outcome.level_reasoning) for outcome in content.outcomes
    )
    return level.sok is not None and (_has_text(level.reasoning) or each_reasoned)


def _has_workload(content: ProgrammeContent) -> bool:
    load = content.workload
    return any(value is not None for value in (load.hours, load.ects, load.vet_credit_points))


def _has_outcomes(content: ProgrammeContent) -> bool:
    return bool(content.outcomes) and all(_has_text(item.statement) for item in content.outcomes)


def _has_assessment_types(content: ProgrammeContent) -> bool:
    return bool(content.assessments) and all(item.type for item in content.assessments)


def _has_quality_assurance(content: ProgrammeContent) -> bool:
    return content.quality_assurance is not None and _has_text(content.quality_assurance.body)


def _has_supervision(content: ProgrammeContent) -> bool:
    return bool(content.assessments) and all(item.supervision for item in content.assessments)


_PROGRAMME: dict[str, Callable[[ProgrammeContent], bool]] = {
    "title": lambda content: _has_text(content.title),
    "learning-outcomes": _has_outcomes,
    "workload": _has_workload,
    "level": _has_level,
    "assessment-type": _has_assessment_types,
    "participation": lambda content: bool(content.participation),
    "quality-assurance": _has_quality_assurance,
    "prerequisites": lambda content: _has_text(content.prerequisites),
    "supervision": _has_supervision,
    "stackability": lambda content: content.stackability.stackable,
    "further-information": lambda content: _has_text(content.further_information),
}

_PATHS: dict[str, str] = {
    "title": "/title",
    "country": "/profile/country",
    "awarding-body": "/profile/name",
    "learning-outcomes": "/outcomes",
    "workload": "/workload",
    "level": "/level",
    "assessment-type": "/assessments",
    "participation": "/participation",
    "quality-assurance": "/quality_assurance",
    "prerequisites": "/prerequisites",
    "supervision": "/assessments",
    "stackability": "/stackability",
    "further-information": "/further_information",
}
