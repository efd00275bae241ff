"""Grading scales: what a grade may be, and which one passes.

All values are texts, as Open Badges 3.0 writes them; those of a numeric scale are decimal numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from issuer.faults import Fault, fault
from issuer.model.programme import GradeType, GradingScale, ProgrammeContent

_NUMERIC = frozenset({GradeType.PERCENT, GradeType.RAW_SCORE})


def overall_scale(content: ProgrammeContent) -> GradingScale | None:
    """Give the scale of the overall grade; None when any text will do."""
    if content.grading is not None:
        return content.grading
    graded = [item.grading for item in content.assessments if item.grading is not None]
    return graded[0] if len(graded) == 1 else None


def scale_faults(scale: GradingScale, path: str) -> Iterator[Fault]:
    """Name what keeps a scale from measuring."""
    if scale.type in _NUMERIC:
        low, high = _number(scale.minimum), _number(scale.maximum)
        if low is None or high is None or low >= high:
            yield fault("SCALE_BOUNDS", path)
            return
    elif not scale.allowed_values:
        yield fault("SCALE_VALUES_MISSING", f"{path}/allowed_values")
        return
    if scale.passing is not None and not is_on_scale(scale.passing, scale):
        yield fault("SCALE_PASSING", f"{path}/passing")


def grade_fault(grade: str, scale: GradingScale, path: str) -> Fault | None:
    """Say why a grade earns nothing on this scale; None when it passes."""
    if not is_on_scale(grade, scale):
        return fault("GRADE_OUTSIDE_SCALE", path, grade=grade, scale=_described(scale))
    if scale.passing is not None and _below(grade, scale.passing, scale):
        return fault("GRADE_NOT_PASSING", path, grade=grade, passing=scale.passing)
    return None


def is_on_scale(grade: str, scale: GradingScale) -> bool:
    """Tell whether the scale has this grade."""
    if scale.allowed_values:
        return grade in scale.allowed_values
    if scale.type not in _NUMERIC:
        return bool(grade.strip())
    value, low, high = _number(grade), _number(scale.minimum), _number(scale.maximum)
    return value is not None and low is not None and high is not None and low <= value <= high


def _below(grade: str, passing: str, scale: GradingScale) -> bool:
    if scale.allowed_values:  # from lowest to highest
        return scale.allowed_values.index(grade) < scale.allowed_values.index(passing)
    value, least = _number(grade), _number(passing)
    return value is not None and least is not None and value < least


def _number(text: str | None) -> Decimal | None:
    try:
        value = Decimal(text) if text else None
    except InvalidOperation:
        return None
    return value if value is not None and value.is_finite() else None


def _described(scale: GradingScale) -> str:
    if scale.allowed_values:
        return ", ".join(scale.allowed_values)
    return f"{scale.minimum}-{scale.maximum}"
