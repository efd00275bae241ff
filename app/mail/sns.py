"""Whether Amazon SNS sent a message, and our yes when it asks whether we want its messages."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from threading import Lock
from typing import Any, Protocol

from cryptography import x509

from app.mail.sns_message import NotFromSns, check_signature, is_sns_message, read_sns_message

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
    """Look at what comes as a message of Amazon SNS; its certificates are kept for a while.

    With a topic, messages of that one count and nothing else: neither those of other people's
    topics, nor what comes unsigned ("raw message delivery").
    """

    def __init__(self, calls: Calls, topic: str = "") -> None:
        self._calls = calls
        self._topic = topic
        self._kept: dict[str, tuple[x509.Certificate, datetime]] = {}
        self._lock = Lock()

    def admit(self, document: Any, now: datetime) -> None:  # noqa: ANN401 - JSON
        """Let in what Amazon SNS signed, and agree where it asks whether we want its messages.

        Other services' reports are let in, too, where no topic is set.
        Raises NotAReport, NotFromSns, and Refused where Amazon SNS cannot be asked.
        """
        if not is_sns_message(document):
            if self._topic:
                raise NotFromSns("Only messages of the topic in MAIL_EVENTS_TOPIC are taken in.")
            return
        if self._topic not in ("", document["TopicArn"]):
            raise NotFromSns("It is of another topic than MAIL_EVENTS_TOPIC names.")
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
