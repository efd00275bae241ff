"""Who takes part in the differential check of the product."""

from collections.abc import Iterator
from contextlib import contextmanager

from contexts import Engine, HashName
from tests.differential.comparing import Panel
from tests.differential.engines import engines
from tests.differential.oracles import BarePyld, running_jsonld_js, running_oxigraph

SHARES = {Engine.PLAIN: 20, "pyld": 20}
"""Two that would take longer than all others together: of a batch each is asked every twentieth."""


@contextmanager
def full_panel(hash_name: HashName = "sha256") -> Iterator[Panel]:
    """Start the oracles, and end them afterwards. PyLD alone knows SHA-256 only."""
    bare = (BarePyld(),) if hash_name == "sha256" else ()
    with running_jsonld_js(hash_name) as jsonld_js, running_oxigraph(hash_name) as oxigraph:
        yield Panel(
            engines=engines(hash_name),
            oracles=(jsonld_js, oxigraph, *bare),
            relabel=oxigraph.relabelled,
            shares=SHARES,
        )
