"""Whether Amazon SNS sent a message, and our yes when it asks whether we want its messages."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from threading import Lock
from typing import Any, Protocol

from cryptography import x509

from app.mail.sns_message import NotFromSns, check_signature, read_sns_message

LOG = logging.getLogger("dokazilo.mail")

_KEPT_FOR = timedelta(hours=1)
"""Amazon signs for months with one certificate; what it withdraws is to be noticed soon."""
_MOST_KEPT = 8
_MOST_BYTES = 64 * 1024


class Calls(Protocol):
    """The guarded way out."""

    def get(self, url: str, now: datetime, *, max_bytes: int) -> bytes:
        """Fetch a document. Raises Refused."""


class SnsDesk:
    """Look at what comes as a message of Amazon SNS; its certificates are kept for a while."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls
        self._kept: dict[str, tuple[x509.Certificate, datetime]] = {}
        self._lock = Lock()

    def admit(self, document: Mapping[str, Any], now: datetime) -> None:
        """Let in what Amazon SNS signed, and agree where it asks whether we want its messages.

        Raises NotAReport, NotFromSns, and Refused where Amazon SNS cannot be asked.
        """
        message = read_sns_message(document)
        check_signature(message, self._certificate(message.certificate_url, now))
        if message.subscribe_url is not None:
            # Signed, and at Amazon's host: nobody else can have us call anything.
            self._calls.get(message.subscribe_url, now, max_bytes=_MOST_BYTES)
            LOG.info("subscribed to the messages of %r", document["TopicArn"])

    def _certificate(self, url: str, now: datetime) -> x509.Certificate:
        kept = self._kept.get(url)
        if kept is None or kept[1] <= now:
            kept = _read(self._calls.get(url, now, max_bytes=_MOST_BYTES)), now + _KEPT_FOR
            with self._lock:
                while len(self._kept) >= _MOST_KEPT:
                    self._kept.pop(next(iter(self._kept)))
                self._kept[url] = kept
        certificate = kept[0]
        if not certificate.not_valid_before_utc <= now <= certificate.not_valid_after_utc:
            raise NotFromSns("Its certificate is not valid now.")
        return certificate


def _read(pem: bytes) -> x509.Certificate:
    try:
        return x509.load_pem_x509_certificate(pem)
    except ValueError:
        raise NotFromSns("There is no certificate at its SigningCertURL.") from None
