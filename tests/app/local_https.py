"""A web server on this machine that answers as badly as a test asks for, behind real TLS."""

import asyncio
import datetime as dt
import ipaddress
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from app.fetching import FetchRules, GuardedFetcher, IpAddress

NAMES = ("issuer.example", "other.example")
NOW = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)

Answer = Callable[[str, asyncio.StreamWriter], Awaitable[None]]
"""Gets the request's path and writes whatever it likes."""


def make_certificate(folder: Path, names: Sequence[str] = NAMES) -> Path:
    """Write a self-signed certificate with its key into one PEM file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "test")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - dt.timedelta(days=365))
        .not_valid_after(NOW + dt.timedelta(days=3650))
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName(n) for n in names]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "server.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    return path


@dataclass(slots=True)
class LocalServer:
    """One running server, and what it was asked for."""

    port: int
    certificate: Path
    heads: list[str] = field(default_factory=list)
    """The head of each request, in order."""

    def url(self, path: str = "/document", host: str = NAMES[0]) -> str:
        """Give the https URL of a path under one of the certificate's names."""
        return f"https://{host}:{self.port}{path}"

    @property
    def tls(self) -> ssl.SSLContext:
        """Trust this server."""
        return ssl.create_default_context(cafile=str(self.certificate))

    @property
    def rules(self) -> FetchRules:
        """Fetch as in production, but from this server's port; a busy machine is given time."""
        return FetchRules(
            ports=frozenset({self.port}), connect_seconds=15, read_seconds=15, total_seconds=15
        )

    @property
    def hasty_rules(self) -> FetchRules:
        """Do not wait long for a server that is slow on purpose."""
        return replace(self.rules, read_seconds=0.5, total_seconds=1.0)

    def fetcher(
        self, resolver: "FixedResolver | None" = None, *, rules: FetchRules | None = None
    ) -> GuardedFetcher:
        """Make a fetcher that may dial this machine's 127.0.0.1 and nothing else."""
        return GuardedFetcher(
            rules or self.rules,
            resolve=resolver or FixedResolver(),
            may_dial=is_test_host,
            tls=self.tls,
        )


def is_test_host(address: IpAddress) -> bool:
    """Let exactly the local server be dialled."""
    return address == ipaddress.ip_address("127.0.0.1")


@dataclass(slots=True)
class FixedResolver:
    """Resolve every name to the given addresses: each call takes the next list, the last stays."""

    answers: Sequence[Sequence[str]] = (("127.0.0.1",),)
    asked: list[str] = field(default_factory=list)

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        """Answer and remember the question."""
        del port
        self.asked.append(host)
        return self.answers[min(len(self.asked), len(self.answers)) - 1]


@asynccontextmanager
async def serving(certificate: Path, answer: Answer) -> AsyncIterator[LocalServer]:
    """Serve until the block ends."""
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate)
    server = LocalServer(0, certificate)

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            server.heads.append(head)
            await answer(head.split(" ")[1], writer)
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # the guard hangs up in the middle, as it should
        finally:
            writer.transport.abort()

    listening = await asyncio.start_server(connected, "127.0.0.1", 0, ssl=tls)
    server.port = listening.sockets[0].getsockname()[1]
    async with listening:
        yield server
        listening.close()


def response(
    body: bytes = b"{}",
    *,
    status: str = "200 OK",
    headers: Mapping[str, str] | None = None,
) -> bytes:
    """Write a whole HTTP response."""
    fields = {"Content-Type": "application/json", "Content-Length": str(len(body))}
    lines = [
        f"HTTP/1.1 {status}",
        *(f"{k}: {v}" for k, v in (fields | dict(headers or {})).items()),
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def always(data: bytes) -> Answer:
    """Answer every request alike."""

    async def answer(path: str, writer: asyncio.StreamWriter) -> None:
        del path
        writer.write(data)
        await writer.drain()

    return answer
