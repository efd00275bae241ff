"""Opens connections: resolves a name itself, checks every address, dials one that was checked."""

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any

import httpcore

from app.fetching.addresses import AddressPolicy, IpAddress
from app.fetching.reasons import Reason, Refused

Resolver = Callable[[str, int], Awaitable[Sequence[str]]]
"""Gives the numeric addresses of a host, in the order to try them; empty when there are none."""


async def resolve_by_system(host: str, port: int) -> Sequence[str]:
    """Ask the machine's resolver."""
    loop = asyncio.get_running_loop()
    try:
        answers = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return ()
    return [str(sockaddr[0]) for *_, sockaddr in answers]


class CheckedDialler(httpcore.AsyncNetworkBackend):
    """Give httpcore connections to checked addresses only.

    httpcore passes the host's name and keeps using it for SNI, the certificate and the Host header.
    The name is resolved here and nowhere else, so what was checked is what is dialled, and a name
    that changes its answer in between (DNS rebinding) gains nothing.
    """

    def __init__(self, resolve: Resolver, may_dial: AddressPolicy, *, addresses: int) -> None:
        self._resolve = resolve
        self._may_dial = may_dial
        self._addresses = addresses
        self._network = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109  # httpcore's interface
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Resolve, check all addresses, dial them in turn."""
        del local_address, socket_options
        last: Exception = Refused(Reason.UNRESOLVED)
        for address in await self._checked(host, port):
            try:
                return await self._network.connect_tcp(str(address), port, timeout=timeout)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                last = error
        raise last

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ASYNC109  # httpcore's interface
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Refuse: a stranger's URL never means a socket of this machine."""
        del path, timeout, socket_options
        raise Refused(Reason.PRIVATE_ADDRESS)

    async def sleep(self, seconds: float) -> None:
        """Wait, for httpcore."""
        await asyncio.sleep(seconds)

    async def _checked(self, host: str, port: int) -> list[IpAddress]:
        texts = list(dict.fromkeys(await self._resolve(host, port)))
        try:
            addresses = [ipaddress.ip_address(text) for text in texts]
        except ValueError as error:
            raise Refused(Reason.PRIVATE_ADDRESS) from error
        # One bad address spoils the answer: an honest host has none.
        if not all(self._may_dial(address) for address in addresses):
            raise Refused(Reason.PRIVATE_ADDRESS)
        return addresses[: self._addresses]
