"""Which JSON numbers every processor writes alike (JSON-LD 1.1 API, 8.6)."""

import math

MAX_INTEGER = 2**53
"""Beyond it JavaScript rounds."""

_MIN_FRACTION = 1e-6
"""Below it JavaScript writes an exponent, and jsonld.js then takes the number for an integer."""

_SAFE_DIGITS = 15
"""Decimal digits that a double always keeps."""


def number_fault(number: float) -> str | None:
    """Say why the number has no one spelling in RDF, or return None."""
    if isinstance(number, bool):
        return None
    if isinstance(number, float) and not math.isfinite(number):
        return "NaN and Infinity are no JSON numbers."
    if abs(number) > MAX_INTEGER:
        return "numbers beyond 2^53 are rounded by some processors; write a string."
    if isinstance(number, float):
        return _fraction_fault(number)
    return None


def _fraction_fault(number: float) -> str | None:
    if number == 0 and math.copysign(1, number) < 0:
        return "minus zero is written differently by some processors; write 0."
    if number.is_integer():
        return None
    if abs(number) < _MIN_FRACTION:
        return "fractions below 0.000001 are lost by some processors; write a string."
    # Canonical doubles have 16 digits; where those are not the shortest form, rounding differs.
    shortest = _digits(repr(number))
    if len(shortest) > _SAFE_DIGITS or shortest != _digits(f"{number:.15E}"):
        return "the fraction has too many digits to be written alike everywhere; write a string."
    return None


def _digits(spelling: str) -> str:
    mantissa = spelling.lower().split("e")[0]
    return mantissa.lstrip("-").replace(".", "").strip("0")
