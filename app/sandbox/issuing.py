"""The sandbox: an issuer for each thing a test suite asks about, with keys made at start.

It has no database, no vault and no profile: it could not touch a school's key if it wanted to.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime

from app.clock import Clock, Ids
from app.keys.throwaway import ThrowawayKey, throwaway_key
from app.sandbox.drafting import Drafted
from app.sandbox.status_lists import NoMoreLists, SandboxLists
from contexts import JsonObject
from issuer.errors import NotFound
from issuer.json_bytes import json_bytes
from issuer.sandbox_issuers import DEFAULT, SANDBOX_ISSUERS, SandboxIssuer
from issuer.sandbox_securing import Wanted, secured
from issuer.selective_disclosure import BaseSecrets
from verifier.cryptosuites import SELECTIVE
from verifier.data_model import V1_CONTEXT, as_list

BASE_PATH = "/vc-api"
_LIST_PATH = re.compile(
    BASE_PATH + r"(?:/sandbox/(?P<name>[A-Za-z0-9.-]{1,60}))?/status-lists/(?P<id>[0-9a-f-]{36})"
)
STATUS_CONTEXT = "https://www.w3.org/ns/credentials/status/v1"
"""Has the terms of status entries for data model 1.1; those of 2.0 are in its own context."""
_HMAC_KEY_BYTES = 32

Draft = Callable[[JsonObject, Wanted], Awaitable[Drafted]]
"""Drafts in a worker process: what strangers send is never processed beside the event loop."""


class NotFoundInSandbox(Exception):
    """There is no such issuer, credential or list; the sentence says which."""


class RefusedBySandbox(Exception):
    """What was sent cannot be signed, or makes no sense; the sentence says why."""


@dataclass(frozen=True, slots=True)
class _Desk:
    """One issuer at work."""

    issuer: SandboxIssuer
    key: ThrowawayKey
    lists: SandboxLists


class Sandbox:
    """Every issuer of the sandbox, by name."""

    def __init__(self, public_url: str, clock: Clock, ids: Ids) -> None:
        self._public_url = public_url
        self._clock = clock
        self._ids = ids
        self._desks = {name: self._open(issuer) for name, issuer in SANDBOX_ISSUERS.items()}

    async def issue(
        self,
        name: str,
        credential: JsonObject,
        *,
        draft: Draft,
        credential_id: str | None = None,
        mandatory_pointers: tuple[str, ...] | None = None,
    ) -> JsonObject:
        """Sign a credential as it was sent. Raises NotFoundInSandbox, RefusedBySandbox."""
        desk = self._desk(name)
        document = (
            dict(credential) if credential_id is None else {**credential, "id": credential_id}
        )
        wanted, one_time_key = self._wanted(desk, mandatory_pointers)
        done = await draft(document, wanted)
        if done.draft is not None and desk.issuer.allots_status:
            document = self._with_status(desk, document)
            done = await draft(document, wanted)
        if done.draft is None:
            raise RefusedBySandbox(done.refusal)
        return secured(
            done.draft,
            wanted,
            desk.key.sign([done.draft.by_issuer])[0],
            one_time_key.sign(done.draft.by_one_time_key),
        )

    def set_status(self, name: str, credential_id: str, purpose: str, *, value: bool) -> None:
        """Set a credential's status. Raises NotFoundInSandbox."""
        lists = self._desk(name).lists
        place = lists.place_of(credential_id, purpose)
        if place is None:
            raise NotFoundInSandbox(f"No credential of this id has a status for {purpose} here.")
        lists.set(*place, value=value)

    def set_listed(
        self, name: str, list_url: str, index: int, purpose: str, *, value: bool
    ) -> None:
        """Set one place of a list. Raises NotFoundInSandbox, RefusedBySandbox."""
        lists = self._desk(name).lists
        list_id = list_url.removeprefix(lists.base_url + "/")
        if lists.purpose_of(list_id) is None:
            raise NotFoundInSandbox("This issuer keeps no status list of that address.")
        if lists.purpose_of(list_id) != purpose:
            raise RefusedBySandbox("That status list is for another purpose.")
        try:
            lists.set(list_id, index, value=value)
        except IndexError as error:
            raise RefusedBySandbox("The index is outside the status list.") from error

    def create_list(self, name: str, purpose: str) -> tuple[str, JsonObject]:
        """Make a status list; give its address and the signed list.

        Raises NotFoundInSandbox, RefusedBySandbox.
        """
        lists = self._desk(name).lists
        try:
            list_id = lists.create(purpose)
        except NoMoreLists:
            raise RefusedBySandbox("The sandbox keeps no more status lists.") from None
        return lists.url(list_id), self.list_credential(name, list_id)

    def list_credential(self, name: str, list_id: str) -> JsonObject:
        """Give a signed status list. Raises NotFoundInSandbox."""
        found = self._desk(name).lists.credential(list_id, self._now())
        if found is None:
            raise NotFoundInSandbox("There is no such status list.")
        return found

    def document(self, path: str) -> bytes:
        """Give what is published at a path of this host. Raises NotFound."""
        found = _LIST_PATH.fullmatch(path)
        if not found:
            raise NotFound("The sandbox publishes nothing there.")
        try:
            return json_bytes(self.list_credential(found["name"] or DEFAULT, found["id"]))
        except NotFoundInSandbox as missing:
            raise NotFound(str(missing)) from missing

    def issuers(self) -> list[tuple[SandboxIssuer, str, str]]:
        """Give each issuer with its DID and the address of its endpoints."""
        return [
            (desk.issuer, desk.key.did, self._public_url + path_of(name))
            for name, desk in self._desks.items()
        ]

    def _open(self, issuer: SandboxIssuer) -> _Desk:
        key = throwaway_key(issuer.kind)
        base = BASE_PATH if issuer.name == DEFAULT else path_of(issuer.name)
        return _Desk(
            issuer, key, SandboxLists(key, f"{self._public_url}{base}/status-lists", self._ids)
        )

    def _desk(self, name: str) -> _Desk:
        if name not in self._desks:
            raise NotFoundInSandbox(f"The sandbox has these issuers: {', '.join(self._desks)}.")
        return self._desks[name]

    def _wanted(self, desk: _Desk, pointers: tuple[str, ...] | None) -> tuple[Wanted, ThrowawayKey]:
        one_time_key = throwaway_key("P-256")
        wanted = Wanted(desk.issuer.securing, desk.key.kind, desk.key.method, self._now(), pointers)
        if wanted.securing == SELECTIVE:
            hidden = BaseSecrets(secrets.token_bytes(_HMAC_KEY_BYTES), one_time_key.public_bytes)
            wanted = replace(wanted, secrets=hidden)
        return wanted, one_time_key

    def _with_status(self, desk: _Desk, document: JsonObject) -> JsonObject:
        if "credentialStatus" in document:
            return document
        credential_id = str(document.get("id", f"urn:uuid:{self._ids.new_id()}"))
        try:
            entry = desk.lists.allot(credential_id, "revocation")
        except NoMoreLists:
            raise RefusedBySandbox("The sandbox keeps no more status lists.") from None
        contexts = as_list(document["@context"])
        if contexts[0] == V1_CONTEXT and STATUS_CONTEXT not in contexts:
            contexts = [*contexts, STATUS_CONTEXT]
        with_id = {"id": credential_id, **document}
        return {**with_id, "@context": contexts, "credentialStatus": entry}

    def _now(self) -> datetime:
        return self._clock.now()


def path_of(name: str) -> str:
    """Give the path below which an issuer has its endpoints."""
    return f"{BASE_PATH}/sandbox/{name}"
