"""Whose word on wallets' keys counts: the authorities that the operator lists."""

from __future__ import annotations

import logging
from pathlib import Path

from app.demo.authorities import root_certificate
from app.keys.certificates import certificates_of_file
from app.keys.key_uri import KeyUnusable
from app.services import Services

LOG = logging.getLogger("dokazilo.wallets")


def provider_authorities(services: Services) -> tuple[bytes, ...]:
    """Give their certificates as DER; a demonstration also believes its own."""
    file = services.settings.wallet_providers_file
    listed = () if file is None else _read(file)
    if not services.settings.demo:
        return listed
    with services.database.read() as connection:
        demo = root_certificate(connection)
    return listed if demo is None else (*listed, demo)


def _read(file: Path) -> tuple[bytes, ...]:
    try:
        return certificates_of_file(file)
    except KeyUnusable as error:
        LOG.warning("nobody's word on wallets counts: %s", error)
        return ()
