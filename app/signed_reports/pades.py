"""Signs a PDF as PAdES B-B (ETSI EN 319 142-1), by pyHanko; loaded with the first report."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, SimpleSigner, sign_pdf
from pyhanko_certvalidator.registry import SimpleCertificateStore

_FIELD = "Dokazilo"


@dataclass(frozen=True, slots=True)
class PdfKey:
    """What a PDF is signed with."""

    private: bytes = field(repr=False)
    """PKCS #8 in DER."""
    certificate: bytes
    """X.509 in DER."""
    chain: Sequence[bytes]
    """The authorities above it."""


def signed_pdf(pdf: bytes, key: PdfKey, *, name: str, reason: str, location: str) -> bytes:
    """Sign a PDF, not visible on its pages; the time is pyHanko's own reading of the clock."""
    metadata = PdfSignatureMetadata(
        field_name=_FIELD,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        name=name,
        reason=reason,
        location=location,
    )
    signed = BytesIO()
    sign_pdf(
        IncrementalPdfFileWriter(BytesIO(pdf)),
        metadata,
        _cms_signer(key),
        new_field_spec=SigFieldSpec(_FIELD),
        output=signed,
    )
    return signed.getvalue()


def _cms_signer(key: PdfKey) -> SimpleSigner:
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]  # pyHanko's own
    store.register_multiple(asn1_x509.Certificate.load(each) for each in key.chain)
    return SimpleSigner(
        signing_cert=asn1_x509.Certificate.load(key.certificate),
        signing_key=asn1_keys.PrivateKeyInfo.load(key.private),
        cert_registry=store,
    )
