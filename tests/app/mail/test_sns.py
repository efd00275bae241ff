"""Messages of Amazon SNS: only what it signed counts. The keys and certificates are our own."""

from __future__ import annotations

import base64
import datetime as dt
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from app.fetching import Reason, Refused
from app.mail.event import NotAReport
from app.mail.sns import SnsDesk
from app.mail.sns_message import NotFromSns
from tests.app.mail.mail_server import LocalMailServer
from tests.app.mail.schooling import delivered, issued
from tests.app.mail.test_deliveries import got
from tests.app.mail.test_events import REPORTS, SECRET, reported
from tests.app.staging import Stage

NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
CERTIFICATE_URL = "https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-0a1b2c.pem"
SUBSCRIBE_URL = (
    "https://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription"
    "&TopicArn=arn:aws:sns:eu-central-1:123456789012:mail&Token=2336412f"
)
OURS = "https://sns.eu-central-1.amazonaws.com"


@dataclass
class Amazon:
    """What is found at Amazon's addresses, and what was asked for."""

    answers: dict[str, bytes]
    asked: list[str] = field(default_factory=list)

    def get(self, url: str, now: dt.datetime, *, max_bytes: int) -> bytes:
        """Answer as the guarded way out does."""
        del now
        self.asked.append(url)
        answer = self.answers.get(url)
        if answer is None or len(answer) > max_bytes:
            raise Refused(Reason.UNREACHABLE)
        return answer


@cache
def key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


def certificate(
    of: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey, days: tuple[int, int] = (-365, 365)
) -> bytes:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "sns.amazonaws.com")])
    begins, ends = (NOW + dt.timedelta(days=each) for each in days)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).serial_number(7)
    builder = builder.public_key(of.public_key()).not_valid_before(begins).not_valid_after(ends)
    return builder.sign(of, hashes.SHA256()).public_bytes(Encoding.PEM)


@pytest.fixture
def amazon() -> Amazon:
    return Amazon({CERTIFICATE_URL: certificate(key()), SUBSCRIBE_URL: b"<Confirmed/>"})


@pytest.fixture
def more_settings() -> dict[str, Any]:
    return {
        "mail_events_secret": SECRET,
        "mail_events_topic": "arn:aws:sns:eu-central-1:123456789012:mail",
        "mail_bounces_to": "bounces@dokazilo.example",
    }


