"""Whoever calls is noted for the queues behind: by address, IPv6 by /64, proxies by name only."""

import asyncio
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from app.client import CLIENT, NOBODY, KnownClient


async def nothing() -> Message:
    return {"type": "http.request"}


def noted(address: str, *, forwarded: str = "", proxies: tuple[str, ...] = ()) -> str:
    """Call from an address, perhaps by way of a proxy; give who was noted."""
    seen: list[str] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        del scope, receive, send
        seen.append(CLIENT.get())

    async def send(message: Message) -> None:
        del message

    headers = [(b"x-forwarded-for", forwarded.encode())] if forwarded else []
    scope: dict[str, Any] = {"type": "http", "client": (address, 1), "headers": headers}
    inner = KnownClient(app)
    outer = ProxyHeadersMiddleware(inner, list(proxies)) if proxies else inner  # type: ignore[arg-type]
    asyncio.run(outer(scope, nothing, send))  # type: ignore[arg-type]  # uvicorn has its own types
    assert CLIENT.get() == NOBODY
    return seen[0]


@pytest.mark.parametrize(
    ("address", "client"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
    ],
)
def test_an_ipv6_customer_is_one_client(address: str, client: str) -> None:
    assert noted(address) == client


def test_forwarded_addresses_are_believed_from_our_proxies_only() -> None:
    assert noted("192.0.2.1", forwarded="203.0.113.9") == "192.0.2.1"
    assert noted("192.0.2.1", forwarded="203.0.113.9", proxies=("10.0.0.1",)) == "192.0.2.1"
    assert noted("10.0.0.1", forwarded="203.0.113.9", proxies=("10.0.0.1",)) == "203.0.113.9"
    # What the client itself put before the proxy's word is not believed.
    forged = "198.51.100.7, 203.0.113.9"
    assert noted("10.0.0.1", forwarded=forged, proxies=("10.0.0.1",)) == "203.0.113.9"
