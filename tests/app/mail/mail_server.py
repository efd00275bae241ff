"""A real mail server on this machine (aiosmtpd), that behaves as badly as a test asks for."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "dokazilo", "posta-in-geslo"
HANG_UP = "hang up"
"""Given instead of an answer: the connection breaks."""
TAKE_AND_HANG_UP = "take it, and hang up"

Behaviour = Callable[[str, str], str | None]
"""Gets the stage (connect, recipient, content) and the address; None means that all goes well."""


@dataclass(frozen=True)
class Arrived:
    """A letter as the server got it."""

    sender: str
    recipient: str
    content: bytes
    was_answered: bool

    @property
    def message(self) -> EmailMessage:
        """Read the letter."""
        message = message_from_bytes(self.content, policy=default)
        assert isinstance(message, EmailMessage)
        return message


@dataclass
class Inbox:
    """Takes letters, and answers as it is told to."""

    behave: Behaviour = lambda _stage, _address: None
    arrived: list[Arrived] = field(default_factory=list)
    connections: int = 0
    logins: list[bytes] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's names and arguments
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Answer to a recipient."""
        del session, options
        answer = self.behave("recipient", address)
        if answer == HANG_UP:
            _hang_up(server)
            return ""
        if answer is None:
            envelope.rcpt_tos.append(address)
        return answer or "250 2.1.5 Ok"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Answer to the whole letter."""
        del session
        answer = self.behave("content", envelope.rcpt_tos[0])
        if answer in {None, TAKE_AND_HANG_UP}:
            self._take(envelope, was_answered=answer is None)
        if answer in {HANG_UP, TAKE_AND_HANG_UP}:
            _hang_up(server)
            return ""
        return answer or "250 2.0.0 Taken"

    def _take(self, envelope: Envelope, *, was_answered: bool) -> None:
        content = envelope.original_content or b""
        self.arrived.append(
            Arrived(envelope.mail_from or "", envelope.rcpt_tos[0], content, was_answered)
        )

    def authenticate(
        self, _server: SMTP, _session: Session, _envelope: Envelope, mechanism: str, data: object
    ) -> AuthResult:
        """Let in who knows the password."""
        assert isinstance(data, LoginPassword)
        self.logins.append(mechanism.encode())
        known = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=known, handled=False)


@dataclass(frozen=True)
class LocalMailServer:
    """A running server."""

    port: int
    inbox: Inbox


class _Polite(SMTP):
    """Counts connections, and hangs up at once on those that it does not want."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        inbox: Inbox = self.event_handler
        inbox.connections += 1
        super().connection_made(transport)
        if inbox.behave("connect", "") == HANG_UP:
            _hang_up(self)


def _hang_up(server: SMTP) -> None:
    transport = server.transport
    assert isinstance(transport, asyncio.Transport)
    transport.abort()


@contextmanager
def mail_server(
    inbox: Inbox, *, tls: ssl.SSLContext | None = None, implicit: bool = False
) -> Iterator[LocalMailServer]:
    """Run a server in a thread until the block ends; with TLS it also wants a login."""
    loop = asyncio.new_event_loop()

    def session() -> SMTP:
        secured = tls is not None
        return _Polite(
            inbox,
            loop=loop,
            hostname="localhost",
            enable_SMTPUTF8=True,
            tls_context=None if implicit else tls,
            require_starttls=secured and not implicit,
            authenticator=inbox.authenticate,
            auth_required=secured and not implicit,  # it warns, not seeing that TLS is around it
            auth_require_tls=not implicit,
        )

    starting = loop.create_server(session, "127.0.0.1", 0, ssl=tls if implicit else None)
    server = loop.run_until_complete(starting)
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield LocalMailServer(server.sockets[0].getsockname()[1], inbox)
    finally:
        asyncio.run_coroutine_threadsafe(_closed(server), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _closed(server: asyncio.Server) -> None:
    server.close()
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
