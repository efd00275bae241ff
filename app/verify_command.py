"""`dokazilo verify`: check files, addresses and folders without a service or a database.

Known issuers are those of TRUST_FILE and TRUSTED_ISSUERS of the settings. The exit status is the
worst outcome: 0 passed, 1 failed, 2 indeterminate; 3 when the call itself, or a file, cannot be
used.
"""

import argparse
import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from app.bulk.item import Item
from app.clock import SystemClock
from app.evidence import UnmarkedKeeper
from app.fetching import Reason
from app.no_records import NoRecords
from app.rounds import Fetcher
from app.settings import BadSettings, Settings
from app.submissions import Submission
from app.trust_file import trust_sources
from app.trusted_lists.kept import lists_folder
from app.verification import Verification, Verified, open_verification
from app.verify_output import FORMATS, Telling
from app.verify_sources import Source, is_one, sources_of, taken_apart
from app.workers import WorkerStopped
from contexts import use_engine
from verifier import Resource, Unavailable
from verifier.evidence_file import to_bytes
from verifier.presentation_request import PresentationRequest

PASSED, FAILED, INDETERMINATE, USAGE = 0, 1, 2, 3

_STATUS = {"passed": PASSED, "failed": FAILED, "indeterminate": INDETERMINATE}
_BY_GRAVITY = (PASSED, INDETERMINATE, FAILED, USAGE)


class NothingFetched:
    """Answer every address with the word that nothing is fetched."""

    async def fetch(self, url: str, now: datetime, *, max_bytes: int = 0) -> Resource:
        """Give Unavailable."""
        del max_bytes
        return Unavailable(url, Reason.OFFLINE.value, now)


def add_verify_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what `verify` takes."""
    parser.description = __doc__
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument(
        "targets",
        nargs="+",
        metavar="FILE|URL|-|DIR",
        help="- reads the standard input; a folder is read with all its folders; "
        "an archive or a list of addresses (CSV, JSON) is checked item by item",
    )
    parser.add_argument("--offline", action="store_true", help="fetch nothing")
    parser.add_argument(
        "--replay",
        action="store_true",
        help="believe evidence packs, which you kept yourself: judge as of their date; "
        "else the credential in a pack is checked as of today",
    )
    parser.add_argument(
        "--evidence",
        metavar="OUT",
        type=Path,
        help="write the evidence pack here; a folder when several are checked",
    )
    parser.add_argument(
        "--challenge", metavar="TEXT", help="what a presentation has to answer, else it fails"
    )
    parser.add_argument(
        "--domain", metavar="TEXT", help="for whom a presentation has to be made, else it fails"
    )
    parser.add_argument(
        "--format",
        choices=FORMATS,
        help="text (of one, unless you say otherwise), table (of several), json lines, csv",
    )
    parser.add_argument("--json", action="store_true", help="the same as --format json")
    parser.add_argument("--language", choices=("sl", "en"), default="en")


def run_verify(asked: argparse.Namespace) -> int:
    """Check everything that was named, one after another; give the exit status."""
    try:
        settings = Settings.load()
        use_engine(settings.engine)
        return asyncio.run(_verify_all(asked, settings))
    except (BadSettings, OSError, WorkerStopped) as reason:
        _say(f"dokazilo: {reason}", error=True)
        return USAGE


async def _verify_all(asked: argparse.Namespace, settings: Settings) -> int:
    """Check one thing after another; what cannot be used makes the worst status of all."""
    statuses = []

    def unusable(reason: str) -> None:
        _say(f"dokazilo: {reason}", error=True)
        statuses.append(USAGE)

    telling = Telling(_form(asked), asked.language, _say)
    async with _verifier(asked, settings) as verification:
        every = _every_source(asked, verification, unusable)
        async for number, source in _numbered(every):
            verified = await _verify(source.item, asked, verification)
            telling.tell(source.name, verified.report)
            if asked.evidence is not None:
                _keep(verified, source, _place(asked, source, number))
            statuses.append(_STATUS[verified.report["outcome"]])
    if any(status != USAGE for status in statuses):
        telling.end()
    return max(statuses, key=_BY_GRAVITY.index, default=USAGE)


def _form(asked: argparse.Namespace) -> str:
    if asked.json:
        return "json"
    return str(asked.format or ("text" if is_one(asked.targets) else "table"))


async def _every_source(
    asked: argparse.Namespace, verification: Verification, unusable: Callable[[str], None]
) -> AsyncIterator[Source]:
    for found in sources_of(asked.targets, unusable):
        if isinstance(found, Source):
            yield found
            continue
        items = await verification.work(taken_apart, found)
        if items is None:
            unusable(f"{found.name} holds more than is checked at once.")
        for item in items or ():
            yield Source(f"{found.name}: {item.name}", item)


async def _numbered(sources: AsyncIterator[Source]) -> AsyncIterator[tuple[int, Source]]:
    number = 0
    async for source in sources:
        number += 1
        yield number, source


async def _verify(item: Item, asked: argparse.Namespace, verification: Verification) -> Verified:
    now = SystemClock().now()
    refusal = item.finding or item.refusal
    if refusal:
        return Verified(verification.refused(refusal, now=now), None)
    request = PresentationRequest(asked.challenge or None, asked.domain or None)
    submission = Submission(body=item.body, url=item.url, request=request)
    return await verification.verify_with_evidence(submission, now=now)


@asynccontextmanager
async def _verifier(asked: argparse.Namespace, settings: Settings) -> AsyncIterator[Verification]:
    fetcher: Fetcher | None = NothingFetched() if asked.offline else None
    async with open_verification(
        NoRecords(),
        public_url="",
        trust=trust_sources(settings),
        keeper=UnmarkedKeeper(believes=asked.replay),
        workers=1,
        fetcher=fetcher,
        lists=lists_folder(settings),
    ) as verification:
        yield verification


def _place(asked: argparse.Namespace, source: Source, number: int) -> Path:
    """Give the file for a pack: what was asked for, or one in that folder when there are more."""
    out: Path = asked.evidence
    if is_one(asked.targets) and source.name == asked.targets[0] and not out.is_dir():
        return out
    plain = "".join(c if c.isalnum() or c in "._" else "-" for c in source.name)
    return out / f"{number:04d}-{plain.strip('-.')[-80:]}.evidence.json"


def _keep(verified: Verified, source: Source, place: Path) -> None:
    if verified.pack is None:
        _say(f"dokazilo: {source.name}: no evidence pack was written.", error=True)
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(to_bytes(verified.pack))


def _say(text: str, *, error: bool = False) -> None:
    stream = sys.stderr if error else sys.stdout
    stream.write(text + "\n")
    stream.flush()
