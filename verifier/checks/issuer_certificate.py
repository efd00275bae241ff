"""Whose key is it? The certificate that a token brings along (`x5c`, RFC 7515, section 4.1.6).

So it is for SD-JWT VC (section 2.5 of the draft), and in the same way for the other credentials
that are tokens.

The key is the certificate's; whose that is, its path says, and only when it leads to an authority
that this verifier's operator chose. To any other authority a stranger has access: then the
signature is checked, and of the issuer nothing is known.
"""

import base64
import binascii
import hashlib
from dataclasses import replace
from urllib.parse import unquote, urlsplit

from contexts import JsonObject, JsonValue
from verifier.checks.binding import CHECK
from verifier.controllers import VerificationMethod
from verifier.inquiry import CertifiedBy, Inquiry
from verifier.judgement import Judged, failed, shown, undecided
from verifier.keys import AnyPublicKey, MalformedKey
from verifier.multibase import base64url_encode
from verifier.registries.authorities import CertificateAuthorities
from verifier.resources import Kind
from verifier.securing.pki.anchors import Anchor, AnchorKind, lookup
from verifier.securing.pki.certificates import (
    MalformedCertificate,
    facts_of,
    public_key_of,
    read_certificate,
)
from verifier.securing.pki.names import (
    Certificate,
    alternative_names,
    may_sign,
    revocation_list_urls,
)
from verifier.securing.pki.path import IF_DECLARED, PathFacts, PathJudge, PathStatus
from verifier.securing.pki.path_building import CertificatePool
from verifier.securing.public_keys import key_value

_DID_WEB = "did:web:"
_MOST = 8
_MOST_LISTS = 3


def method_by_certificate(header: JsonObject, issuer: str, inquiry: Inquiry) -> VerificationMethod:
    """Give the certificate's key for `issuer`, empty when the token names none; raise Judged.

    The method's `doubt` says why it is open whose certificate it is.
    """
    chain = _chain(header["x5c"])
    leaf = _certificate(chain[0])
    if not may_sign(leaf):
        raise _invalid("it is not for signing")
    dns, uris = _names(leaf)
    if issuer and issuer not in uris and _host(issuer) not in dns:
        raise failed(
            "CERTIFICATE_OF_OTHER",
            f"The credential names {shown(issuer)} as its issuer, but its certificate is for "
            f"{shown(', '.join(sorted({*dns, *uris})) or facts_of(leaf).subject)}.",
            issuer=shown(issuer),
        )
    digest = base64url_encode(hashlib.sha256(chain[0]).digest())
    fingerprint = f"x509_hash:{digest}"
    method = VerificationMethod(
        fingerprint, issuer or fingerprint, _key(chain[0]), by_certificate=True
    )
    try:
        source, subject = _authority(leaf, chain[1:], inquiry)
    except Judged as open_question:
        if open_question.outcome.value == "failed":
            raise
        return replace(method, doubt=open_question)
    identifier = issuer or next(iter(sorted(uris)), fingerprint)
    inquiry.certified[identifier] = CertifiedBy(source, subject)
    return replace(method, controller=identifier)


def _authority(leaf: Certificate, others: list[bytes], inquiry: Inquiry) -> tuple[str, str]:
    """Give the source whose authority vouches for the certificate, and for whom; raise Judged."""
    pool = CertificatePool()
    pool.add(others)
    judge = PathJudge(pool)
    for source in _sources(inquiry):
        anchors = lookup(
            Anchor(_certificate(der), AnchorKind.CONFIGURED) for der in source.certificates
        )
        found = judge.judge(leaf, anchors, inquiry.now, IF_DECLARED)
        if found.status is PathStatus.REVOCATION_UNKNOWN:
            _add_revocations(judge, leaf, inquiry)
            found = judge.judge(leaf, anchors, inquiry.now, IF_DECLARED)
        if found.status is not PathStatus.UNKNOWN:
            _check(found)
            facts = facts_of(leaf)
            return source.name, facts.organisation or facts.subject
    raise undecided(
        "CERTIFICATE_AUTHORITY_UNKNOWN",
        "The signature is intact, but its certificate leads to no authority that this verifier's "
        "operator chose, so it is not known whose it is.",
        subject=shown(facts_of(leaf).subject),
    )


