"""Issuers and revocation data, from the addresses that certificates name; kept for a while."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from functools import partial
from threading import Lock
from typing import TypeVar

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID

from app.fetching import AppointedServices, Posting, Reason, Refused
from issuer.errors import DomainError
from verifier.securing.jades import Evidence

T = TypeVar("T", bound=x509.ExtensionType)
_ASK, _ANSWER = "application/ocsp-request", "application/ocsp-response"
_OK = 200
_KEPT_FOR = timedelta(minutes=10)
"""So that a class is sealed with one answer; a revocation is still noticed soon."""
_MOST_KEPT = 64
_MOST_ADDRESSES = 3
"""Of one kind in one certificate."""


class SealRevoked(DomainError):
    """A certificate on the path of the seal was revoked: nothing is sealed with it."""

    code = "SEAL_CERTIFICATE_REVOKED"


class Gatherer:
    """Ask for issuers and revocation; answers are kept for some minutes, up to their own end."""

    def __init__(self, calls: AppointedServices) -> None:
        self._calls = calls
        self._kept: OrderedDict[tuple[str, bytes], tuple[bytes, datetime]] = OrderedDict()
        self._lock = Lock()

    def issuer(
        self, certificate: x509.Certificate, known: Iterable[x509.Certificate], now: datetime
    ) -> x509.Certificate | None:
        """Find who issued a certificate: among the known, else where it says. Raises Refused."""
        for each in known:
            if _issued(each, certificate):
                return each
        for url in _access(certificate, AuthorityInformationAccessOID.CA_ISSUERS):
            body = self._remembered(url, b"", now, partial(self._calls.get, url, now))
            found = _certificate(body)
            if found is not None and _issued(found, certificate):
                return found
        return None

    def revocation(
        self, certificate: x509.Certificate, issuer: x509.Certificate | None, now: datetime
    ) -> Evidence:
        """Give an OCSP answer, else a list; nothing where the certificate names neither.

        OCSP is asked where the issuer's certificate is at hand: the question names its key.
        Raises Refused when none of the named answers as it should, and SealRevoked.
        """
        last: Refused | None = None
        for ask in self._ways(certificate, issuer, now):
            try:
                return ask()
            except Refused as refused:
                last = refused
        if last is not None:
            raise last
        return Evidence()

    def _ways(
        self, certificate: x509.Certificate, issuer: x509.Certificate | None, now: datetime
    ) -> Iterator[Callable[[], Evidence]]:
        if issuer is not None:
            for url in _access(certificate, AuthorityInformationAccessOID.OCSP):
                yield partial(self._by_ocsp, url, certificate, issuer, now)
        for url in _lists(certificate):
            yield partial(self._by_list, url, certificate, now)

    def _by_ocsp(
        self, url: str, certificate: x509.Certificate, issuer: x509.Certificate, now: datetime
    ) -> Evidence:
        builder = ocsp.OCSPRequestBuilder().add_certificate(certificate, issuer, hashes.SHA1())  # noqa: S303 - names the certificate only (RFC 6960, 4.3); some responders know no other
        request = builder.build().public_bytes(Encoding.DER)

        def ask() -> bytes:
            reply = self._calls.post(url, Posting(request, _ASK, accept=_ANSWER))
            if reply.status != _OK:
                raise Refused(Reason.STATUS)
            return reply.body

        body = self._remembered(url, request, now, ask)
        if _status(body, certificate, now) is not ocsp.OCSPCertStatus.GOOD:
            raise SealRevoked("A certificate that the seal rests on was revoked.")
        return Evidence(ocsps=(body,))

    def _by_list(self, url: str, certificate: x509.Certificate, now: datetime) -> Evidence:
        body = self._remembered(url, b"", now, partial(self._calls.get, url, now))
        listed = _list(body)
        if listed.issuer != certificate.issuer or not _is_current(listed.next_update_utc, now):
            raise Refused(Reason.PROTOCOL)
        if listed.get_revoked_certificate_by_serial_number(certificate.serial_number) is not None:
            raise SealRevoked("A certificate that the seal rests on was revoked.")
        return Evidence(crls=(listed.public_bytes(Encoding.DER),))

    def _remembered(self, url: str, asked: bytes, now: datetime, ask: Callable[[], bytes]) -> bytes:
        with self._lock:
            kept = self._kept.get((url, asked))
        if kept is not None and now < kept[1]:
            return kept[0]
        body = ask()
        with self._lock:
            self._kept[url, asked] = (body, now + _KEPT_FOR)
            while len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
        return body


def _status(body: bytes, certificate: x509.Certificate, now: datetime) -> ocsp.OCSPCertStatus:
    try:
        answer = ocsp.load_der_ocsp_response(body)
        if answer.response_status is not ocsp.OCSPResponseStatus.SUCCESSFUL:
            raise Refused(Reason.STATUS)
        fits = answer.serial_number == certificate.serial_number
        status = answer.certificate_status
    except ValueError:
        raise Refused(Reason.PROTOCOL) from None
    if not fits or not _is_current(answer.next_update_utc, now):
        raise Refused(Reason.PROTOCOL)
    return status


def _list(body: bytes) -> x509.CertificateRevocationList:
    for load in (x509.load_der_x509_crl, x509.load_pem_x509_crl):
        try:
            return load(body)
        except ValueError:
            continue
    raise Refused(Reason.PROTOCOL)


def _certificate(body: bytes) -> x509.Certificate | None:
    for load in (x509.load_der_x509_certificate, x509.load_pem_x509_certificate):
        try:
            return load(body)
        except ValueError:
            continue
    return None


def _is_current(until: datetime | None, now: datetime) -> bool:
    return until is None or now <= until


def _issued(issuer: x509.Certificate, certificate: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def _access(certificate: x509.Certificate, method: x509.ObjectIdentifier) -> tuple[str, ...]:
    extension = _extension(certificate, x509.AuthorityInformationAccess)
    descriptions = extension or ()
    return _web(each.access_location for each in descriptions if each.access_method == method)


def _lists(certificate: x509.Certificate) -> tuple[str, ...]:
    points = _extension(certificate, x509.CRLDistributionPoints) or ()
    return _web(name for point in points for name in point.full_name or ())


def _web(names: Iterable[x509.GeneralName]) -> tuple[str, ...]:
    return tuple(_addresses(names))[:_MOST_ADDRESSES]


def _addresses(names: Iterable[x509.GeneralName]) -> Iterator[str]:
    for name in names:
        is_address = isinstance(name, x509.UniformResourceIdentifier)
        if is_address and name.value.lower().startswith(("http://", "https://")):
            yield name.value


def _extension(certificate: x509.Certificate, kind: type[T]) -> T | None:
    try:
        return certificate.extensions.get_extension_for_class(kind).value
    except (x509.ExtensionNotFound, ValueError):
        return None
