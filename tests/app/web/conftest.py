"""The pages over example records, called without a socket."""

from collections.abc import Iterator

import httpx
import pytest
from anyio.from_thread import start_blocking_portal

from tests.app.serving import CLIENT, Service
from tests.app.web.preview import PUBLIC_URL, preview


@pytest.fixture
def pages() -> Iterator[Service]:
    """Serve the preview in process."""
    app = preview()
    with start_blocking_portal() as portal:
        transport = httpx.ASGITransport(app=app, client=CLIENT)
        client = httpx.AsyncClient(transport=transport, base_url=PUBLIC_URL)
        yield Service(app, client, portal)
        portal.call(client.aclose)
