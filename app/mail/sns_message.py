"""Messages of Amazon SNS, and whether their signatures fit.

Amazon SNS Developer Guide, "Verifying the signatures of Amazon SNS messages".
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from app.mail.event import NotAReport

_OF_SUBSCRIPTIONS = (
    "Message",
    "MessageId",
    "SubscribeURL",
    "Timestamp",
    "Token",
    "TopicArn",
    "Type",
)
_SIGNED = {
    "Notification": ("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"),
    "SubscriptionConfirmation": _OF_SUBSCRIPTIONS,
    "UnsubscribeConfirmation": _OF_SUBSCRIPTIONS,
}
"""By the type of a message: the members that are signed, in this order."""
_NOT_ALWAYS_THERE = "Subject"

_HASHES: Mapping[str, hashes.HashAlgorithm] = {
    # What a topic uses unless its owner chooses 2. Finding a second message with the same SHA-1
    # is out of reach still, and nobody else has Amazon SNS sign what they wrote.
    "1": hashes.SHA1(),  # noqa: S303 - see above
    "2": hashes.SHA256(),
}
"""By the SignatureVersion."""

_HOST = r"https://sns\.[a-z0-9-]{3,40}\.amazonaws\.com(?:\.cn)?/"
_CERTIFICATE_URL = re.compile(_HOST + r"SimpleNotificationService-[A-Za-z0-9]{1,80}\.pem", re.ASCII)
_SUBSCRIBE_URL = re.compile(_HOST + r"\?Action=ConfirmSubscription&[!-~]{1,1500}", re.ASCII)
_LEAST_BITS = 2048


class NotFromSns(ValueError):
    """Somebody else wrote the message, or changed it."""


@dataclass(frozen=True, slots=True)
class SnsMessage:
    """What is needed of a message to find out whether Amazon SNS sent it."""

    certificate_url: str
    subscribe_url: str | None
    """Whoever opens it agrees to get messages; None unless the message asks for that."""
    hash: hashes.HashAlgorithm
    signature: bytes = field(repr=False)
    signed: bytes = field(repr=False)
    """What the signature is made over."""


def is_sns_message(document: Any) -> bool:  # noqa: ANN401 - JSON
    """Say whether a document wants to be a message of Amazon SNS."""
    return isinstance(document, dict) and "TopicArn" in document


def read_sns_message(document: Mapping[str, Any]) -> SnsMessage:
    """Read what a signature needs. Raises NotAReport, NotFromSns."""
    kind, version = _text(document, "Type"), _text(document, "SignatureVersion")
    if kind not in _SIGNED or version not in _HASHES:
        raise NotAReport
    certificate_url = _text(document, "SigningCertURL")
    if not _CERTIFICATE_URL.fullmatch(certificate_url):
        raise NotFromSns("Its SigningCertURL is not one of Amazon SNS.")
    asks = kind == "SubscriptionConfirmation"
    return SnsMessage(
        certificate_url=certificate_url,
        subscribe_url=_subscribe_url(document) if asks else None,
        hash=_HASHES[version],
        signature=_signature(document),
        signed=_signed(document, _SIGNED[kind]),
    )


def check_signature(message: SnsMessage, certificate: x509.Certificate) -> None:
    """Raise NotFromSns unless the key of this certificate signed the message."""
    key = certificate.public_key()
    if not isinstance(key, rsa.RSAPublicKey) or key.key_size < _LEAST_BITS:
        raise NotFromSns("Its certificate is not one for RSA with 2048 bits.")
    try:
        key.verify(message.signature, message.signed, padding.PKCS1v15(), message.hash)
    except InvalidSignature:
        raise NotFromSns("Its signature does not fit.") from None


def _signed(document: Mapping[str, Any], names: tuple[str, ...]) -> bytes:
    """Write each member as its name, a line feed, its value, a line feed."""
    there = [name for name in names if name != _NOT_ALWAYS_THERE or document.get(name) is not None]
    return "".join(f"{name}\n{_text(document, name)}\n" for name in there).encode()


def _signature(document: Mapping[str, Any]) -> bytes:
    try:
        return base64.b64decode(_text(document, "Signature"), validate=True)
    except ValueError:
        raise NotFromSns("Its signature cannot be read.") from None


def _subscribe_url(document: Mapping[str, Any]) -> str:
    url = _text(document, "SubscribeURL")
    if not _SUBSCRIBE_URL.fullmatch(url):
        raise NotFromSns("Its SubscribeURL is not one of Amazon SNS.")
    return url


def _text(document: Mapping[str, Any], name: str) -> str:
    value = document.get(name)
    if not isinstance(value, str):
        raise NotAReport
    return value
