"""The switch, and that behind it the bytes and the errors are the same."""

from collections.abc import Callable
from typing import Any

import pytest

from contexts import (
    ContextsError,
    Engine,
    canonicalize,
    check_lossless,
    counters,
    engine_in_use,
    use_engine,
)
from tests.contexts.reference_data import badge, credential

pytestmark = pytest.mark.usefixtures("engine_restored")


def outcome(document: dict[str, Any]) -> str:
    try:
        return canonicalize(document)
    except ContextsError as error:
        return f"{error.code}: {error.sentence}"


def test_one_engine_is_used_until_another_is_chosen(pytestconfig: pytest.Config) -> None:
    assert engine_in_use() is pytestconfig.getoption("--engine")

    use_engine(Engine.PLAIN)

    assert engine_in_use() is Engine.PLAIN


@pytest.mark.parametrize("engine", [Engine.MEMOISED, Engine.PLAIN])
def test_the_other_engines_ask_no_shape(engine: Engine) -> None:
    use_engine(engine)
    before = counters()

    for _ in range(4):
        canonicalize(badge())
        check_lossless(badge())

    assert counters() == before


@pytest.mark.parametrize(
    "make",
    [
        badge,
        lambda: badge(secretGrade="A"),
        lambda: badge(id="relative"),
        lambda: credential(issuer="_:somebody"),
        lambda: credential(issuer=None),
    ],
    ids=["complete", "undefined term", "relative id", "blank issuer", "null"],
)
def test_all_engines_say_the_same_each_time(make: Callable[[], dict[str, Any]]) -> None:
    said = set()
    for engine in Engine:
        use_engine(engine)
        said |= {outcome(make()) for _ in range(4)}

    assert len(said) == 1
