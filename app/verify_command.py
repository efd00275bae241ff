"""`dokazilo verify`: check files, addresses and folders without a service or a database.

Known issuers are those of TRUST_FILE and TRUSTED_ISSUERS of the settings. The exit status is the
worst outcome: 0 passed, 1 failed, 2 indeterminate; 3 when the call itself, or a file, cannot be
used.
"""

import argparse
import asyncio
import json
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from app.clock import SystemClock
from app.evidence import UnmarkedKeeper
from app.fetching import Reason
from app.no_records import NoRecords
from app.rounds import Fetcher
from app.settings import BadSettings, Settings
from app.submissions import Submission
from app.trust_file import trust_sources
from app.verdict_text import verdict_text
from app.verification import Verification, Verified, open_verification
from verifier import Resource, Unavailable
from verifier.evidence_file import PACK_BYTES, to_bytes
from verifier.presentation_request import PresentationRequest

PASSED, FAILED, INDETERMINATE, USAGE = 0, 1, 2, 3

_STATUS = {"passed": PASSED, "failed": FAILED, "indeterminate": INDETERMINATE}
_BY_GRAVITY = (PASSED, INDETERMINATE, FAILED, USAGE)
_STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Source:
    """One thing to check, by the name under which it is told of."""

    name: str
    submission: Submission


class Unusable(Exception):
    """The sentence says what cannot be used."""


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
        "targets", nargs="+", metavar="FILE|URL|-|DIR", help="- reads the standard input"
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
    parser.add_argument("--json", action="store_true", help="one line of JSON for each")
    parser.add_argument("--language", choices=("sl", "en"), default="en")


def run_verify(asked: argparse.Namespace) -> int:
    """Check everything that was named, one after another; give the exit status."""
    try:
        settings = Settings.load()
        return asyncio.run(_verify_all(asked, settings))
    except (BadSettings, Unusable, OSError) as reason:
        _say(f"dokazilo: {reason}", error=True)
        return USAGE


def _sources(target: str) -> Iterator[Source]:
    if target == _STANDARD_INPUT:
        yield Source(target, Submission(body=sys.stdin.buffer.read(PACK_BYTES + 1)))
    elif target.startswith(("https://", "http://")):
        yield Source(target, Submission(url=target))
    elif Path(target).is_dir():
        files = sorted(path for path in Path(target).rglob("*") if _is_meant(path, Path(target)))
        if not files:
            raise Unusable(f"There is no file in the folder {target}.")
        yield from (Source(str(path), Submission(body=_read(path))) for path in files)
    else:
        yield Source(target, Submission(body=_read(Path(target))))


def _is_meant(path: Path, folder: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
    return path.is_file() and not hidden


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(PACK_BYTES + 1)


async def _verify_all(asked: argparse.Namespace, settings: Settings) -> int:
    statuses = []
    sources = (source for target in asked.targets for source in _sources(target))
    request = PresentationRequest(asked.challenge or None, asked.domain or None)
    async with _verifier(asked, settings) as verification:
        for number, source in enumerate(sources, 1):
            verified = await verification.verify_with_evidence(
                replace(source.submission, request=request), now=SystemClock().now()
            )
            _tell(source, verified, asked)
            if asked.evidence is not None:
                _keep(verified, source, _place(asked, source, number))
            statuses.append(_STATUS[verified.report["outcome"]])
    return max(statuses, key=_BY_GRAVITY.index)


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
    ) as verification:
        yield verification


def _tell(source: Source, verified: Verified, asked: argparse.Namespace) -> None:
    if asked.json:
        _say(json.dumps({"source": source.name, **verified.report}, ensure_ascii=False))
    else:
        _say(verdict_text(source.name, verified.report, asked.language))


def _place(asked: argparse.Namespace, source: Source, number: int) -> Path:
    """Give the file for a pack: what was asked for, or one in that folder when there are more."""
    out: Path = asked.evidence
    if len(asked.targets) == 1 and not Path(asked.targets[0]).is_dir() and not out.is_dir():
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
