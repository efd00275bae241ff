"""The verifier's key: made once, kept sealed, made anew for another address or before it ends."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    load_der_private_key,
)
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from sqlalchemy import select

from app.clock import RandomIds
from app.db import report_keys
from app.db.engine import Database, make_engine
from app.db.tables import report_keys as table
from app.keys.sealing import SealBroken, vault
from app.settings import BadSettings, Settings
from app.signed_reports.certificate import LIFETIME, new_certificate
from app.signed_reports.opening import open_report_signer
from app.signed_reports.signer import ReportSigner
from tests.app.serving import settings_for

NOW = datetime(2026, 3, 20, 9, 30, tzinfo=UTC)
VAULT = vault(bytes(32))


@pytest.fixture
def database(migrated_sqlite: Path, tmp_path: Path) -> Database:
    file = tmp_path / "dokazilo.db"
    file.write_bytes(migrated_sqlite.read_bytes())
    return Database(make_engine(f"sqlite:///{file}"))


def opened(
    database: Database, settings: Settings | None = None, *, now: datetime = NOW
) -> ReportSigner:
    given = settings or settings_for("sqlite:///unused.db")
    return open_report_signer(database, VAULT, given, ids=RandomIds(), now=now)


def test_it_is_made_once(database: Database) -> None:
    assert opened(database).certificate == opened(database).certificate


def test_another_address_has_another_key_and_both_stay_published(database: Database) -> None:
    first = opened(database)
    moved = opened(
        database, settings_for("sqlite:///unused.db", public_url="https://other.example")
    )
    assert first.fingerprint != moved.fingerprint
    with database.read() as connection:
        assert set(report_keys.certificates(connection)) == {first.certificate, moved.certificate}
    assert opened(database).fingerprint == first.fingerprint


def test_a_key_is_renewed_a_year_before_it_ends(database: Database) -> None:
    first = opened(database)
    early = opened(database, now=NOW + LIFETIME - timedelta(days=366))
    assert early.fingerprint == first.fingerprint
    late = opened(database, now=NOW + LIFETIME - timedelta(days=364))
    assert late.fingerprint != first.fingerprint


def test_the_private_half_is_kept_sealed(database: Database) -> None:
    opened(database)
    with database.read() as connection:
        sealed = bytes(connection.execute(select(table.c.private_sealed)).scalar_one())
    with pytest.raises(ValueError, match=r"deserialize|parse|Could not"):
        load_der_private_key(sealed, password=None)
    elsewhere = vault(bytes([1]) * 32)
    with pytest.raises(SealBroken):
        open_report_signer(
            database, elsewhere, settings_for("sqlite:///unused.db"), ids=RandomIds(), now=NOW
        )


def pkcs12(tmp_path: Path, password: bytes = b"correct") -> tuple[Path, bytes]:
    private, certificate = new_certificate("https://operator.example", now=NOW)
    key = load_der_private_key(private, password=None)
    file = tmp_path / "seal.p12"
    file.write_bytes(
        serialize_key_and_certificates(
            b"seal",
            key,  # type: ignore[arg-type]  # an EC key, as made above
            x509.load_der_x509_certificate(certificate),
            None,
            BestAvailableEncryption(password),
        )
    )
    return file, certificate


def test_an_operator_s_own_key_is_used(database: Database, tmp_path: Path) -> None:
    file, certificate = pkcs12(tmp_path)
    settings = settings_for(
        "sqlite:///unused.db", report_key_file=file, report_key_password="correct"
    )
    assert opened(database, settings).certificate == certificate
    with database.read() as connection:
        assert report_keys.certificates(connection) == ()


@pytest.mark.parametrize("password", ["wrong", ""])
def test_a_file_that_does_not_open_is_said(
    database: Database, tmp_path: Path, password: str
) -> None:
    file, _ = pkcs12(tmp_path)
    settings = settings_for(
        "sqlite:///unused.db", report_key_file=file, report_key_password=password
    )
    with pytest.raises(BadSettings, match="REPORT_KEY_FILE") as refused:
        opened(database, settings)
    assert "wrong" not in str(refused.value)


@pytest.mark.parametrize("content", [None, b"", b"no PKCS #12"])
def test_a_file_that_is_none_is_said(
    database: Database, tmp_path: Path, content: bytes | None
) -> None:
    file = tmp_path / "seal.p12"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(BadSettings, match="PKCS #12"):
        opened(database, settings_for("sqlite:///unused.db", report_key_file=file))
