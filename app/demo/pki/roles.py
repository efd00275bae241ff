"""Who is who in the demonstration's PKI: two authorities, a seal, a time stamp, a responder."""

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import (
    AuthorityInformationAccessOID,
    ExtendedKeyUsageOID,
    ObjectIdentifier,
)

from app.demo.pki.issued import (
    DEMO,
    Extension,
    Issued,
    certify,
    issue,
    key_usage,
    name,
    new_key,
)

_QC_STATEMENTS = ObjectIdentifier("1.3.6.1.5.5.7.1.3")
_YEAR = timedelta(days=365)
_MOST_LETTERS = 64
"""RFC 5280, upper bound of a common name and of an organisation's."""
NOWHERE = "http://demo.invalid"
"""Certificates say where to ask whether they were revoked; here the answer is handed along."""
_OPERATOR = f"Dokazilo {DEMO} (not a trust service)"


def root_authority(now: datetime) -> Issued:
    """Make the authority that everything else leads to."""
    return issue(
        name(f"Dokazilo {DEMO} Root CA", country_name="SI", organization_name=_OPERATOR),
        [_authority(path_length=1), key_usage("key_cert_sign", "crl_sign")],
        by=None,
        valid=(now, 20 * _YEAR),
        key=new_key("P-256"),
    )


def seal_authority(root: Issued, now: datetime, at: str = NOWHERE) -> Issued:
    """Make the authority that issues certificates for seals."""
    return issue(
        name(f"Dokazilo {DEMO} CA for seals", country_name="SI", organization_name=_OPERATOR),
        [_authority(path_length=0), key_usage("key_cert_sign", "crl_sign"), _listed_by_crl(at)],
        by=root,
        valid=(now, 15 * _YEAR),
        key=new_key("P-256"),
    )


@dataclass(frozen=True, slots=True)
class SealHolder:
    """Whose seal it is."""

    organisation: str
    identifier: str
    """The organizationIdentifier (OID 2.5.4.97), as in VATSI-12345678."""
    key_kind: str = "RSA"
    statements: tuple[str, ...] = ("qc_type",)
    """A demonstration says that it is for seals, and not that it is qualified."""
    uses: tuple[str, ...] = ("digital_signature", "content_commitment")


def seal_certificate(
    authority: Issued, now: datetime, holder: SealHolder, at: str = NOWHERE
) -> Issued:
    """Make a school's certificate for seals."""
    statements = x509.UnrecognizedExtension(_QC_STATEMENTS, qc_statements(holder.statements))
    return issue(
        name(
            f"{holder.organisation} ({DEMO})",
            country_name="SI",
            organization_name=holder.organisation,
            organization_identifier=holder.identifier,
        ),
        [_end_entity(), key_usage(*holder.uses), Extension(statements), _asked_at(at)],
        by=authority,
        valid=(now, 3 * _YEAR),
        key=new_key(holder.key_kind),
    )


def token_certificate(
    authority: Issued, now: datetime, holder: str, issuer: str, point: bytes
) -> x509.Certificate:
    """Certify a school's key for tokens, for the https address it issues under and its host.

    `point` is the public key on P-256. It names no list of revocations: nobody could ask for one.
    """
    host = urlsplit(issuer).hostname or ""
    names = [x509.UniformResourceIdentifier(issuer), _general_name(host)]
    return certify(
        name(
            f"{holder} ({DEMO})"[:_MOST_LETTERS],
            country_name="SI",
            organization_name=holder[:_MOST_LETTERS],
        ),
        [
            _end_entity(),
            key_usage("digital_signature"),
            Extension(x509.SubjectAlternativeName(names)),
        ],
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point),
        by=(authority.certificate.subject, authority.key),
        valid=(now, 3 * _YEAR),
    )


def _general_name(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def timestamp_certificate(root: Issued, now: datetime, at: str = NOWHERE) -> Issued:
    """Make the certificate of the time stamp authority (RFC 3161, 2.3)."""
    return issue(
        name(f"Dokazilo {DEMO} TSA", country_name="SI", organization_name=_OPERATOR),
        [
            _end_entity(),
            key_usage("digital_signature"),
            Extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True),
            _listed_by_crl(at),
        ],
        by=root,
        valid=(now, 10 * _YEAR),
        key=new_key("P-256"),
    )


def responder_certificate(authority: Issued, now: datetime) -> Issued:
    """Make the certificate that answers whether others were revoked (RFC 6960, 4.2.2.2)."""
    return issue(
        name(f"Dokazilo {DEMO} OCSP", country_name="SI", organization_name=_OPERATOR),
        [
            _end_entity(),
            key_usage("digital_signature"),
            Extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.OCSP_SIGNING])),
            Extension(x509.OCSPNoCheck()),
        ],
        by=authority,
        valid=(now, 10 * _YEAR),
        key=new_key("P-256"),
    )


def qc_statements(names: Sequence[str]) -> bytes:
    """Write QcStatements (ETSI EN 319 412-5); a type of use is always that of seals."""
    from pyhanko.sign.ades.qualified_asn1 import (  # noqa: PLC0415 - as in verifier.securing.pki
        QcCertificateType,
        QcStatement,
        QcStatements,
    )

    seal = QcCertificateType(["qct_eseal"])
    statements = [
        {"statement_id": each} | ({"statement_info": seal} if each == "qc_type" else {})
        for each in names
    ]
    encoded: bytes = QcStatements([QcStatement(each) for each in statements]).dump()
    return encoded


def _asked_at(at: str) -> Extension:
    places = (
        (AuthorityInformationAccessOID.OCSP, f"{at}/ocsp"),
        (AuthorityInformationAccessOID.CA_ISSUERS, f"{at}/authority.der"),
    )
    return Extension(
        x509.AuthorityInformationAccess(
            [
                x509.AccessDescription(method, x509.UniformResourceIdentifier(place))
                for method, place in places
            ]
        )
    )


def _listed_by_crl(at: str) -> Extension:
    place = x509.UniformResourceIdentifier(f"{at}/crl")
    point = x509.DistributionPoint([place], None, None, None)
    return Extension(x509.CRLDistributionPoints([point]))


def _authority(*, path_length: int) -> Extension:
    return Extension(x509.BasicConstraints(ca=True, path_length=path_length), critical=True)


def _end_entity() -> Extension:
    return Extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
