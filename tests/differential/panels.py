"""Who takes part in the differential check of the product."""

from collections.abc import Iterator
from contextlib import contextmanager

from contexts import Engine
from tests.differential.comparing import Panel
from tests.differential.engines import engines
from tests.differential.oracles import BarePyld, running_jsonld_js, running_oxigraph

SHARES = {Engine.PLAIN: 20, "pyld": 20}
"""Two that would take longer than all others together: of a batch each is asked every twentieth."""


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
