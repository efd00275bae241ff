"""Templates are exact or fall back; and a template that is not exact is noticed."""

from collections.abc import Callable, Sequence

import pytest

from contexts import CanonicalTemplate, Fallback
from tests.differential.templating import FILLS, compare_templates

TEMPLATES = 250
SEEDS = (20_261_123, 20_261_124)


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_no_template_fills_in_a_wrong_byte(
    seed: int, record_property: Callable[[str, object], None]
) -> None:
    score = compare_templates(seed, TEMPLATES)

    record_property("differential", f"seed {seed}: {score}")
    assert score.wrong == [], f"seed {seed}: {score.wrong[:3]}"
    assert score.templates > TEMPLATES // 5
    # Most fillings are honest, and those are filled.
    assert score.exact > score.templates * FILLS // 4


def test_a_filling_that_forgets_what_equal_texts_mean_is_noticed() -> None:
    def careless(template: CanonicalTemplate, texts: Sequence[str]) -> str:
        return template._shape.fill(texts).decode()

    assert compare_templates(3, 60, careless).wrong


def test_a_filling_with_one_wrong_character_is_noticed() -> None:
    def unescaped(template: CanonicalTemplate, texts: Sequence[str]) -> str:
        return template.fill(texts).replace('\\"', '"')

    assert compare_templates(3, 60, unescaped).wrong


def test_falling_back_is_never_wrong() -> None:
    def cautious(_template: CanonicalTemplate, _texts: Sequence[str]) -> str:
        raise Fallback("never_sure")

    score = compare_templates(3, 20, cautious)

    assert score.wrong == []
    assert score.fallbacks == {"never_sure": score.templates * FILLS}