def notification(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    written: dict[str, Any] = json.loads((REPORTS / "ses-bounce.json").read_text("utf-8"))
    return written | {"SigningCertURL": CERTIFICATE_URL, "SignatureVersion": "2"} | changes


def subscription(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    written: dict[str, Any] = json.loads((REPORTS / "ses-subscription.json").read_text("utf-8"))
    return (
        written
        | {
            "MessageId": "165545c9",
            "Timestamp": "2026-11-23T10:00:03.000Z",
            "SignatureVersion": "1",
            "SigningCertURL": CERTIFICATE_URL,
            "SubscribeURL": SUBSCRIBE_URL,
        }
        | changes
    )


def signed(message: dict[str, Any]) -> dict[str, Any]:
    """Sign as the developer guide says; written here once more, member by member."""
    if message["Type"] == "Notification":
        names = ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"]
    else:
        names = ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"]
    text = "".join(f"{name}\n{message[name]}\n" for name in names if name in message)
    digest = {"1": hashes.SHA1(), "2": hashes.SHA256()}[message["SignatureVersion"]]  # noqa: S303
    signature = key().sign(text.encode(), padding.PKCS1v15(), digest)
    return message | {"Signature": base64.b64encode(signature).decode()}


@pytest.mark.parametrize("version", ["1", "2"])
@pytest.mark.parametrize("more", [{}, {"Subject": "Amazon SES Email Event Notification"}], ids=str)
def test_what_amazon_signed_is_let_in(amazon: Amazon, version: str, more: dict[str, str]) -> None:
    desk = SnsDesk(amazon)
    for _ in range(2):
        desk.admit(signed(notification(SignatureVersion=version, **more)), NOW)
    assert amazon.asked == [CERTIFICATE_URL], "the certificate is remembered"
    desk.admit(signed(notification()), NOW + dt.timedelta(hours=2))
    assert amazon.asked == [CERTIFICATE_URL] * 2, "and not for ever"


@pytest.mark.parametrize("name", ["Message", "MessageId", "Timestamp", "TopicArn", "Subject"])
def test_what_was_changed_since_is_not(amazon: Amazon, name: str) -> None:
    message = signed(notification(Subject="as it was")) | {name: "another"}
    with pytest.raises(NotFromSns):
        SnsDesk(amazon).admit(message, NOW)


def test_a_signature_says_its_own_hash(amazon: Amazon) -> None:
    message = signed(notification(SignatureVersion="2")) | {"SignatureVersion": "1"}
    with pytest.raises(NotFromSns):
        SnsDesk(amazon).admit(message, NOW)


@pytest.mark.parametrize(
    "url",
    [
        CERTIFICATE_URL.replace("https", "http"),
        "https://sns.eu-central-1.amazonaws.com.example.org/SimpleNotificationService-0a.pem",
        "https://example.org/sns.eu-central-1.amazonaws.com/SimpleNotificationService-0a.pem",
        "https://sns.eu-central-1.amazonaws.com@example.org/SimpleNotificationService-0a.pem",
        "https://sns.a.b.amazonaws.com/SimpleNotificationService-0a.pem",
        "https://bucket.s3.amazonaws.com/SimpleNotificationService-0a.pem",
        "https://sns.eu-central-1.amazonaws.com:8443/SimpleNotificationService-0a.pem",
        f"{OURS}/?Action=Publish&Message=-----BEGIN.pem",
        f"{OURS}/SimpleNotificationService-0a.pem?x",
        f"{OURS}/SimpleNotificationService-0a.pem\n",
        f"{OURS}/../SimpleNotificationService-0a.pem",
    ],
)
def test_a_certificate_elsewhere_is_not_even_fetched(url: str) -> None:
    elsewhere = Amazon({url: certificate(key())})
    with pytest.raises(NotFromSns):
        SnsDesk(elsewhere).admit(signed(notification(SigningCertURL=url)), NOW)
    assert elsewhere.asked == []


@pytest.mark.parametrize(
    "found",
    [
        lambda: certificate(rsa.generate_private_key(65537, 2048)),
        lambda: certificate(ec.generate_private_key(ec.SECP256R1())),
        lambda: certificate(key(), days=(-9, -1)),
        lambda: certificate(key(), days=(1, 9)),
        lambda: b"<html>not here</html>",
    ],
    ids=["another key", "no RSA", "over", "not yet", "no certificate"],
)
def test_what_another_certificate_says_is_not_believed(found: Callable[[], bytes]) -> None:
    with pytest.raises(NotFromSns):
        SnsDesk(Amazon({CERTIFICATE_URL: found()})).admit(signed(notification()), NOW)


@pytest.mark.parametrize("name", ["Type", "SignatureVersion", "SigningCertURL", "Message"])
@pytest.mark.parametrize("value", [None, 1, "9"])
def test_what_lacks_a_member_is_not_let_in(amazon: Amazon, name: str, value: object) -> None:
    with pytest.raises((NotAReport, NotFromSns)):
        SnsDesk(amazon).admit(signed(notification()) | {name: value}, NOW)


@pytest.mark.parametrize("signature", [None, "", "!", "AAAA"])
def test_a_signature_that_is_none_is_not_let_in(amazon: Amazon, signature: str | None) -> None:
    with pytest.raises((NotAReport, NotFromSns)):
        SnsDesk(amazon).admit(notification(Signature=signature), NOW)


def test_messages_are_agreed_to_when_amazon_asks(amazon: Amazon) -> None:
    SnsDesk(amazon).admit(signed(subscription()), NOW)
    assert amazon.asked == [CERTIFICATE_URL, SUBSCRIBE_URL]


def test_the_end_of_a_subscription_is_not_taken_back(amazon: Amazon) -> None:
    SnsDesk(amazon).admit(signed(subscription(Type="UnsubscribeConfirmation")), NOW)
    assert amazon.asked == [CERTIFICATE_URL]


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/?Action=ConfirmSubscription&Token=1",
        SUBSCRIBE_URL.replace("https", "http"),
        f"{OURS}/?Action=DeleteTopic&Token=1",
        "https://169.254.169.254/?Action=ConfirmSubscription&Token=1",
    ],
)
def test_nothing_else_is_called(amazon: Amazon, url: str) -> None:
    with pytest.raises(NotFromSns):
        SnsDesk(amazon).admit(signed(subscription(SubscribeURL=url)), NOW)
    assert url not in amazon.asked


