"""The composition root: what is chosen for the whole process at its start."""

from contexts import Engine, engine_in_use, use_engine
from tests.app.serving import serving, settings_for


def test_the_service_uses_the_engine_of_its_settings(sqlite_url: str) -> None:
    try:
        with serving(settings_for(sqlite_url, engine="memoised")):
            assert engine_in_use() is Engine.MEMOISED
        with serving(settings_for(sqlite_url, engine="compiled")):
            assert engine_in_use() is Engine.COMPILED
    finally:
        use_engine(Engine.COMPILED)
