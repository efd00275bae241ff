"""The demonstration's authorities in a running service: made at first use, kept under the vault."""

from __future__ import annotations

from app.db import demo_authorities
from app.db.demo_authorities import StoredAuthorities
from app.db.engine import Connection
from app.demo.pki import DemoPki, new_demo_pki
from app.demo.pki.keeping import from_bytes, to_bytes
from app.services import Services

_PLACE = "demo_authorities/1"


def authorities(services: Services, connection: Connection) -> DemoPki:
    """Give the authorities, made now if there are none."""
    stored = demo_authorities.get(connection)
    if stored is None:
        now = services.clock.now()
        made = new_demo_pki(now)
        sealed = services.vault.close(to_bytes(made), place=_PLACE)
        demo_authorities.add(connection, StoredAuthorities(made.root.der, sealed), now=now)
        stored = demo_authorities.get(connection)
    if stored is None:
        raise LookupError("The demonstration's authorities were written and are not there.")
    return from_bytes(services.vault.open(stored.authorities_sealed, place=_PLACE))


def root_certificate(connection: Connection) -> bytes | None:
    """Give the root that demonstration seals lead to, as DER; None where there is none."""
    stored = demo_authorities.get(connection)
    return None if stored is None else stored.root
