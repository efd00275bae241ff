"""The certificate of our own making: made once, for its owner alone, anew when it does not fit."""

import ssl
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509

from app.keys.tls_certificate import tls_files

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def names(certificate: Path) -> list[str]:
    made = x509.load_pem_x509_certificate(certificate.read_bytes())
    found = made.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return [str(each.value) for each in found]


def test_it_is_made_once_and_its_key_is_for_the_owner_alone(tmp_path: Path) -> None:
    certificate, key = tls_files(tmp_path / "tls", "localhost", NOW)
    assert names(certificate) == ["localhost", "127.0.0.1", "::1"]
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    before = certificate.read_bytes(), key.read_bytes()
    assert tls_files(tmp_path / "tls", "localhost", NOW + timedelta(days=100)) == (certificate, key)
    assert (certificate.read_bytes(), key.read_bytes()) == before


def test_a_server_can_use_it(tmp_path: Path) -> None:
    certificate, key = tls_files(tmp_path, "badges.example", NOW)
    ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key)
    ssl.create_default_context(cafile=str(certificate))


def test_it_is_made_anew_when_it_does_not_fit(tmp_path: Path) -> None:
    certificate, key = tls_files(tmp_path, "localhost", NOW)
    seen = {certificate.read_bytes()}

    def is_new() -> bool:
        known = certificate.read_bytes() in seen
        seen.add(certificate.read_bytes())
        return not known

    tls_files(tmp_path, "badges.example", NOW)
    assert is_new()
    assert "badges.example" in names(certificate)
    tls_files(tmp_path, "localhost", NOW)
    assert not is_new(), "it names localhost too"
    tls_files(tmp_path, "localhost", NOW + timedelta(days=820))
    assert is_new(), "it was about to expire"
    key.unlink()
    tls_files(tmp_path, "localhost", NOW + timedelta(days=820))
    assert is_new(), "its key was gone"
    certificate.write_text("damaged")
    tls_files(tmp_path, "localhost", NOW + timedelta(days=820))
    assert is_new()
