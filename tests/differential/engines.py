"""Our engines, each behind the door as the product has it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from contexts import Engine, HashName, JsonObject, canonical, canonicalize, use_engine
from contexts.shapes.shape_cache import ShapeCache
from tests.contexts.shapes.insisting import IMPATIENCE
from tests.differential.samples import Canonicalize


@contextmanager
def using(engine: Engine) -> Iterator[None]:
    """Use an engine for a while; afterwards the usual one is in use again."""
    use_engine(engine)
    try:
        yield
    finally:
        use_engine(Engine.COMPILED)


def under(engine: Engine, hash_name: HashName = "sha256") -> Canonicalize:
    """Give the door with an engine."""

    def canonical(document: JsonObject, /) -> str:
        with using(engine):
            return canonicalize(document, hash_name=hash_name)

    return canonical


def engines(hash_name: HashName = "sha256") -> Mapping[str, Canonicalize]:
    """Give all engines. Compiled comes first: it is what the product uses, and what is judged."""
    return {engine: under(engine, hash_name) for engine in Engine}


def forget_shapes() -> None:
    """Let compiled shapes begin anew, so that what came before has no part in what comes."""
    canonical._SHAPES = ShapeCache(IMPATIENCE)
