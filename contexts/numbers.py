"""Which JSON numbers every processor writes alike (JSON-LD 1.1 API, 8.6)."""

import math

MAX_INTEGER = 2**53
"""Beyond it JavaScript rounds."""
_MIN_FRACTION = 1e-6
"""Below it JavaScript writes an exponent and its JSON-LD library takes the number for an integer."""


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
    # The canonical form has 16 significant digits. Unless they are the digits of the shortest
    # form too, rounding differs between processors.
    if f"{number:.15E}" != f"{_shortest_digits(number):.15E}" or _digits(number) > _SAFE_DIGITS:
        return "the fraction has too many digits to be written alike everywhere; write a string."
    return None


_SAFE_DIGITS = 15


def _shortest_digits(number: float) -> float:
    return float(repr(number))


def _digits(number: float) -> int:
    mantissa = repr(abs(number)).split("e")[0].replace(".", "")
    return len(mantissa.strip("0"))
