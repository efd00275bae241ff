"""Refresh the kept lists: fetch, check who signed, keep. An old copy stays when a new one fails."""

import hashlib
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from app.rounds import Fetcher
from app.trusted_lists.chosen import ChosenLists
from app.trusted_lists.folder import Index, KeptList, ListsFolder
from app.workers import WorkerFailed, Workers, WorkerStopped
from verifier import Fetched
from verifier.securing.pki.trusted_list_file import lists_json
from verifier.securing.pki.trusted_list_reading import (
    MOST_BYTES,
    ListOfLists,
    ListPointer,
    NationalList,
    TrustedListRefused,
    read_list_of_lists,
    read_national_list,
    trusted_lists,
)

EU = "EU"
"""The territory that the list of lists gives itself."""

L = TypeVar("L", ListOfLists, NationalList)


@dataclass(frozen=True, slots=True)
class ListNews:
    """What became of one list."""

    territory: str
    kept: KeptList | None
    """The copy that counts now; None when there is none."""
    fault: str | None = None
    """Why the list was not refreshed."""


@dataclass(frozen=True, slots=True)
class _Got(Generic[L]):
    kept: KeptList
    content: L
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Refreshing:
    """One refresh of everything that was chosen."""

    chosen: ChosenLists
    folder: ListsFolder
    fetcher: Fetcher
    workers: Workers
    now: datetime

    async def refresh(self) -> tuple[ListNews, ...]:
        """Refresh all lists, one after the other: a list may be large.

        Without a list of lists that counts, everything stays as it was.
        """
        before = self.folder.index()
        pin = ListPointer(self.chosen.url, EU, self.chosen.signers)
        top = await self._list(pin, before.list_of_lists if before else None, self._read_top)
        if isinstance(top, str):
            return (ListNews(EU, None, top),)
        known = {one.territory: one for one in before.lists} if before else {}
        got: list[_Got[NationalList]] = []
        news = [ListNews(EU, top.kept, top.fault)]
        for territory, pointers in self._chosen_pointers(top.content).items():
            found = await self._national(pointers, known.get(territory))
            if isinstance(found, str):
                news.append(ListNews(territory, None, found))
            else:
                got.append(found)
                news.append(ListNews(territory, found.kept, found.fault))
        self._keep(top, got)
        named = {pointer.territory for pointer in top.content.pointers}
        news += [
            ListNews(territory, None, "The list of lists names no such list.")
            for territory in sorted(self.chosen.territories - named)
        ]
        return tuple(news)

    def _chosen_pointers(self, top: ListOfLists) -> dict[str, list[ListPointer]]:
        found: dict[str, list[ListPointer]] = {}
        for pointer in top.pointers:
            if self.chosen.includes(pointer.territory):
                found.setdefault(pointer.territory, []).append(pointer)
        return found

    async def _national(
        self, pointers: list[ListPointer], old: KeptList | None
    ) -> _Got[NationalList] | str:
        faults = []
        for pointer in pointers:
            found = await self._list(pointer, old, self._read_national)
            if not isinstance(found, str):
                return found
            faults.append(found)
        return " ".join(faults)

    async def _list(
        self,
        pointer: ListPointer,
        old: KeptList | None,
        read: Callable[[bytes, ListPointer], Awaitable[L | str]],
    ) -> _Got[L] | str:
        """Give the list of now, else the copy of before with the reason; else only the reason."""
        new = await self._fetched(pointer, old, read)
        if not isinstance(new, str):
            return new
        # Signers may have changed since: the copy counts only if it would be taken today.
        data = self.folder.document(old.sha256) if old else None
        content = await read(data, pointer) if data is not None else new
        if old is None or isinstance(content, str):
            return new
        return _Got(old, content, new)

    async def _fetched(
        self,
        pointer: ListPointer,
        old: KeptList | None,
        read: Callable[[bytes, ListPointer], Awaitable[L | str]],
    ) -> _Got[L] | str:
        answer = await self.fetcher.fetch(pointer.url, self.now, max_bytes=MOST_BYTES)
        if not isinstance(answer, Fetched):
            return answer.reason
        content = await read(answer.body, pointer)
        if isinstance(content, str):
            return content
        if content.next_update < self.now:
            return f"The list is out of date since {content.next_update:%Y-%m-%d}."
        if old is not None and content.issued < old.issued:
            return "The list is older than the copy kept here."
        kept = KeptList(
            territory=pointer.territory,
            url=pointer.url,
            sha256=self.folder.keep(answer.body),
            issued=content.issued,
            next_update=content.next_update,
            fetched_at=self.now,
        )
        return _Got(kept, content)

    async def _read_top(self, xml: bytes, pointer: ListPointer) -> ListOfLists | str:
        try:
            return await self.workers.run(top_or_reason, xml, pointer.signers, self.now)
        except (WorkerStopped, WorkerFailed):
            return _UNREADABLE

    async def _read_national(self, xml: bytes, pointer: ListPointer) -> NationalList | str:
        try:
            return await self.workers.run(national_or_reason, xml, pointer, self.now)
        except (WorkerStopped, WorkerFailed):
            return _UNREADABLE

    def _keep(self, top: _Got[ListOfLists], got: list[_Got[NationalList]]) -> None:
        at_hand = frozenset(one.kept.territory for one in got)
        named = frozenset(pointer.territory for pointer in top.content.pointers)
        joined = trusted_lists(
            [one.content for one in got],
            top.content.next_update,
            missing=named - at_hand,
            digest=_digest([top.kept, *(one.kept for one in got)]),
        )
        index = Index(
            choice=self.chosen.digest,
            list_of_lists=top.kept,
            lists=tuple(one.kept for one in got),
            services=self.folder.keep(json.dumps(lists_json(joined)).encode()),
        )
        self.folder.replace(index)


_UNREADABLE = "The list cannot be read within the time and memory there is for it."


def top_or_reason(xml: bytes, signers: tuple[bytes, ...], now: datetime) -> ListOfLists | str:
    """Read the list of lists in a worker; give why not."""
    try:
        return read_list_of_lists(xml, signers, now)
    except TrustedListRefused as refused:
        return str(refused)


def national_or_reason(xml: bytes, pointer: ListPointer, now: datetime) -> NationalList | str:
    """Read a national list in a worker; give why not."""
    try:
        return read_national_list(xml, pointer, now)
    except TrustedListRefused as refused:
        return str(refused)


def _digest(lists: list[KeptList]) -> str:
    """Name the lists together by the digests of what their publishers signed."""
    names = "\n".join(f"{one.territory} {one.sha256}" for one in lists)
    return f"sha256:{hashlib.sha256(names.encode()).hexdigest()}"
