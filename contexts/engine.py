"""Which of three ways canonicalization goes. All give the same bytes and the same errors."""

from dataclasses import dataclass
from enum import StrEnum


class Engine(StrEnum):
    """How much is remembered from one document for the next."""

    COMPILED = "compiled"
    """JSON-LD runs once per shape of document, then only strings are filled in."""
    MEMOISED = "memoised"
    """JSON-LD runs for every document, but each context is processed once: the emergency switch."""
    PLAIN = "plain"
    """Nothing is remembered: the naive path, kept runnable so that the bench can divide by it."""


@dataclass(slots=True)
class _Switch:
    engine: Engine = Engine.COMPILED


_SWITCH = _Switch()


def use_engine(engine: Engine) -> None:
    """Choose the engine of this process, once, at its start; documents in work may see either."""
    _SWITCH.engine = engine


def engine_in_use() -> Engine:
    """Return the engine of this process. Whoever adds a short cut asks it in one named place."""
    return _SWITCH.engine
