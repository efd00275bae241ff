"""What a real seal above level B asks of the network: time stamps, issuers, revocation.

RFC 3161 over HTTP to the seal's time stamp authority; OCSP (RFC 6960) and lists (RFC 5280) at the
addresses that the certificates themselves name. Nothing is believed here: the finished seal is
verified as a whole, and what cannot be had makes the sealing wait.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import zip_longest

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from app.fetching import AppointedServices, Posting, Refused, Reply
from app.seals.revocation import Gatherer
from issuer.errors import DomainError
from issuer.sealing import SealServices, SealSigner
from verifier.securing.jades import Evidence
from verifier.securing.pki.timestamp_exchange import certificates_of_response

LOG = logging.getLogger("dokazilo.seals")

_QUERY = "application/timestamp-query"
_REPLY = "application/timestamp-reply"
_OK = 200
_LONGEST_PATH = 8


class SealServiceUnavailable(DomainError):
    """A service that sealing needs does not answer as it should; it is tried again later."""

    code = "SEAL_SERVICE_UNAVAILABLE"


@dataclass(slots=True)
class Outside:
    """The services around one seal, for one sealing."""

    calls: AppointedServices
    gatherer: Gatherer
    timestamp_url: str
    signer: SealSigner
    now: datetime
    _stamped_by: dict[bytes, None] = field(default_factory=dict)
    """Certificates that came along with time stamps, in their order."""
    _stampers: dict[bytes, None] = field(default_factory=dict)
    """Those that signed: an authority may have several."""

    def answer_all(self, requests: Sequence[bytes]) -> list[bytes | None]:
        """Carry time stamp requests to the authority, a few at a time; None where none came back.

        Raises SealServiceUnavailable when none came back at all, or for what is no time stamp.
        """
        postings = [Posting(each, _QUERY, accept=_REPLY) for each in requests]
        try:
            replies = self.calls.post_all(self.timestamp_url, postings)
        except Refused as refused:
            raise SealServiceUnavailable(
                f"The time stamp authority may not be asked: {refused.reason.value}"
            ) from None
        missing = [each.reason.value for each in replies if isinstance(each, Refused)]
        if missing and len(missing) == len(replies):
            raise SealServiceUnavailable(f"The time stamp authority cannot be asked: {missing[0]}")
        if missing:
            LOG.warning("%d time stamps are not to be had: %s", len(missing), missing[0])
        return [None if isinstance(each, Refused) else self._stamp(each) for each in replies]

    def _stamp(self, reply: Reply) -> bytes:
        if reply.status != _OK or reply.media_type != _REPLY:
            raise SealServiceUnavailable(
                f"The time stamp authority answered with status {reply.status} "
                f"({reply.media_type or 'no media type'}), and not with a time stamp."
            )
        certificates = certificates_of_response(reply.body)
        self._stamped_by |= dict.fromkeys(certificates)
        self._stampers |= dict.fromkeys(certificates[:1])
        return reply.body

    def evidence(self) -> Evidence:
        """Gather certificates and revocation data of signer and time stamps, as of now.

        Raises SealServiceUnavailable.
        """
        known = [_read(der) for der in (*self.signer.certificates, *self._stamped_by)]
        leaves = [_read(self.signer.certificates[0]), *map(_read, self._stampers)]
        try:
            paths = [self._path(leaf, known) for leaf in leaves]
            found = Evidence(certificates=tuple(_der(each) for path in paths for each in path))
            for path in paths:
                # Of a root that does not come along, the reader has a copy of their own.
                for certificate, issuer in zip_longest(path, path[1:]):
                    if certificate.subject != certificate.issuer:
                        found += self.gatherer.revocation(certificate, issuer, self.now)
        except Refused as refused:
            raise SealServiceUnavailable(
                f"Whether a certificate was revoked cannot be asked: {refused.reason.value}"
            ) from None
        return found

    def _path(
        self, leaf: x509.Certificate, known: list[x509.Certificate]
    ) -> list[x509.Certificate]:
        path = [leaf]
        while path[-1].subject != path[-1].issuer and len(path) < _LONGEST_PATH:
            issuer = self.gatherer.issuer(path[-1], known, self.now)
            if issuer is None:
                break
            path.append(issuer)
        return path


def outside_services(outside: Outside, nonces: Callable[[], int]) -> SealServices:
    """Give what sealing takes."""
    return SealServices(timestamps=outside, nonces=nonces, evidence=outside.evidence)


def _read(der: bytes) -> x509.Certificate:
    try:
        return x509.load_der_x509_certificate(der)
    except ValueError:
        raise SealServiceUnavailable("A certificate of the time stamp cannot be read.") from None


def _der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(Encoding.DER)
