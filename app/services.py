"""What a running service is made of: built once at start, handed to every request."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import HTTPConnection

from app.bell import Bell
from app.clock import Clock, Ids
from app.db.engine import Database
from app.fetching import AppointedServices
from app.keys.opened_keys import OpenedKeys
from app.keys.sealing import Vault
from app.mail.sns import SnsDesk
from app.oid4vp.verifier_key import VerifierKey
from app.rate_limits import RateLimits
from app.recent import Recent
from app.seals.revocation import Gatherer
from app.settings import Settings
from app.signed_reports.signer import ReportSigner
from app.signing_pace import SigningPace


@dataclass(frozen=True, slots=True)
class Services:
    """The parts, with their types; `app.state.services` holds them."""

    settings: Settings
    database: Database
    vault: Vault
    clock: Clock
    ids: Ids
    limits: RateLimits
    report_signer: ReportSigner
    verifier_key: VerifierKey
    """Signs what wallets are asked."""
    appointed: AppointedServices
    """Time stamp authorities, revocation services, wallets."""
    gatherer: Gatherer
    sns: SnsDesk
    """Tells whether a report of bounces comes from Amazon."""
    opened_keys: OpenedKeys
    recent: Recent
    """What was read of our records a moment ago."""
    pace: SigningPace
    """How often status lists are signed."""
    bell: Bell
    """Rung when something is owed that nobody should wait long for."""
    jobs_bell: Bell
    """Rung when a batch has something to do: on SQLite no queue tells so."""


def services_of(connection: HTTPConnection) -> Services:
    """Give the parts of the service that this request reached."""
    services: Services = connection.app.state.services
    return services
