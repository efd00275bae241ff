"""Fetches one document a stranger named, within every bound, or says why not."""

import asyncio
import ssl
import warnings
import weakref
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import TracebackType
from typing import Self

import httpcore
import httpx

from app.fair_slots import FairSlots
from app.fetching.addresses import AddressPolicy, any_address_unsafe, is_public
from app.fetching.cache import AnswerCache
from app.fetching.dialling import CheckedDialler, Resolver, resolve_by_system
from app.fetching.reasons import Reason, Refused
from app.fetching.rules import RULES, FetchRules, TargetUrl, check_url
from verifier.limits import LIMITS
from verifier.resources import Fetched, Resource, Unavailable

# One header for all kinds: an address that offers several forms of one status list (JWT and CWT)
# gives the one that is read here, and no other kind of document is published in two of these.
ACCEPT = (
    "application/statuslist+jwt, application/vc, application/vc+jwt, application/did+json, "
    "application/ld+json, application/json, text/plain;q=0.8, */*;q=0.1"
)
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_OK = 200
_REASON_OF_STATUS = {
    401: Reason.FORBIDDEN,
    403: Reason.FORBIDDEN,
    404: Reason.NOT_FOUND,
    410: Reason.GONE,
}


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: dict[bytes, bytes]
    body: bytes

    def header(self, name: bytes) -> str:
        return self.headers.get(name, b"").decode("latin-1").strip()

    @property
    def media_type(self) -> str:
        return self.header(b"content-type").partition(";")[0].strip().lower()[:100]


@dataclass(frozen=True, slots=True)
class Posting:
    """What is sent to a service, and which answer is wanted."""

    body: bytes = field(repr=False)
    media_type: str
    accept: str = "*/*"
    authorization: str | None = field(default=None, repr=False)
    """The header of this name."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a service answered, whatever its status."""

    status: int
    media_type: str
    body: bytes = field(repr=False)


