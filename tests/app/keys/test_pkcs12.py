"""app.keys.pkcs12: seals by a key in a file, and what is said when it does not open."""

from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, NoEncryption
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates

from app.keys.key_uri import KeyUnusable
from app.keys.seal_signers import seal_signer
from issuer.sealing import seal
from tests.seals import (
    PAYLOAD,
    SEALED_AT,
    authorities,
    school_seal,
    services,
    trust_the_demo,
)
from verifier.report import Outcome
from verifier.securing.jades import check_seal, read_seal

PASSWORD = "geslo, ki ga ni težko uganiti"


def stored(folder: Path, kind: str = "RSA", password: str | None = PASSWORD) -> str:
    """Write key and certificates to a file; give its URI."""
    issued, above = school_seal(kind), [authorities().root, authorities().authority]
    locked = NoEncryption() if password is None else BestAvailableEncryption(password.encode())
    data = serialize_key_and_certificates(
        b"seal", issued.key, issued.certificate, [each.certificate for each in above], locked
    )
    (folder / "seal.p12").write_bytes(data)
    if password is None:
        return f"pkcs12:{folder / 'seal.p12'}"
    (folder / "password").write_text(password + "\n", encoding="utf-8")
    return f"pkcs12:{folder / 'seal.p12'}?pin-source=file:{folder / 'password'}"


@pytest.mark.parametrize(
    ("kind", "asked", "algorithm"),
    [("RSA", "", "RS256"), ("RSA", "&x-algorithm=PS256", "PS256"), ("P-256", "", "ES256")],
)
def test_a_key_in_a_file_seals(tmp_path: Path, kind: str, asked: str, algorithm: str) -> None:
    signer = seal_signer(stored(tmp_path, kind) + asked)
    assert signer.algorithm == algorithm
    assert signer.certificates == (school_seal(kind).der, authorities().authority.der)
    done = seal(PAYLOAD, signer, services(school_seal(kind)), SEALED_AT)
    found = check_seal(
        read_seal(done.to_bytes()), trust=trust_the_demo(), now=SEALED_AT + timedelta(days=1)
    )
    assert found.outcome is Outcome.PASSED


def test_a_file_without_password_opens(tmp_path: Path) -> None:
    assert seal_signer(stored(tmp_path, password=None)).algorithm == "RS256"


def test_a_wrong_password_is_said_without_repeating_it(tmp_path: Path) -> None:
    uri = stored(tmp_path).split("?")[0]
    with pytest.raises(KeyUnusable, match="password") as refused:
        seal_signer(f"{uri}?pin-value=napak")
    assert "napak" not in str(refused.value)
    assert refused.value.__cause__ is None


def test_a_signer_shows_no_key(tmp_path: Path) -> None:
    assert "private" not in repr(seal_signer(stored(tmp_path)))


def write(path: Path, key: object, *, with_certificate: bool = True) -> str:
    assert isinstance(
        key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey
    )
    certificate = school_seal().certificate if with_certificate else None
    data = serialize_key_and_certificates(
        b"x", key, None, [certificate] if certificate else None, NoEncryption()
    )
    path.write_bytes(data)
    return f"pkcs12:{path}"


def test_a_key_without_its_certificate_is_of_no_use(tmp_path: Path) -> None:
    with pytest.raises(KeyUnusable, match="no certificate of it"):
        seal_signer(write(tmp_path / "x.p12", ec.generate_private_key(ec.SECP256R1())))


@pytest.mark.parametrize("kind", ["weak", "other curve", "Ed25519"])
def test_keys_that_seal_for_nobody_are_refused(tmp_path: Path, kind: str) -> None:
    keys = {
        "weak": lambda: rsa.generate_private_key(65537, 1024),  # noqa: S505 - that is the point
        "other curve": lambda: ec.generate_private_key(ec.SECP384R1()),
        "Ed25519": ed25519.Ed25519PrivateKey.generate,
    }
    with pytest.raises(KeyUnusable, match="RSA"):
        seal_signer(write(tmp_path / "x.p12", keys[kind]()))


@pytest.mark.parametrize(
    "uri",
    ["pkcs12:/nowhere/seal.p12", "pkcs12:", "seal.p12", "file:seal.p12", "pkcs12:{folder}"],
)
def test_what_is_not_there_is_named(tmp_path: Path, uri: str) -> None:
    with pytest.raises(KeyUnusable):
        seal_signer(uri.format(folder=tmp_path))
