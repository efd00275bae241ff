"""Who takes part in the differential check of the product."""

from collections.abc import Iterator
from contextlib import contextmanager

from contexts import canonicalize
from tests.differential.comparing import Panel
from tests.differential.oracles import BarePyld, running_jsonld_js, running_oxigraph

SHARES = {"pyld": 10}
"""PyLD as it comes takes longer than all others together; it shares its code with our engines."""


@contextmanager
def full_panel() -> Iterator[Panel]:
    """Start the oracles, and end them afterwards."""
    with running_jsonld_js() as jsonld_js, running_oxigraph() as oxigraph:
        yield Panel(
            engines={"memoised": canonicalize},
            oracles=(jsonld_js, oxigraph, BarePyld()),
            relabel=oxigraph.relabelled,
            shares=SHARES,
        )
