"""The status lists of one sandbox issuer: real lists with real signatures, in memory only."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from app.clock import Ids
from app.keys.throwaway import ThrowawayKey
from contexts import JsonObject
from issuer.rendering.members import timestamp
from issuer.sandbox_issuers import LIST_SECURING
from issuer.sandbox_securing import Wanted, draft, secured
from verifier.data_model import V2_CONTEXT
from verifier.status_list import MINIMUM_ENTRIES, StatusList

_MOST_LISTS = 64
_MOST_CREDENTIALS = 10_000
_BACKDATED = timedelta(minutes=1)
"""So that a clock that is behind ours sees no list from the future."""


class NoMoreLists(Exception):
    """The sandbox keeps no more lists; it forgets everything when it is started anew."""


@dataclass(frozen=True, slots=True)
class _Listed:
    id: str
    purpose: str
    bits: StatusList = field(default_factory=StatusList.empty)
    signed: JsonObject | None = None


@dataclass(slots=True)
class SandboxLists:
    """The lists of one issuer, and which credential has which place in them."""

    key: ThrowawayKey
    base_url: str
    """Its lists' addresses begin with this."""
    ids: Ids
    _lists: dict[str, _Listed] = field(default_factory=dict)
    _places: OrderedDict[str, dict[str, tuple[str, int]]] = field(default_factory=OrderedDict)
    """Credential to purpose to list and index; the oldest are forgotten first."""

    def create(self, purpose: str) -> str:
        """Make an empty list and give its id. Raises NoMoreLists."""
        if len(self._lists) >= _MOST_LISTS:
            raise NoMoreLists
        made = _Listed(self.ids.new_id(), purpose)
        self._lists[made.id] = made
        return made.id

    def allot(self, credential_id: str, purpose: str) -> JsonObject:
        """Give a credential a place in the issuer's list for a purpose. Raises NoMoreLists."""
        lists = [listed.id for listed in self._lists.values() if listed.purpose == purpose]
        list_id = lists[0] if lists else self.create(purpose)
        index = self.ids.random_index(MINIMUM_ENTRIES)
        self.place(credential_id, purpose, list_id, index)
        url = self.url(list_id)
        return {
            "id": f"{url}#{index}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": purpose,
            "statusListIndex": str(index),
            "statusListCredential": url,
        }

    def place(self, credential_id: str, purpose: str, list_id: str, index: int) -> None:
        """Remember where a credential's status is."""
        self._places.setdefault(credential_id, {})[purpose] = (list_id, index)
        self._places.move_to_end(credential_id)
        while len(self._places) > _MOST_CREDENTIALS:
            self._places.popitem(last=False)

    def place_of(self, credential_id: str, purpose: str) -> tuple[str, int] | None:
        """Tell list and index, or None when this issuer allotted none."""
        return self._places.get(credential_id, {}).get(purpose)

    def purpose_of(self, list_id: str) -> str | None:
        """Tell what a list is for, or None when there is no such list."""
        listed = self._lists.get(list_id)
        return listed.purpose if listed else None

    def set(self, list_id: str, index: int, *, value: bool) -> None:
        """Set or clear one bit of a list there is; raises IndexError outside it."""
        listed = self._lists[list_id]
        bits = listed.bits.with_status(index, value)
        self._lists[list_id] = replace(listed, bits=bits, signed=None)

    def url(self, list_id: str) -> str:
        """Give a list's address, which is its id as a credential."""
        return f"{self.base_url}/{list_id}"

    def credential(self, list_id: str, now: datetime) -> JsonObject | None:
        """Give a list as signed credential, or None when there is no such list."""
        listed = self._lists.get(list_id)
        if listed is None:
            return None
        if listed.signed is None:
            listed = replace(listed, signed=self._signed(listed, now))
            self._lists[list_id] = listed
        return listed.signed

    def _signed(self, listed: _Listed, now: datetime) -> JsonObject:
        url = self.url(listed.id)
        document: JsonObject = {
            "@context": [V2_CONTEXT],
            "id": url,
            "type": ["VerifiableCredential", "BitstringStatusListCredential"],
            "issuer": self.key.did,
            "validFrom": timestamp(now - _BACKDATED),
            "credentialSubject": {
                "id": f"{url}#list",
                "type": "BitstringStatusList",
                "statusPurpose": listed.purpose,
                "encodedList": listed.bits.encode(),
            },
        }
        wanted = Wanted(LIST_SECURING[self.key.kind], self.key.kind, self.key.method, now)
        made = draft(document, wanted)
        return secured(made, wanted, self.key.sign([made.by_issuer])[0], ())
