"""app.demo.pki: named for what it is, and believed by OpenSSL and by another library."""

import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from rfc3161_client import VerificationError, VerifierBuilder, decode_timestamp_response

from app.demo.pki import Issued, SealHolder
from tests.seals import SCHOOL, SEALED_AT, authorities, school_seal
from verifier.securing.pki.certificates import facts_of, read_certificate
from verifier.securing.pki.timestamp_exchange import (
    TimestampRefused,
    timestamp_request,
    token_of_response,
)
from verifier.securing.pki.timestamp_token import read_token

MESSAGE = b"what is stamped"


def openssl(*arguments: str | Path) -> str:
    program = shutil.which("openssl")
    if program is None:
        pytest.skip("no openssl program here: install openssl")
    done = subprocess.run(  # noqa: S603 - a second opinion, on files of our own
        [program, *arguments], capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr


def pem(path: Path, issued: Issued) -> Path:
    path.write_bytes(issued.certificate.public_bytes(Encoding.PEM))
    return path


def test_every_certificate_says_that_it_is_a_demonstration() -> None:
    pki = authorities()
    for issued in (pki.root, pki.authority, pki.responder, pki.timestamp, school_seal()):
        assert "DEMO" in facts_of(read_certificate(issued.der)).subject


def test_the_school_s_certificate_is_for_seals_and_does_not_claim_to_be_qualified() -> None:
    facts = facts_of(read_certificate(school_seal().der))
    assert facts.organisation == SCHOOL.organisation
    assert facts.organisation_identifier == "VATSI-12345678"
    assert facts.country == "SI"
    assert facts.key_usage == {"digital_signature", "non_repudiation"}
    assert facts.claims_eseal
    assert not facts.claims_qualified
    assert not facts.claims_qscd


def test_a_certificate_can_claim_more_for_tests_of_trusted_lists() -> None:
    holder = SealHolder("Šola", "VATSI-1", "P-256", ("qc_compliance", "qc_type", "qc_sscd"))
    facts = facts_of(read_certificate(authorities().new_seal(holder, SEALED_AT).der))
    assert facts.claims_qualified
    assert facts.claims_qscd


def test_openssl_follows_the_path(tmp_path: Path) -> None:
    pki = authorities()
    said = openssl(
        *("verify", "-attime", str(int(SEALED_AT.timestamp()))),
        *("-CAfile", pem(tmp_path / "root.pem", pki.root)),
        *("-untrusted", pem(tmp_path / "between.pem", pki.authority)),
        pem(tmp_path / "seal.pem", school_seal()),
    )
    assert "seal.pem: OK" in said


def test_openssl_and_another_library_believe_the_time_stamp(tmp_path: Path) -> None:
    request = timestamp_request(MESSAGE, 42)
    response = authorities().time_stamp(request, SEALED_AT)
    (tmp_path / "request").write_bytes(request)
    (tmp_path / "response").write_bytes(response)
    said = openssl(
        *("ts", "-verify", "-attime", str(int(SEALED_AT.timestamp()))),
        *("-in", tmp_path / "response", "-queryfile", tmp_path / "request"),
        *("-CAfile", pem(tmp_path / "root.pem", authorities().root)),
    )
    assert "Verification: OK" in said
    judge = VerifierBuilder().add_root_certificate(authorities().root.certificate).build()
    assert judge.verify_message(decode_timestamp_response(response), MESSAGE)
    with pytest.raises(VerificationError):
        judge.verify_message(decode_timestamp_response(response), b"something else")


def test_the_token_says_when_and_answers_the_question() -> None:
    response = authorities().time_stamp(timestamp_request(MESSAGE, 42), SEALED_AT)
    token = read_token(token_of_response(response, MESSAGE, 42))
    assert token.time == SEALED_AT
    assert token.nonce == 42
    for message, nonce in ((b"another", 42), (MESSAGE, 43)):
        with pytest.raises(TimestampRefused, match="another request"):
            token_of_response(response, message, nonce)


@pytest.mark.parametrize("request_bytes", [b"", b"\x30\x00", b"nonsense", b"\x30\x80" * 500])
def test_what_is_no_request_is_refused(request_bytes: bytes) -> None:
    response = authorities().time_stamp(request_bytes, SEALED_AT)
    assert decode_timestamp_response(response).status == 2
    with pytest.raises(TimestampRefused, match="refused"):
        token_of_response(response, MESSAGE, 42)


@pytest.mark.parametrize("response", [b"", b"\x30\x00", b"<html>", b"\x30\x80" * 500])
def test_what_is_no_response_is_no_time_stamp(response: bytes) -> None:
    with pytest.raises(TimestampRefused):
        token_of_response(response, MESSAGE, 42)
