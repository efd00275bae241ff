"""The composition root: put the parts together, hand them to the routes, close them at the end."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial

from fastapi import Depends, FastAPI

from app.accounts.asking_to_log_in import LoginNeeded, ask_to_log_in
from app.background import background_work
from app.batches import asked
from app.body_limit import BodyLimit
from app.bulk import uploads
from app.client import KnownClient
from app.clock import Clock, Ids, RandomIds, SystemClock
from app.dependencies import count_public_call
from app.evidence import VaultKeeper
from app.head_requests import HeadRequests
from app.http import (
    api_keys,
    audit,
    awards,
    batch_dry_run,
    batch_results,
    batches,
    claim_sheets,
    claims,
    correction_requests,
    credentials,
    deliveries,
    documentation,
    documents,
    erasures,
    exchanges,
    guardians,
    health,
    mail_events,
    oauth,
    oauth_clients,
    offers,
    oid4vci,
    open_badges_api,
    openid4vp,
    organisations,
    presentation_requests,
    profiles,
    programmes,
    register,
    report_keys,
    sd_jwt_vc,
    seals,
    take_away,
    token_certificates,
    vc_api,
    vc_api_derive,
    vc_api_sandbox,
    verify,
    verify_bulk,
)
from app.http.openapi import install_openapi
from app.jobs.working import jobs_done
from app.oauth.errors import install_oauth_errors
from app.opening import open_services
from app.own_records import ServiceRecords
from app.problem_handlers import install_problem_handlers
from app.release import VERSION
from app.request_log import RequestLog
from app.sandbox import Sandbox
from app.security_headers import SecurityHeaders
from app.services import Services
from app.settings import Settings
from app.signed_reports.writer import ReportWriter
from app.submissions import MOST_UPLOAD_BYTES
from app.takeaway.press import open_press
from app.trust_file import trust_sources
from app.trusted_lists.kept import lists_folder
from app.unexpected_errors import UnexpectedErrors
from app.verification import Verification, open_verification
from app.web import mount_pages
from app.web.pages import authorize, backpacks, login, me, my_badges
from contexts import use_engine
from verifier.limits import LIMITS

_MOST_BODY_BYTES = 1024 * 1024
"""A programme with its picture stays well below."""
_MOST_UPLOAD_BYTES = 2 * LIMITS.credential_bytes
"""A credential in a form is a third longer than it is."""
_MOST_AROUND_FILE = 64 * 1024
"""The other fields of the form that a file is in."""
_MOST_FORM_BYTES = 16 * 1024
"""A form without files, whose percent signs take many times their size to decode."""

_MODULES = (
    verify,
    documents,
    sd_jwt_vc,
    take_away,
    claim_sheets,
    claims,
    guardians,
    deliveries,
    mail_events,
    correction_requests,
    credentials,
    erasures,
    exchanges,
    awards,
    batch_dry_run,
    batch_results,
    batches,
    programmes,
    profiles,
    seals,
    token_certificates,
    api_keys,
    organisations,
    audit,
    register,
    verify_bulk,
    presentation_requests,
    open_badges_api,
    openid4vp,
    report_keys,
    vc_api,
    vc_api_derive,
    offers,
    oauth,
    oauth_clients,
    oid4vci,
    health,
    documentation,
)


def create_app(
    settings: Settings, *, clock: Clock | None = None, ids: Ids | None = None
) -> FastAPI:
    """Make the service; nothing is opened before its lifespan begins."""
    clock, ids = clock or SystemClock(), ids or RandomIds()
    app = FastAPI(
        title="Dokazilo",
        version=VERSION,
        lifespan=partial(_lifespan, clock=clock, ids=ids),
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        dependencies=[Depends(count_public_call)],
    )
    app.state.settings = settings
    install_problem_handlers(app)
    app.add_exception_handler(LoginNeeded, ask_to_log_in)
    install_oauth_errors(app)
    install_openapi(app)
    for module in _MODULES:
        app.include_router(module.router)
    if settings.sandbox_w3c_suites:
        vc_api.serve_w3c_suites(app)
    if settings.sandbox_issuer:
        vc_api_sandbox.serve_sandbox(app, Sandbox(settings.public_url, clock, ids))
    documentation.mount_swagger_ui(app)
    mount_pages(app)
    _add_middleware(app, settings, ids)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI, *, clock: Clock, ids: Ids) -> AsyncIterator[None]:
    use_engine(app.state.settings.engine)
    services = open_services(app.state.settings, clock=clock, ids=ids)
    app.state.services = services
    try:
        async with (
            _verification(services, app) as verification,
            background_work(services),
            jobs_done(services, processes=services.settings.work),
            open_press() as press,
        ):
            app.state.press = press
            app.state.verification = verification
            app.state.report_writer = ReportWriter(
                services.report_signer, verification.workers, services.settings.public_url
            )
            yield
    finally:
        services.database.close()


def _verification(services: Services, app: FastAPI) -> AbstractAsyncContextManager[Verification]:
    sandbox: Sandbox | None = getattr(app.state, "sandbox", None)
    return open_verification(
        ServiceRecords(services),
        public_url=services.settings.public_url,
        trust=trust_sources(services.settings),
        keeper=VaultKeeper(services.vault),
        sandbox=sandbox.document if sandbox else None,
        lists=lists_folder(services.settings),
    )


def _add_middleware(app: FastAPI, settings: Settings, ids: Ids) -> None:
    # The last one added is the outermost.
    app.add_middleware(
        BodyLimit,
        most_bytes=_MOST_BODY_BYTES,
        exceptions={
            **dict.fromkeys((*vc_api.PATHS, vc_api_derive.PATH), _MOST_UPLOAD_BYTES),
            **dict.fromkeys(
                (*login.FORMS, *me.FORMS, *backpacks.FORMS, *authorize.FORMS), _MOST_FORM_BYTES
            ),
            my_badges.UPLOAD: my_badges.MOST_BYTES,
            open_badges_api.CREDENTIALS: open_badges_api.MOST_BYTES,
            oauth_clients.REGISTER: oauth_clients.MOST_BYTES,
            "/verify": MOST_UPLOAD_BYTES + _MOST_AROUND_FILE,
            "/api/v1/batches": settings.batch_file_bytes + _MOST_AROUND_FILE,
            "/api/v1/batches/dry-run": asked.BODY_BYTES,
            "/verify/bulk": uploads.BODY_BYTES,
            "/verify/bulk/table": uploads.TABLE_BYTES,
        },
    )
    app.add_middleware(HeadRequests)
    app.add_middleware(KnownClient)
    app.add_middleware(UnexpectedErrors)
    app.add_middleware(SecurityHeaders, https=settings.public_url.startswith("https://"))
    app.add_middleware(RequestLog, new_id=ids.new_id)