class GuardedFetcher:
    """The one fetcher for whatever strangers name; proxies from the environment are not used.

    Every argument has the safe value as its default; tests hand in others. `never` tells of URLs
    that are not asked for even when a redirect leads there: our own, or we would call ourselves.
    """

    def __init__(
        self,
        rules: FetchRules = RULES,
        *,
        resolve: Resolver = resolve_by_system,
        may_dial: AddressPolicy = is_public,
        tls: ssl.SSLContext | None = None,
        never: Callable[[str], bool] = lambda _: False,
    ) -> None:
        self._rules = rules
        self._never = never
        self._cache = AnswerCache()
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=tls or httpx.create_ssl_context(trust_env=False),
            max_connections=rules.parallel,
            max_keepalive_connections=0,
            network_backend=CheckedDialler(resolve, may_dial, addresses=rules.addresses),
        )
        self._everything = FairSlots(rules.parallel, per_client=rules.parallel_per_client)
        self._hosts: weakref.WeakValueDictionary[str, FairSlots] = weakref.WeakValueDictionary()

    async def __aenter__(self) -> Self:
        """Hand out the fetcher."""
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close every connection."""
        await self._pool.aclose()

    async def fetch_all(self, urls: Iterable[str], now: datetime) -> Sequence[Resource]:
        """Fetch several documents side by side; every URL gets its answer."""
        return await asyncio.gather(*(self.fetch(url, now) for url in urls))

    async def fetch(
        self, url: str, now: datetime, *, max_bytes: int = LIMITS.resource_bytes
    ) -> Resource:
        """Fetch one document: Fetched as it came, or Unavailable with the one plain reason."""
        known = self._cache.get(url, now)
        if known is not None:
            return known
        try:
            target = check_url(url, self._rules)
        except Refused as refused:
            return Unavailable(url, refused.reason.value, now)
        host = self._hosts.setdefault(target.host, self._slots_of_host())
        most = self._rules.waiting_seconds + self._rules.total_seconds
        try:
            async with asyncio.timeout(most), host.one(), self._everything.one():
                # Somebody may have fetched it while this one waited.
                return self._cache.get(url, now) or await self._fetch(url, target, now, max_bytes)
        except TimeoutError:  # while waiting, so nothing is known of the server
            return Unavailable(url, Reason.TIMEOUT.value, now)

    async def post(self, url: str, posting: Posting, *, max_bytes: int) -> Reply:
        """Send something once: neither repeated, redirected nor remembered. Raises Refused."""
        target = check_url(url, self._rules)
        if self._never(target.text):
            raise Refused(Reason.NOT_PUBLISHED)
        try:
            async with asyncio.timeout(self._rules.total_seconds), self._everything.one():
                answer = await self._ask(target, max_bytes, posting)
        except (TimeoutError, httpcore.TimeoutException):
            raise Refused(Reason.TIMEOUT) from None
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
            raise Refused(_reason_of(error)) from None
        return Reply(answer.status, answer.media_type, answer.body)

    def _slots_of_host(self) -> FairSlots:
        # One is always kept for somebody else: a slow address would close its host to everybody.
        total = self._rules.parallel_per_host
        return FairSlots(total, per_client=max(1, total - 1))

    async def _fetch(self, url: str, target: TargetUrl, now: datetime, max_bytes: int) -> Resource:
        resource: Resource
        cache_control = ""
        try:
            async with asyncio.timeout(self._rules.total_seconds):
                answer = await self._follow(target, max_bytes)
            cache_control = answer.header(b"cache-control")
            resource = Fetched(url, answer.media_type, answer.body, now)
        except Refused as refused:
            absent = refused.reason in {Reason.NOT_FOUND, Reason.GONE}
            resource = Unavailable(url, refused.reason.value, now, absent)
        except (TimeoutError, httpcore.TimeoutException):
            resource = Unavailable(url, Reason.TIMEOUT.value, now)
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
            resource = Unavailable(url, _reason_of(error).value, now)
        self._cache.keep(url, resource, cache_control=cache_control, now=now)
        return resource

    def _timeouts(self) -> dict[str, float]:
        rules = self._rules
        between = rules.read_seconds
        return {"connect": rules.connect_seconds, "read": between, "write": between}

    async def _follow(self, target: TargetUrl, max_bytes: int) -> _Answer:
        for _ in range(self._rules.redirects + 1):
            if self._never(target.text):
                raise Refused(Reason.NOT_PUBLISHED)
            answer = await self._ask(target, max_bytes)
            if answer.status == _OK:
                return answer
            location = answer.header(b"location")
            if answer.status not in _REDIRECTS or not location:
                raise Refused(_REASON_OF_STATUS.get(answer.status, Reason.STATUS))
            target = _next(target, location, self._rules)
        raise Refused(Reason.REDIRECTS)

    async def _ask(
        self, target: TargetUrl, max_bytes: int, posting: Posting | None = None
    ) -> _Answer:
        request = httpcore.Request(
            "GET" if posting is None else "POST",
            httpcore.URL(
                scheme=target.scheme, host=target.host, port=target.port, target=target.target
            ),
            headers=_headers(target, posting),
            content=None if posting is None else posting.body,
            extensions={"timeout": self._timeouts()},
        )
        response = await self._pool.handle_async_request(request)
        try:
            headers = {name.lower(): value for name, value in response.headers}
            body = b""
            if response.status == _OK or posting is not None:
                body = _unpacked(await _read(response, max_bytes), headers, max_bytes)
            return _Answer(response.status, headers, body)
        finally:
            await response.aclose()


def _next(target: TargetUrl, location: str, rules: FetchRules) -> TargetUrl:
    """Give where a redirect leads. What began over https is not read from who stands between."""
    found = check_url(location, rules, base=target)
    if target.scheme == "https" != found.scheme:
        raise Refused(Reason.NOT_HTTPS)
    return found


def _headers(target: TargetUrl, posting: Posting | None) -> dict[bytes | str, bytes | str]:
    headers: dict[bytes | str, bytes | str] = {
        "Host": target.authority,
        "Accept": ACCEPT if posting is None else posting.accept,
        "Accept-Encoding": "identity",
        "User-Agent": "Dokazilo-verifier",
    }
    if posting is not None:
        headers |= {"Content-Type": posting.media_type, "Content-Length": str(len(posting.body))}
        if posting.authorization is not None:
            headers["Authorization"] = posting.authorization
    return headers


def unsafe_fetcher_of_any_address() -> GuardedFetcher:
    """Make a fetcher without the guard's address rules: for closed networks and experiments only.

    Strangers can then make this service read whatever its machine can reach.
    """
    warnings.warn("Whatever strangers name is fetched, from any address", UserWarning, 2)
    return GuardedFetcher(FetchRules(unsafe_plain_http=True), may_dial=any_address_unsafe)


async def _read(response: httpcore.Response, max_bytes: int) -> bytes:
    pieces = []
    size = 0
    async for piece in response.aiter_stream():
        size += len(piece)
        if size > max_bytes:
            raise Refused(Reason.TOO_LARGE)
        pieces.append(piece)
    return b"".join(pieces)


def _unpacked(body: bytes, headers: dict[bytes, bytes], max_bytes: int) -> bytes:
    # We ask for no packing; servers that keep a packed file send it all the same.
    encoding = headers.get(b"content-encoding", b"identity").strip().lower()
    if encoding in {b"identity", b""}:
        return body
    if encoding not in {b"gzip", b"x-gzip"}:
        raise Refused(Reason.ENCODING)
    unpacker = zlib.decompressobj(wbits=31)
    try:
        plain = unpacker.decompress(body, max_bytes + 1)
    except zlib.error as error:
        raise Refused(Reason.ENCODING) from error
    if len(plain) > max_bytes:
        raise Refused(Reason.TOO_LARGE)
    if not unpacker.eof or unpacker.unused_data:
        raise Refused(Reason.ENCODING)
    return plain


def _reason_of(error: Exception) -> Reason:
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, ssl.SSLError):
            return Reason.NOT_TRUSTED_TLS
        seen = seen.__cause__ or seen.__context__
    return Reason.PROTOCOL if isinstance(error, httpcore.ProtocolError) else Reason.UNREACHABLE
