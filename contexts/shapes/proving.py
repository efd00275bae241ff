"""Every compiled shape proves itself against the full path before it is used."""

from collections.abc import Sequence

from contexts.errors import ContextsError
from contexts.full_path import canonical_in_full
from contexts.shapes.compiled import CompiledShape
from contexts.shapes.example import Example
from contexts.shapes.refusals import Fallback, NotCompilable


def prove(shape: CompiledShape, example: Example, expected: str) -> None:
    """Fill in two sets of texts, and compare with the full path, byte for byte.

    `expected` is the canonical form of the example, which is one set unless it falls back.
    Raises NotCompilable.
    """
    _compare(shape, example, _made_up(shape, len(example.texts), 1))
    try:
        same = shape.fill(example.texts) == expected.encode()
    except Fallback:
        _compare(shape, example, _made_up(shape, len(example.texts), 2))
    else:
        if not same:
            raise NotCompilable("proof_failed")


def _compare(shape: CompiledShape, example: Example, texts: Sequence[str]) -> None:
    try:
        filled = shape.fill(texts)
        full = canonical_in_full(example.rebuilt(texts), hash_name=shape.hash_name)
    except Fallback as fallback:
        raise NotCompilable(f"always_{fallback.reason}") from fallback
    except ContextsError as error:
        raise NotCompilable("proof_refused") from error
    if filled != full.encode():
        raise NotCompilable("proof_failed")


def _made_up(shape: CompiledShape, slots: int, seed: int) -> list[str]:
    """Write texts with everything that has to be escaped, all different but for the sameness."""
    numbers = shape.sameness.numbers(slots)
    texts = [f'{seed}.{number} %s %% {{}} "\\ \t\n\x7f\u2028 č' for number in numbers]
    for slot in shape.sameness.identifiers:
        texts[slot] = f"https://proof.example/{seed}%20č#{numbers[slot]}"
    return texts
