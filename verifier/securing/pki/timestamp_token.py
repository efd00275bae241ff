"""RFC 3161 time stamp tokens: what they say, and whether their authority signed them.

Whether the authority is to be trusted is another question: verifier.securing.pki.path.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import cms, tsp, x509

from verifier.securing.pki.certificates import (
    ASN1_FAULTS,
    MalformedCertificate,
    read_certificate,
)

_DIGESTS = frozenset({"sha256", "sha384", "sha512"})
_MOST_BYTES = 256 * 1024
_CONTENT_TYPE = "tst_info"
_PURPOSE = "time_stamping"


class MalformedToken(ValueError):
    """Say why bytes are not a time stamp token."""


class BrokenToken(ValueError):
    """Say why a token is not what an authority signed."""


@dataclass(frozen=True, slots=True)
class TimeStampToken:
    """A time stamp token that was read; check_token tells whether it is intact."""

    signed_data: cms.SignedData
    time: datetime
    digest: str
    """Name of the hash of the imprint, as hashlib knows it."""
    imprint: bytes
    nonce: int | None
    authority: x509.Certificate
    certificates: tuple[x509.Certificate, ...]
    """Others that came along."""


def read_token(der: bytes) -> TimeStampToken:
    """Read a token from DER; raise MalformedToken."""
    if len(der) > _MOST_BYTES:
        raise MalformedToken("larger than a time stamp can be")
    try:
        return _read(der)
    except ASN1_FAULTS as error:
        raise MalformedToken("not a time stamp of RFC 3161") from error


def check_token(token: TimeStampToken) -> None:
    """Raise BrokenToken unless the authority's certificate signed the token, and may."""
    try:
        fits = _fits(token)
    except ASN1_FAULTS as error:
        raise BrokenToken("its signature cannot be checked") from error
    if not fits:
        raise BrokenToken("its signature does not fit: the time stamp was changed")
    # RFC 3161, 2.3: the certificate is for time stamps alone, and critically so.
    usage = token.authority.extended_key_usage_value
    if usage is None or usage.native != [_PURPOSE]:
        raise BrokenToken("its certificate is not one for time stamps")


def imprint_fits(token: TimeStampToken, message: bytes) -> bool:
    """Tell whether the token is over the message."""
    if token.digest not in _DIGESTS:
        return False
    return hashlib.new(token.digest, message).digest() == token.imprint


def _read(der: bytes) -> TimeStampToken:
    from pyhanko.sign.validation.generic_cms import extract_certs_for_validation  # noqa: PLC0415

    wrapper = cms.ContentInfo.load(der, strict=True)
    if wrapper["content_type"].native != "signed_data":
        raise MalformedToken("not signed")
    signed_data = wrapper["content"]
    content = signed_data["encap_content_info"]
    if content["content_type"].native != _CONTENT_TYPE or len(signed_data["signer_infos"]) != 1:
        raise MalformedToken("not a time stamp")
    info = content["content"].parsed
    if not isinstance(info, tsp.TSTInfo):
        raise MalformedToken("not a time stamp")
    certificates = extract_certs_for_validation(signed_data)
    for certificate in (certificates.signer_cert, *certificates.other_certs):
        _readable(certificate)
    imprint = info["message_imprint"]
    return TimeStampToken(
        signed_data,
        info["gen_time"].native,
        imprint["hash_algorithm"]["algorithm"].native,
        imprint["hashed_message"].native,
        info["nonce"].native,
        certificates.signer_cert,
        tuple(certificates.other_certs),
    )


def _readable(certificate: x509.Certificate) -> None:
    try:
        read_certificate(certificate.dump())
    except MalformedCertificate as error:
        raise MalformedToken("with a certificate that cannot be read") from error


def _fits(token: TimeStampToken) -> bool:
    from pyhanko.sign.validation.generic_cms import (  # noqa: PLC0415
        get_signing_cert_attr,
        validate_sig_integrity,
    )

    (signer,) = token.signed_data["signer_infos"]
    digest = signer["digest_algorithm"]["algorithm"].native
    if digest not in _DIGESTS:
        return False
    # RFC 3161, 2.4.2: the signed attributes name the certificate, so that none can be exchanged.
    if get_signing_cert_attr(signer["signed_attrs"]) is None:
        return False
    content = bytes(token.signed_data["encap_content_info"]["content"])
    intact, valid = validate_sig_integrity(
        signer, token.authority, _CONTENT_TYPE, hashlib.new(digest, content).digest()
    )
    return intact and valid