def test_an_unsigned_subscription_calls_nothing(amazon: Amazon) -> None:
    with pytest.raises(NotFromSns):
        SnsDesk(amazon).admit(signed(subscription()) | {"Token": "another"}, NOW)
    assert SUBSCRIBE_URL not in amazon.asked


def test_with_a_topic_only_its_messages_count(
    amazon: Amazon, more_settings: dict[str, Any]
) -> None:
    topic = more_settings["mail_events_topic"]
    desk = SnsDesk(amazon, topic)
    desk.admit(signed(notification()), NOW)
    desk.admit(signed(subscription()), NOW)
    asked = list(amazon.asked)
    raw = json.loads(notification()["Message"])
    elsewhere = topic.replace("123", "321")
    for refused in (
        raw,
        [raw],
        signed(notification(TopicArn=elsewhere)),
        signed(subscription(TopicArn=elsewhere)),
        json.loads((REPORTS / "postmark-bounce.json").read_text("utf-8")),
    ):
        with pytest.raises(NotFromSns, match="MAIL_EVENTS_TOPIC"):
            desk.admit(refused, NOW)
    assert amazon.asked == asked, "nothing is called for them"


@pytest.fixture
def at_amazon(stage: Stage, amazon: Amazon) -> Iterator[Stage]:
    """Give a service that finds our Amazon where it looks for the other."""
    services = stage.service.services
    # The service's clock is the machine's, so the certificate is good until long after it.
    amazon.answers[CERTIFICATE_URL] = certificate(key(), days=(-3650, 36500))
    stage.service.app.state.services = replace(
        services, sns=SnsDesk(amazon, services.settings.mail_events_topic)
    )
    yield stage
    stage.service.app.state.services = services


def test_a_bounce_by_sns_counts_when_it_is_signed(
    at_amazon: Stage, amazon: Amazon, post: LocalMailServer
) -> None:
    issued(at_amazon)
    (letter,) = delivered(at_amazon, post)
    mail_id = letter.message["Message-ID"][1:37]
    message = notification()
    message["Message"] = message["Message"].replace("6a3c9d5e-0b1f-4c53-9a53-0d5b6f2f8a11", mail_id)
    as_text = {"Content-Type": "text/plain; charset=UTF-8"}

    forged = reported(
        at_amazon, content=json.dumps(message | {"Signature": "AAAA"}), headers=as_text
    )
    assert (forged.status_code, forged.json()["code"]) == (403, "NOT_FROM_SNS")
    raw = reported(at_amazon, content=message["Message"], headers=as_text)
    assert (raw.status_code, raw.json()["code"]) == (403, "NOT_FROM_SNS")
    assert got(at_amazon, "deliveries?state=bounced") == []

    answer = reported(at_amazon, content=json.dumps(signed(message)), headers=as_text)
    assert answer.json() == {"taken_in": 1}
    assert len(got(at_amazon, "deliveries?state=bounced")) == 1

    agreed = reported(at_amazon, json=signed(subscription()))
    assert agreed.json() == {"taken_in": 0}
    assert amazon.asked[-1] == SUBSCRIBE_URL


def test_sns_sends_again_what_could_not_be_checked(at_amazon: Stage, amazon: Amazon) -> None:
    amazon.answers.clear()
    answer = reported(at_amazon, json=signed(notification()))
    assert (answer.status_code, answer.json()["code"]) == (503, "SNS_OUT_OF_REACH")
