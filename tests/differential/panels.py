"""Who takes part in the differential check of the product."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from contexts import Engine, JsonObject, canonicalize, use_engine
from tests.differential.comparing import Panel
from tests.differential.oracles import BarePyld, running_jsonld_js, running_oxigraph
from tests.differential.samples import Canonicalize

SHARES = {Engine.PLAIN: 10, "pyld": 10}
"""Two that take longer than all others together: each is asked one document in ten."""


def under(engine: Engine) -> Canonicalize:
    """Give the door as it is with an engine; the usual engine is in use again afterwards."""

    def canonical(document: JsonObject, /) -> str:
        use_engine(engine)
        try:
            return canonicalize(document)
        finally:
            use_engine(Engine.COMPILED)

    return canonical


def engines() -> Mapping[str, Canonicalize]:
    """Give all engines. Compiled comes first: it is what the product uses, and what is judged."""
    return {engine: under(engine) for engine in Engine}


@contextmanager
def full_panel() -> Iterator[Panel]:
    """Start the oracles, and end them afterwards."""
    with running_jsonld_js() as jsonld_js, running_oxigraph() as oxigraph:
        yield Panel(
            engines=engines(),
            oracles=(jsonld_js, oxigraph, BarePyld()),
            relabel=oxigraph.relabelled,
            shares=SHARES,
        )
