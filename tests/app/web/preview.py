"""The pages on their own: example records instead of a database, everything else as it is."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeVar

from fastapi import FastAPI, Request
from starlette.responses import Response

from app.problem_handlers import install_problem_handlers
from app.problems import ApiProblem
from app.security_headers import SecurityHeaders
from app.web import mount_pages
from app.web.database_records import public_records
from app.web.records import (
    IssuedCredential,
    PublishedVersion,
    RegisterPage,
    RegisterSearch,
    Standing,
)
from issuer.errors import NotFound
from issuer.model.approval import ProgrammeState
from issuer.model.credential import Credential
from issuer.model.organisation import Profile
from tests.app.web.examples import CREDENTIALS, NOW, REGISTER, UNIVERSITY, VET_SCHOOL

PUBLIC_URL = "http://localhost:8000"
REPORTS = Path(__file__).parent / "reports"

Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class MemoryRecords:
    """Implement `PublicRecords` over a few values."""

    versions: Sequence[PublishedVersion] = REGISTER
    credentials: Sequence[IssuedCredential] = CREDENTIALS
    size: int = 12

    def register(self, search: RegisterSearch) -> RegisterPage:
        """Find by title and filters."""
        found = [one for one in self.versions if _fits(one, search)]
        start = (search.page - 1) * self.size
        return RegisterPage(
            entries=found[start : start + self.size],
            total=len(found),
            size=self.size,
            providers=(VET_SCHOOL, UNIVERSITY),
        )

    def published_version(self, programme_id: str, number: int) -> PublishedVersion:
        """Find one version."""
        return _only(
            one
            for one in self.versions
            if (one.version.programme_id, one.version.number) == (programme_id, number)
        )

    def newest_number(self, programme_id: str) -> int:
        """Give the number of the first that is there."""
        return _only(
            one.version.number for one in self.versions if one.version.programme_id == programme_id
        )

    def profile(self, slug: str) -> Profile:
        """Find a profile."""
        return _only(one for one in (VET_SCHOOL, UNIVERSITY) if one.slug == slug)

    def credential(self, page_token: str) -> IssuedCredential:
        """Find a credential."""
        return _only(one for one in self.credentials if one.credential.page_token == page_token)

    def claimed(self, credential_id: str) -> IssuedCredential:
        """Find a credential by its id, with its award."""
        return _only(one for one in self.credentials if one.credential.id == credential_id)

    def issued(self, credential_id: str) -> Credential:
        """Find a credential by its id."""
        return _only(
            one.credential for one in self.credentials if one.credential.id == credential_id
        )


def _only(found: Iterable[Record]) -> Record:
    for one in found:
        return one
    raise NotFound("There is no such record.")


def _fits(one: PublishedVersion, search: RegisterSearch) -> bool:
    content = one.version.content
    states = {Standing.OPEN: ProgrammeState.APPROVED, Standing.RETIRED: ProgrammeState.RETIRED}
    return (
        search.words.casefold() in " ".join(content.title.values()).casefold()
        and search.sok_level in {None, content.level.sok}
        and (search.field is None or f"/{search.field}" in (content.isced_f or ""))
        and search.provider in {None, one.profile.slug}
        and search.pilot in {None, content.pilot}
        and (search.standing is None or states[search.standing] is one.version.state)
    )


@dataclass(frozen=True, slots=True)
class StoppedClock:
    """Always tell the same time."""

    moment: datetime = NOW

    def now(self) -> datetime:
        """Give the moment."""
        return self.moment


def report(name: str) -> dict[str, Any]:
    """Read an example of what POST /verify answers."""
    value: dict[str, Any] = json.loads((REPORTS / f"{name}.json").read_text(encoding="utf-8"))
    return value


def preview(records: MemoryRecords | None = None) -> FastAPI:
    """Make the service of the pages alone; `/verdicts/{name}` shows a report of `reports/`.

    `/failing/{code}` answers with a problem.
    """
    app = FastAPI(redirect_slashes=False)
    settings = SimpleNamespace(
        public_url=PUBLIC_URL, europass_wallet_url="https://wallet.example/api/v2"
    )
    app.state.settings = settings
    app.state.services = SimpleNamespace(settings=settings, clock=StoppedClock())
    known = records or MemoryRecords()
    app.dependency_overrides[public_records] = lambda: known
    install_problem_handlers(app)

    @app.get("/verdicts/{name}")
    @app.post("/verify")
    def verdict(request: Request, name: str = "passed") -> Response:
        page: Response = app.state.verify_page(
            request, answer=report(name), secured="e30=", with_evidence=name != "unreadable"
        )
        return page

    @app.get("/refused")
    def refused(request: Request) -> Response:
        problem = {"code": "BAD_REQUEST", "detail": "Send one of these.", "status": 400}
        page: Response = app.state.verify_page(request, problem=problem, status_code=400)
        return page

    @app.get("/failing/{code}")
    def failing(code: str) -> Response:
        raise ApiProblem(code, headers={"Retry-After": "7"})

    mount_pages(app)
    app.add_middleware(SecurityHeaders, https=False)
    return app
