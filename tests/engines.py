"""`pytest --engine memoised`: the same tests without compiled shapes. All must stay correct."""

from collections.abc import Iterator

import pytest

from contexts.engine import Engine, engine_in_use, use_engine


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the option."""
    parser.addoption("--engine", default=Engine.COMPILED, type=Engine, choices=list(Engine))


def pytest_configure(config: pytest.Config) -> None:
    """Use the engine unless a test chooses another."""
    use_engine(config.getoption("--engine"))


@pytest.fixture
def engine_restored() -> Iterator[None]:
    """Let a test choose engines; afterwards the one of this run is in use again."""
    of_this_run = engine_in_use()
    yield
    use_engine(of_this_run)


@pytest.fixture
def compiled_shapes(engine_restored: None) -> None:
    """Use compiled shapes, whatever the engine of this run: the test is about them."""
    assert engine_restored is None
    use_engine(Engine.COMPILED)
