"""`dokazilo trusted-lists`: fetch and check the EU's trusted lists, or show those that are kept.

The trust file says which: a source of the type eu-trusted-lists (docs/trust.md). A running service
takes refreshed lists up by itself. The exit status is 0 when every list is good, 1 when one could
not be refreshed or is out of date, 3 when the call itself, or the trust file, cannot be used.
"""

import argparse
import asyncio
import sys
from datetime import datetime

from app.clock import Clock, SystemClock
from app.fetching import FetchRules, GuardedFetcher
from app.rounds import Fetcher
from app.settings import BadSettings, Settings
from app.trust_file import trust_sources
from app.trusted_lists.chosen import ChosenLists
from app.trusted_lists.folder import KeptList, ListsFolder, RefreshUnderWay
from app.trusted_lists.kept import lists_folder
from app.trusted_lists.refreshing import ListNews, Refreshing
from app.workers import Workers

GOOD, NOT_ALL_GOOD, USAGE = 0, 1, 3

_RULES = FetchRules(read_seconds=20.0, total_seconds=120.0)
"""Lists have megabytes and their servers take their time; nobody waits for an answer here."""
_READING_SECONDS = 120.0


def add_trusted_lists_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what `trusted-lists` takes."""
    parser.description = __doc__
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("what", choices=("refresh", "show"))


def run_trusted_lists(
    asked: argparse.Namespace, *, fetcher: Fetcher | None = None, clock: Clock | None = None
) -> int:
    """Do what was asked and tell of each list; another fetcher and clock are for tests."""
    try:
        settings = Settings.load()
        chosen = trust_sources(settings).trusted_lists
    except BadSettings as reason:
        return _unusable(str(reason))
    if chosen is None:
        return _unusable("no source of TRUST_FILE has the type eu-trusted-lists.")
    folder, now = lists_folder(settings), (clock or SystemClock()).now()
    if asked.what == "show":
        return tell(kept_news(chosen, folder), now)
    try:
        with folder.alone():
            return tell(asyncio.run(refreshed(chosen, folder, now, fetcher)), now)
    except RefreshUnderWay:
        return _unusable("somebody else is refreshing the lists.")
    except OSError as reason:
        return _unusable(str(reason))


async def refreshed(
    chosen: ChosenLists, folder: ListsFolder, now: datetime, fetcher: Fetcher | None
) -> tuple[ListNews, ...]:
    """Refresh the lists through the guarded fetcher."""
    async with GuardedFetcher(_RULES) as guard, Workers(1, seconds=_READING_SECONDS) as workers:
        return await Refreshing(chosen, folder, fetcher or guard, workers, now).refresh()


def kept_news(chosen: ChosenLists, folder: ListsFolder) -> tuple[ListNews, ...]:
    """Tell of the lists that are kept for this choice."""
    index = folder.index()
    if index is None or index.choice != chosen.digest:
        return (ListNews("EU", None, "No lists are kept for this trust file; refresh them."),)
    return tuple(ListNews(one.territory, one) for one in (index.list_of_lists, *index.lists))


def tell(news: tuple[ListNews, ...], now: datetime) -> int:
    """Write one line for each list; give the exit status."""
    sys.stdout.write(f"{'list':5} {'issued':11} {'next update':12} {'signature':10} remarks\n")
    for one in news:
        sys.stdout.write(f"{one.territory:5} {_columns(one.kept)} {_remark(one, now)}".rstrip())
        sys.stdout.write("\n")
    good = all(one.fault is None and one.kept and one.kept.next_update >= now for one in news)
    return GOOD if good else NOT_ALL_GOOD


def _columns(kept: KeptList | None) -> str:
    if kept is None:
        return f"{'-':11} {'-':12} {'-':10}"
    return f"{kept.issued:%Y-%m-%d}  {kept.next_update:%Y-%m-%d}   {'good':10}"


def _remark(one: ListNews, now: datetime) -> str:
    if one.fault is not None:
        copy = f" The copy of {one.kept.fetched_at:%Y-%m-%d} stays." if one.kept else ""
        return f"{one.fault}{copy}"
    if one.kept is not None and one.kept.next_update < now:
        return "Out of date: it says nothing any more."
    return f"sha256:{one.kept.sha256}" if one.kept else ""


def _unusable(reason: str) -> int:
    sys.stderr.write(f"dokazilo: {reason}\n")
    return USAGE
