"""Claim codes: short enough to be typed from paper, long enough not to be guessed.

Twelve characters of Crockford's Base32, in groups of four: 55 random bits and a check character. Of
his 37 check symbols five are signs that nobody finds on a phone; codes whose check would be one of
those are not drawn. It catches every wrong character and every two that changed places, so a slip
of the finger is told apart from a guess.
"""

from __future__ import annotations

from collections.abc import Callable

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_RANDOM = 11
_GROUP = 4
_CHECK_MODULUS = 37
_BASE = len(ALPHABET)
_MEANT = str.maketrans("OIL", "011", " -\u2010\u2011\u2013\u2014_./")
"""What people write for what they read (Crockford), and what they put between the groups."""
LONGEST_TYPED = 64


def new_code(random_index: Callable[[int], int]) -> str:
    """Draw a code; `random_index` gives one of so many places, each as likely."""
    while True:
        value = random_index(_BASE**_RANDOM)
        check = value % _CHECK_MODULUS
        if check < _BASE:
            return _digits(value) + ALPHABET[check]


def written(code: str) -> str:
    """Write a code in groups of four, as it stands on paper."""
    return "-".join(code[start : start + _GROUP] for start in range(0, len(code), _GROUP))


def read_code(typed: str) -> str | None:
    """Read what somebody typed; None if it is no code at all, or has a slip in it."""
    if len(typed) > LONGEST_TYPED:
        return None
    code = "".join(typed.split()).upper().translate(_MEANT)
    if len(code) != _RANDOM + 1 or any(character not in ALPHABET for character in code):
        return None
    value = 0
    for character in code[:_RANDOM]:
        value = value * _BASE + ALPHABET.index(character)
    return code if value % _CHECK_MODULUS == ALPHABET.index(code[_RANDOM]) else None


def _digits(value: int) -> str:
    digits = []
    for _ in range(_RANDOM):
        value, digit = divmod(value, _BASE)
        digits.append(ALPHABET[digit])
    return "".join(reversed(digits))
