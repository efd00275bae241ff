"""What the tests of trusted lists share: an EU with lists of its own, and a sealed credential."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from app.demo.pki import Issued, SealHolder
from app.evidence import Keeper, UnmarkedKeeper
from app.submissions import Submission
from app.trust_file import TrustSources
from app.trusted_lists.chosen import ChosenLists
from app.trusted_lists.folder import ListsFolder
from app.trusted_lists.refreshing import ListNews, Refreshing
from app.verification import Verified, open_verification
from app.workers import Workers
from issuer.json_bytes import json_bytes
from issuer.rendering.europass.credential import render
from issuer.sealing import seal
from tests.app.verifying import PUBLIC_URL, FakeFetcher, FakeRecords
from tests.issuer.rendering.europass.examples import europass_material
from tests.seals import SCHOOL, SEALED_AT, KeyInMemory, authorities, services
from tests.trusted_lists import TSA_QTST, Service, list_of_lists, list_operator, national_list

EU_URL = "https://eu.example/lotl.xml"
SI_URL = "https://si.example/tl.xml"
HR_URL = "https://hr.example/tl.xml"
EU, SI, HR = list_operator(), list_operator(), list_operator()
CHOSEN = ChosenLists(EU_URL, (EU.der,))
AUTHORITY = Service(authorities().authority.der)
STAMPS = Service(authorities().timestamp.der, TSA_QTST, ())
LATER = SEALED_AT + timedelta(days=30)
P = ParamSpec("P")
R = TypeVar("R")


def top(*territories: str, operator: Issued = EU) -> bytes:
    """Write the list of lists."""
    known = {"SI": (SI_URL, SI), "HR": (HR_URL, HR)}
    return list_of_lists({one: known[one] for one in territories}, operator)


def published() -> dict[str, bytes]:
    """Give what is published: the list of lists, and Slovenia's with our authorities."""
    return {EU_URL: top("SI"), SI_URL: national_list([AUTHORITY, STAMPS], SI)}


def qualified_seal() -> bytes:
    """Seal a whole credential with a certificate that claims all there is to claim."""
    statements = ("qc_compliance", "qc_type", "qc_sscd")
    holder = SealHolder(SCHOOL.organisation, SCHOOL.identifier, "P-256", statements)
    issued = authorities().new_seal(holder, SEALED_AT)
    document = render(europass_material())
    document["identifier"] = document["identifier"][:1]  # without a status to be fetched
    signer = KeyInMemory(issued, "ES256")
    return seal(json_bytes(document), signer, services(issued), SEALED_AT).to_bytes()


class AtOnce(Workers):
    """Do the work here: a process for every test takes long to start."""

    async def run(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Call the function."""
        return work(*args, **kwargs)


@dataclass
class Operator:
    """Somebody who keeps trusted lists, and verifies by them."""

    path: Path
    documents: dict[str, bytes] = field(default_factory=published)
    chosen: ChosenLists = CHOSEN
    now: datetime = LATER
    workers: type[Workers] = AtOnce

    @property
    def folder(self) -> ListsFolder:
        """Name the folder."""
        return ListsFolder(self.path / "trusted-lists")

    def refresh(self) -> dict[str, ListNews]:
        """Refresh the lists; give the news by territory."""

        async def story() -> dict[str, ListNews]:
            fetcher, workers = FakeFetcher(self.documents), self.workers(1, seconds=60)
            work = Refreshing(self.chosen, self.folder, fetcher, workers, self.now)
            with self.folder.alone():
                return {one.territory: one for one in await work.refresh()}

        return asyncio.run(story())

    def verified(self, body: bytes, keeper: Keeper | None = None) -> Verified:
        """Verify a document by the lists that are kept."""

        async def story() -> Verified:
            async with open_verification(
                FakeRecords(),
                public_url=PUBLIC_URL,
                trust=replace(TrustSources(), trusted_lists=self.chosen),
                keeper=keeper or UnmarkedKeeper(believes=True),
                workers=1,
                fetcher=FakeFetcher(),
                lists=self.folder,
            ) as verification:
                return await verification.verify_with_evidence(Submission(body=body), now=self.now)

        return asyncio.run(story())


def findings(report: Mapping[str, Any]) -> dict[str, tuple[str, str | None]]:
    """Give outcome and code of each check."""
    return {one["check"]: (one["outcome"], one["code"]) for one in report["findings"]}
