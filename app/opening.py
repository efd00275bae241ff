"""Open the parts of the service: for the process that serves, and for those that only work."""

from __future__ import annotations

from app.bell import Bell
from app.clock import Clock, Ids
from app.db.engine import Database, make_engine
from app.db.vault import open_vault
from app.fetching import AppointedServices
from app.keys.opened_keys import OpenedKeys
from app.mail.sns import SnsDesk
from app.oid4vp.verifier_key import open_verifier_key
from app.rate_limits import rate_limits
from app.recent import Recent
from app.seals.revocation import Gatherer
from app.services import Services
from app.settings import Settings
from app.signed_reports.opening import open_report_signer
from app.signing_pace import SigningPace


def open_services(settings: Settings, *, clock: Clock, ids: Ids) -> Services:
    """Open database, vault and the verifier's key. Raises MasterKeyProblem, BadSettings."""
    database = Database(make_engine(settings.database_url.get_secret_value()))
    now = clock.now()
    vault = open_vault(database, settings, now)
    signer = open_report_signer(database, vault, settings, ids=ids, now=now)
    appointed = AppointedServices(settings.private_services)
    return Services(
        settings=settings,
        database=database,
        vault=vault,
        clock=clock,
        ids=ids,
        limits=rate_limits(settings),
        report_signer=signer,
        verifier_key=open_verifier_key(vault, settings),
        appointed=appointed,
        gatherer=Gatherer(appointed),
        sns=SnsDesk(appointed, settings.mail_events_topic),
        opened_keys=OpenedKeys(),
        recent=Recent(database.changes),
        pace=SigningPace(),
        bell=Bell(),
        jobs_bell=Bell(),
    )
