"""Workload in words: hours, ECTS and VET credit points with the plural form each number asks."""

from decimal import Decimal

from app.web.languages import Language
from issuer.model.programme import Workload


def workload(of: Workload, language: Language) -> str:
    """Say the workload: "40 ur · 2 ECTS"; "" when nothing is stated."""
    parts = []
    if of.hours is not None:
        number = _plural_number(of.hours)
        noun = language.ngettext("hour", "hours", number)
        parts.append(f"{language.number(of.hours)} {noun}")
    if of.ects is not None:
        parts.append(f"{language.number(of.ects)} ECTS")
    if of.vet_credit_points is not None:
        number = _plural_number(of.vet_credit_points)
        noun = language.ngettext("VET credit point", "VET credit points", number)
        parts.append(f"{language.number(of.vet_credit_points)} {noun}")
    return " · ".join(part.replace(" ", "\u00a0") for part in parts)


def _plural_number(number: Decimal) -> int:
    """Give the whole number whose plural form fits; Slovenian fractions go with 3 ("2,5 ure")."""
    return int(number) if number == number.to_integral_value() else 3
