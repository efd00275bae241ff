"""What one verification may fetch: by document, by presentation, and with others together."""

from collections.abc import Mapping

from app.allowance import Allowance
from app.fetching import Reason
from app.own_documents import OwnDocuments
from app.rounds import Run, Sources
from app.workers import Workers
from tests.app.verifying import NOW, PUBLIC_URL, FakeFetcher, FakeRecords, play
from verifier import LIMITS, Need, Resource, Unavailable
from verifier.resources import Kind

OWN = f"{PUBLIC_URL}/status-lists/1"


def needs(*urls: str) -> list[Need]:
    return [Need(url, Kind.STATUS_LIST, "credentialStatus") for url in urls]


def refused(answers: Mapping[str, Resource]) -> int:
    """Count what was not asked for, because it was too much."""
    return sum(
        isinstance(answer, Unavailable) and answer.reason == Reason.TOO_MANY.value
        for answer in answers.values()
    )


def test_a_document_s_addresses_are_bounded_and_our_own_are_free() -> None:
    async def story() -> None:
        fetcher = FakeFetcher()
        sources = Sources(OwnDocuments(FakeRecords(), PUBLIC_URL), fetcher)
        async with Workers(1, seconds=1) as workers:
            run = Run(sources, workers, LIMITS, NOW)
            many = [f"https://many.example/{number}" for number in range(40)]
            answers = await run.fetch(needs(*many, OWN))
            assert refused(answers) == 40 - 12
            assert len(fetcher.asked) == 12
            assert refused(await run.fetch(needs(many[0]))) == 0, "asked for already"

    play(story)


def test_items_of_one_upload_share_their_bound() -> None:
    async def story() -> None:
        fetcher = FakeFetcher()
        sources = Sources(OwnDocuments(FakeRecords(), PUBLIC_URL), fetcher)
        async with Workers(1, seconds=1) as workers:
            shared = Allowance(3)
            for _ in range(5):
                run = Run(sources, workers, LIMITS, NOW, shared=shared)
                urls = [f"https://many.example/{len(fetcher.asked)}/{n}" for n in range(2)]
                await run.fetch(needs(*urls))
        assert len(fetcher.asked) == 3

    play(story)
