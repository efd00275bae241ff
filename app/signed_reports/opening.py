"""Finds the key for reports at start: the operator's own, else one made once and kept sealed."""

from datetime import datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.hazmat.primitives.serialization.pkcs12 import (
    PKCS12KeyAndCertificates,
    load_pkcs12,
)
from pydantic import SecretStr

from app.clock import Ids
from app.db import report_keys
from app.db.engine import Database
from app.db.report_keys import ReportKey
from app.keys.sealing import Vault
from app.settings import BadSettings, Settings
from app.signed_reports.certificate import ends, new_certificate
from app.signed_reports.signer import ReportSigner, report_signer

_RENEWED_BEFORE = timedelta(days=365)
"""A report should be checkable for a year at least."""


def open_report_signer(
    database: Database, vault: Vault, settings: Settings, *, ids: Ids, now: datetime
) -> ReportSigner:
    """Open the key that signs reports for this address; make one where there is none.

    Raises BadSettings (the operator's PKCS #12 file), SealBroken.
    """
    if settings.report_key_file != Path():
        return _of_operator(settings.report_key_file, settings.report_key_password)
    key = _newest(database, vault, settings.public_url, ids=ids, now=now)
    private = vault.open(key.private_sealed, place=_place(key.id))
    return report_signer(private, key.certificate)


def _newest(
    database: Database, vault: Vault, public_url: str, *, ids: Ids, now: datetime
) -> ReportKey:
    with database.write() as connection:
        known = report_keys.newest(connection, public_url)
        if known is not None and ends(known.certificate) - now > _RENEWED_BEFORE:
            return known
        number = known.number + 1 if known else 1
        report_keys.add(connection, _made(vault, public_url, number, ids.new_id(), now))
        made = report_keys.newest(connection, public_url)  # another process may have been first
    if made is None:
        raise LookupError("The key for reports was not kept.")
    return made


def _made(vault: Vault, public_url: str, number: int, key_id: str, now: datetime) -> ReportKey:
    private, certificate = new_certificate(public_url, now=now)
    return ReportKey(
        id=key_id,
        public_url=public_url,
        number=number,
        certificate=certificate,
        private_sealed=vault.close(private, place=_place(key_id)),
        created_at=now,
    )


def _place(key_id: str) -> str:
    return f"report_keys/{key_id}/private"


def _of_operator(file: Path, password: SecretStr | None) -> ReportSigner:
    secret = password.get_secret_value().encode() if password else None
    try:
        return _from_pkcs12(load_pkcs12(file.read_bytes(), secret))
    except (OSError, ValueError):
        # Not the reason itself: it may be about the password.
        raise BadSettings(
            f"REPORT_KEY_FILE: {file} cannot be used. It has to be a PKCS #12 file with an RSA or "
            "NIST curve key and its certificate, and REPORT_KEY_PASSWORD its password."
        ) from None


def _from_pkcs12(held: PKCS12KeyAndCertificates) -> ReportSigner:
    if held.key is None or held.cert is None:
        raise ValueError("The file holds no key, or no certificate of it.")
    private = held.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    chain = [each.certificate.public_bytes(Encoding.DER) for each in held.additional_certs]
    return report_signer(private, held.cert.certificate.public_bytes(Encoding.DER), chain)
