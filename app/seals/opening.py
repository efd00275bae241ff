"""From a seal's record to what sealing is done with: key, time stamps, evidence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from cryptography import x509

from app.db import profiles
from app.db.engine import Connection
from app.db.seals import StoredSeal
from app.demo.authorities import authorities
from app.demo.pki import DemoPki, Issued
from app.demo.pki.keeping import private_key
from app.keys.pkcs12 import FileSealSigner
from app.keys.seal_signers import seal_signer
from app.seals.offered_keys import whole_key_uri
from app.seals.outside import Outside, outside_services
from app.services import Services
from issuer.europass_twin import Sealing
from issuer.sealing import SealServices

DEMO = "demo:"
_NONCE_RANGE = 2**63


def opened(services: Services, stored: StoredSeal) -> Sealing:
    """Open a seal for use. Raises KeyUnusable, SealBroken."""
    set_up = stored.set_up
    if set_up.key_uri == DEMO:
        with services.database.write() as connection:  # it makes its authorities at first use
            return _of_the_demonstration(services, connection, stored)
    with services.database.read() as connection:
        slug = profiles.by_id(connection, set_up.profile_id).slug
    whole = whole_key_uri(services.settings.seal_keys_file, slug, set_up.key_uri)
    signer = seal_signer(whole)
    if set_up.timestamp_url is None:
        return Sealing(set_up, signer, None)
    outside = Outside(
        services.appointed, services.gatherer, set_up.timestamp_url, signer, services.clock.now()
    )
    return Sealing(set_up, signer, outside_services(outside, _nonces(services)))


def private_place(seal_id: str) -> str:
    """Say where the sealed private half of a demonstration's seal belongs."""
    return f"seals/{seal_id}/private"


@dataclass(frozen=True, slots=True)
class _DemoTimestamps:
    pki: DemoPki
    now: datetime

    def answer_all(self, requests: Sequence[bytes]) -> list[bytes]:
        return [self.pki.time_stamp(request, self.now) for request in requests]


def _of_the_demonstration(
    services: Services, connection: Connection, stored: StoredSeal
) -> Sealing:
    pki, now, set_up = authorities(services, connection), services.clock.now(), stored.set_up
    if stored.private_sealed is None:
        raise LookupError("A demonstration's seal has its key in the database.")
    key = private_key(services.vault.open(stored.private_sealed, place=private_place(set_up.id)))
    issued = Issued(x509.load_der_x509_certificate(set_up.certificate), key)
    signer = FileSealSigner("RS256", (set_up.certificate, pki.authority.der), key)
    outside = SealServices(
        timestamps=_DemoTimestamps(pki, now),
        nonces=_nonces(services),
        evidence=partial(pki.evidence, issued, now),
    )
    return Sealing(set_up, signer, outside)


def _nonces(services: Services) -> Callable[[], int]:
    return partial(services.ids.random_index, _NONCE_RANGE)