def _sources(inquiry: Inquiry) -> list[CertificateAuthorities]:
    sources = getattr(inquiry.policy, "sources", ())
    chosen = [source for source in sources if isinstance(source, CertificateAuthorities)]
    return [source for source in chosen if not source.demo]  # those vouch for seals alone


def _add_revocations(judge: PathJudge, leaf: Certificate, inquiry: Inquiry) -> None:
    """Get the revocation lists that the certificates name; raise Judged where one is not there.

    A certificate that names none cannot be revoked, and needs none.
    """
    path = [leaf, *judge.pool.certificates.values()]
    urls = dict.fromkeys(url for certificate in path for url in revocation_list_urls(certificate))
    bodies = [
        inquiry.fetched(url, Kind.REVOCATION_LIST, CHECK).body for url in list(urls)[:_MOST_LISTS]
    ]
    judge.add_revocations(bodies, ())


def _check(found: PathFacts) -> None:
    date = found.when.isoformat() if found.when else ""
    if found.status is PathStatus.HOLDS:
        return
    if found.status in {PathStatus.EXPIRED, PathStatus.NOT_YET_VALID}:
        raise undecided(
            "CERTIFICATE_OUT_OF_DATE",
            "The issuer's certificate, or that of an authority above it, is not valid now "
            f"({date}). Whether it was when the credential was signed cannot be told.",
            date=date,
        )
    if found.status is PathStatus.REVOKED:
        detail = f"The issuer's certificate was revoked by its authority ({date})."
        raise failed("CERTIFICATE_REVOKED", detail, date=date)
    if found.status is PathStatus.REVOCATION_UNKNOWN:
        raise undecided(
            "CERTIFICATE_REVOCATION_UNKNOWN",
            "Whether the issuer's certificate was revoked could not be found out.",
        )
    raise _invalid(f"its path breaks a rule of certificates ({shown(found.reason)})")


def _chain(value: JsonValue) -> list[bytes]:
    if not isinstance(value, list) or not 1 <= len(value) <= _MOST:
        raise _invalid(f"x5c is not a list of 1 to {_MOST} certificates")
    try:
        return [base64.b64decode(text, validate=True) for text in value]
    except (binascii.Error, ValueError, TypeError) as error:
        raise _invalid("a certificate in x5c is not base64") from error


def _certificate(der: bytes) -> Certificate:
    try:
        return read_certificate(der)
    except MalformedCertificate as error:
        raise _invalid(f"it is {error}") from error


def _key(der: bytes) -> AnyPublicKey:
    try:
        return key_value(public_key_of(der))
    except (MalformedCertificate, MalformedKey) as error:
        raise undecided(
            "KEY_TYPE_UNSUPPORTED",
            f"The key in the certificate cannot be used here: {error}.",
            key="x5c",
        ) from error


def _names(leaf: Certificate) -> tuple[set[str], set[str]]:
    """Give the DNS names and the URIs that the certificate is for."""
    try:
        return alternative_names(leaf)
    except MalformedCertificate as error:
        raise _invalid(f"it is {error}") from error


def _host(issuer: str) -> str | None:
    """Give the host of an https or did:web issuer: a DNS name vouches for that alone.

    Who has the domain's certificate could as well publish the key document of a did:web there.
    """
    if issuer.startswith(_DID_WEB):
        return unquote(issuer.removeprefix(_DID_WEB).partition(":")[0]).partition(":")[0] or None
    try:
        parts = urlsplit(issuer)
    except ValueError:
        return None
    return parts.hostname if parts.scheme == "https" else None


def _invalid(why: str) -> Judged:
    return failed("CERTIFICATE_INVALID", f"The issuer's certificate cannot be used: {why}.")
