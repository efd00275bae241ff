"""What the verifier signs: judged by pyHanko's validation and by PyJWT, with the published key."""

import asyncio
import base64
import io
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import jwt
import pytest
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import (
    PdfSignatureStatus,
    SignatureCoverageLevel,
)
from pyhanko_certvalidator import ValidationContext

from app.signed_reports.certificate import new_certificate
from app.signed_reports.signer import ReportSigner, published_key, report_signer
from app.signed_reports.writer import ReportWriter
from app.web.languages import Language
from app.workers import Workers
from tests.app.signed_reports.test_setting import report

URL = "https://dokazilo.example"
TODAY = datetime.now(tz=UTC)  # noqa: TID251  # pyHanko reads the clock while it signs
REPORT = report("passed")


def made() -> ReportSigner:
    return report_signer(*new_certificate(URL, now=TODAY))


@pytest.fixture(scope="module")
def signed() -> tuple[bytes, ReportSigner]:
    signer = made()

    async def story() -> bytes:
        async with Workers(1, seconds=30) as workers:
            return await ReportWriter(signer, workers, URL).pdf(REPORT, Language("sl"))

    return asyncio.run(story()), signer


def status_of(pdf: bytes, trusted: bytes) -> PdfSignatureStatus:
    embedded = PdfFileReader(io.BytesIO(pdf)).embedded_signatures[0]
    context = ValidationContext(
        trust_roots=[asn1_x509.Certificate.load(trusted)], allow_fetching=False
    )
    return validate_pdf_signature(embedded, context)


def test_pyhanko_finds_the_signature_good(signed: tuple[bytes, ReportSigner]) -> None:
    pdf, signer = signed
    status = status_of(pdf, signer.certificate)
    assert status.bottom_line
    assert status.coverage is SignatureCoverageLevel.ENTIRE_FILE
    embedded = PdfFileReader(io.BytesIO(pdf)).embedded_signatures[0]
    assert embedded.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    assert embedded.sig_object["/Location"] == URL


def test_a_key_of_somebody_else_is_not_ours(signed: tuple[bytes, ReportSigner]) -> None:
    assert not status_of(signed[0], made().certificate).bottom_line


CHANGES: list[Callable[[bytes], bytes]] = [
    lambda pdf: pdf.replace(b"/Lang (sl)", b"/Lang (en)"),
    lambda pdf: pdf[:4000] + bytes([pdf[4000] ^ 1]) + pdf[4001:],
    lambda pdf: pdf + b"\n% and more\n",
]


@pytest.mark.parametrize("change", CHANGES, ids=["word", "bit", "tail"])
def test_whatever_is_changed_breaks_it(
    signed: tuple[bytes, ReportSigner], change: Callable[[bytes], bytes]
) -> None:
    pdf, signer = signed
    changed = change(pdf)
    assert changed != pdf
    status = status_of(changed, signer.certificate)
    assert not status.bottom_line or status.coverage is not SignatureCoverageLevel.ENTIRE_FILE


def test_the_certificate_says_what_it_is() -> None:
    certificate = x509.load_der_x509_certificate(made().certificate)
    assert certificate.subject == certificate.issuer
    assert "Self-signed" in certificate.subject.rfc4514_string()
    assert "dokazilo.example" in certificate.subject.rfc4514_string()
    basic = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value
    assert basic.ca is False


def test_a_signed_token_carries_the_report_and_is_no_credential() -> None:
    signer = made()
    token = signer.sign_json({"iss": URL, "iat": 1774000000, "report": REPORT})
    key = published_key(signer.certificate)
    read: dict[str, Any] = jwt.decode(token, jwt.PyJWK(key).key, algorithms=[key["alg"]])
    assert read["report"] == REPORT
    header = jwt.get_unverified_header(token)
    assert header == {"alg": "ES256", "typ": "dokazilo-report+jwt", "kid": key["kid"]}
    with pytest.raises(jwt.InvalidSignatureError):
        jwt.decode(token, jwt.PyJWK(published_key(made().certificate)).key, algorithms=["ES256"])


def test_the_published_key_brings_its_certificate() -> None:
    signer = made()
    key = published_key(signer.certificate)
    assert base64.b64decode(key["x5c"][0]) == signer.certificate
    assert key["kid"] == signer.fingerprint
    assert "d" not in key


KEYS: dict[str, Callable[[], rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey]] = {
    "RS256": lambda: rsa.generate_private_key(65537, 2048),
    "ES384": lambda: ec.generate_private_key(ec.SECP384R1()),
}


@pytest.mark.parametrize("algorithm", KEYS)
def test_keys_of_an_operator(algorithm: str) -> None:
    private = KEYS[algorithm]()
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Operator")])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).serial_number(7)
    builder = builder.public_key(private.public_key()).not_valid_before(TODAY)
    built = builder.not_valid_after(TODAY.replace(year=TODAY.year + 1))
    certificate = built.sign(private, SHA256()).public_bytes(Encoding.DER)
    secret = private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    signer = report_signer(secret, certificate)
    assert published_key(certificate)["alg"] == algorithm
    token = signer.sign_json({"report": {}})
    assert jwt.get_unverified_header(token)["alg"] == algorithm


def test_a_key_that_cannot_sign_both_is_refused() -> None:
    private = ec.generate_private_key(ec.SECP256K1())
    secret = private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    with pytest.raises(ValueError, match="curve"):
        report_signer(secret, b"")


def test_no_secret_is_shown() -> None:
    assert "private" not in repr(made())
