"""What the tests of verification share: records and a fetcher that are dicts, and a verifier."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from app.db.standings import Standing
from app.own_records import OwnSeals
from app.submissions import Submission
from app.trust_file import TrustSources
from app.verification import Verification, open_verification
from issuer.errors import NotFound
from issuer.model.credential import Format
from issuer.model.text import Text
from verifier import AllowedIssuers, Fetched, Resource, Unavailable
from verifier.limits import LIMITS
from verifier.registries import Registry

VECTORS = Path(__file__).parents[1] / "vectors/verifier"
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
PUBLIC_URL = "http://localhost:8000"
SCHOOL = "did:web:school.example"
KEYS_URL = "https://school.example/.well-known/did.json"
LIST_URL = "https://school.example/status-lists/3"

Json = dict[str, Any]
K = TypeVar("K")
V = TypeVar("V")


def example(name: str) -> bytes:
    """Read one of the small examples."""
    return (VECTORS / name).read_bytes()


def school_documents() -> dict[str, bytes]:
    """Give what the examples' school publishes, by URL."""
    return {KEYS_URL: example("did-document.json"), LIST_URL: example("status-list.json")}


@dataclass
class FakeFetcher:
    """Fetch from a dict, and remember what was asked."""

    documents: Mapping[str, bytes] = field(default_factory=dict)
    media_type: str = "application/json"
    asked: list[str] = field(default_factory=list)

    async def fetch(
        self, url: str, now: datetime, *, max_bytes: int = LIMITS.resource_bytes
    ) -> Resource:
        """Give what the dict has."""
        del max_bytes
        self.asked.append(url)
        await asyncio.sleep(0)
        if url in self.documents:
            return Fetched(url, self.media_type, self.documents[url], now)
        return Unavailable(url, "The server could not be reached.", now)


@dataclass
class FakeRecords:
    """Own records in memory."""

    names: dict[str, Text] = field(default_factory=dict)
    did_documents: dict[str, bytes] = field(default_factory=dict)
    lists: dict[str, bytes] = field(default_factory=dict)
    list_tokens: dict[str, bytes] = field(default_factory=dict)
    metadata: dict[str, bytes] = field(default_factory=dict)
    documents: dict[tuple[str, Format], bytes] = field(default_factory=dict)
    standings: dict[str, Standing] = field(default_factory=dict)
    issued: dict[str, tuple[bytes, ...]] = field(default_factory=dict)
    programmes: dict[tuple[str, int], bytes] = field(default_factory=dict)
    twins: dict[str, bytes] = field(default_factory=dict)
    shared: dict[str, bytes] = field(default_factory=dict)
    sealing: OwnSeals = field(default_factory=OwnSeals)

    def issuers(self) -> dict[str, Text]:
        """Give the names."""
        return self.names

    def seals(self) -> OwnSeals:
        """Give who seals; nobody unless told."""
        return self.sealing

    def did_document(self, slug: str) -> bytes:
        """Give a DID document, or raise NotFound."""
        return _found(self.did_documents, slug)

    def status_list(self, list_id: str) -> bytes:
        """Give a list, or raise NotFound."""
        return _found(self.lists, list_id)

    def issuer_metadata(self, slug: str) -> bytes:
        """Give an issuer's keys, or raise NotFound."""
        return _found(self.metadata, slug)

    def token_status_list(self, list_id: str) -> bytes:
        """Give a list as a token, or raise NotFound."""
        return _found(self.list_tokens, list_id)

    def signed_document(self, page_token: str, form: Format) -> bytes:
        """Give a document, or raise NotFound."""
        return _found(self.documents, (page_token, form))

    def shared_document(self, token: str) -> bytes:
        """Give what is shared, or raise NotFound."""
        return _found(self.shared, token)

    def sealed_twin(self, page_token: str) -> bytes:
        """Give a twin, or raise NotFound."""
        return _found(self.twins, page_token)

    def programme(self, programme_id: str, number: int) -> bytes:
        """Give a programme's entry, or raise NotFound."""
        return _found(self.programmes, (programme_id, number))

    def standing(self, credential_id: str) -> Standing:
        """Give a standing, or raise NotFound."""
        return _found(self.standings, credential_id)

    def issued_documents(self, credential_id: str) -> tuple[bytes, ...]:
        """Give documents, or raise NotFound."""
        return _found(self.issued, credential_id)


def _found(kept: Mapping[K, V], key: K) -> V:
    if key not in kept:
        raise NotFound("There is no such thing.")
    return kept[key]


@asynccontextmanager
async def verifying(
    *,
    fetcher: FakeFetcher | None = None,
    records: FakeRecords | None = None,
    trusted: Mapping[str, str] | None = None,
    sources: Sequence[Registry] = (),
) -> AsyncIterator[Verification]:
    """Open a verifier with one worker."""
    known = AllowedIssuers(trusted or {}, "operator's list")
    async with open_verification(
        records or FakeRecords(),
        public_url=PUBLIC_URL,
        trust=TrustSources((None, *sources, known)),
        workers=1,
        fetcher=fetcher or FakeFetcher(),
    ) as verification:
        yield verification


def verify_all(  # noqa: PLR0913  # what a verifier is made of
    bodies: Mapping[str, bytes],
    *,
    now: datetime = NOW,
    fetcher: FakeFetcher | None = None,
    records: FakeRecords | None = None,
    trusted: Mapping[str, str] | None = None,
    sources: Sequence[Registry] = (),
) -> dict[str, Json]:
    """Verify each body with one verifier; give the reports by name."""

    async def story() -> dict[str, Json]:
        async with verifying(
            fetcher=fetcher, records=records, trusted=trusted, sources=sources
        ) as verification:
            return {
                name: await verification.verify_submission(Submission(body=body), now=now)
                for name, body in bodies.items()
            }

    return asyncio.run(story())


def play(story: Callable[[], Awaitable[None]]) -> None:
    """Run an asynchronous story, for at most two minutes."""

    async def limited() -> None:
        async with asyncio.timeout(120):
            await story()

    asyncio.run(limited())
