"""Reports of mail services, each in its own JSON: a table of readers, chosen by what stands there.

Sources: Amazon SES, notification contents for Amazon SNS; Postmark, bounce and spam complaint
webhooks; Mailgun, webhook events; Twilio SendGrid, event webhook.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from app.mail.event import EventKind, MailEvent, NotAReport, mail_id_in, status_in

_Reader = Callable[[Any], Iterator[MailEvent]]


def read_service_report(document: Any) -> tuple[MailEvent, ...]:  # noqa: ANN401 - JSON
    """Give what a mail service reports; nothing where it concerns no failure. Raises NotAReport."""
    for recognised, read in _READERS.values():
        if recognised(document):
            try:
                return tuple(read(document))
            except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
                break
    raise NotAReport


def _own(document: Any) -> Iterator[MailEvent]:  # noqa: ANN401 - JSON
    for each in document["events"]:
        yield MailEvent(
            EventKind(each["type"]),
            mail_id_in(each.get("message_id")),
            _text(each.get("address")),
            status_in(each.get("status")),
        )


def _sns(document: Any) -> Iterator[MailEvent]:  # noqa: ANN401 - JSON
    if document["Type"] == "Notification":
        yield from _ses(json.loads(document["Message"]))


def _ses(document: Any) -> Iterator[MailEvent]:  # noqa: ANN401 - JSON
    kind = str(document.get("notificationType") or document.get("eventType"))
    mail = document["mail"]
    mail_id = mail_id_in(mail.get("source"), (mail.get("commonHeaders") or {}).get("messageId"))
    if kind == "Bounce":
        bounce = document["bounce"]
        for_good = bounce["bounceType"] == "Permanent"
        for each in bounce["bouncedRecipients"]:
            yield MailEvent(
                EventKind.BOUNCE if for_good else EventKind.SOFT_BOUNCE,
                mail_id,
                _text(each["emailAddress"]),
                status_in(each.get("status")),
            )
    elif kind == "Complaint":
        for each in document["complaint"]["complainedRecipients"]:
            yield MailEvent(EventKind.COMPLAINT, mail_id, _text(each["emailAddress"]))


_POSTMARK_FOR_GOOD = frozenset({"HardBounce", "BadEmailAddress", "ManuallyDeactivated"})


def _postmark(document: Any) -> Iterator[MailEvent]:  # noqa: ANN401 - JSON
    kind = {"SpamComplaint": EventKind.COMPLAINT, "Bounce": EventKind.SOFT_BOUNCE}.get(
        document["RecordType"]
    )
    if kind is None:
        return
    if document.get("Type") in _POSTMARK_FOR_GOOD:
        kind = EventKind.BOUNCE
    mail_id = mail_id_in((document.get("Metadata") or {}).get("message-id"))
    yield MailEvent(kind, mail_id, _text(document["Email"]), status_in(document.get("Details")))


def _mailgun(document: Any) -> Iterator[MailEvent]:  # noqa: ANN401 - JSON
    event = document["event-data"]
    kind = {
        ("failed", "permanent"): EventKind.BOUNCE,
        ("failed", "temporary"): EventKind.SOFT_BOUNCE,
        ("complained", None): EventKind.COMPLAINT,
    }.get((event["event"], event.get("severity")))
    if kind is not None:
        headers = (event.get("message") or {}).get("headers") or {}
        status = (event.get("delivery-status") or {}).get("enhanced-code")
        yield MailEvent(
            kind,
            mail_id_in(headers.get("message-id")),
            _text(event["recipient"]),
            status_in(status),
        )


_SENDGRID = {
    ("bounce", "bounce"): EventKind.BOUNCE,
    ("bounce", None): EventKind.BOUNCE,
    ("bounce", "blocked"): EventKind.SOFT_BOUNCE,
    ("spamreport", None): EventKind.COMPLAINT,
}


def _sendgrid(document: Any) -> Iterator[MailEvent]:  # noqa: ANN401 - JSON
    for each in document:
        kind = _SENDGRID.get((each["event"], each.get("type")))
        if kind is not None:
            mail_id = mail_id_in(each.get("smtp-id"))
            yield MailEvent(kind, mail_id, _text(each["email"]), status_in(each.get("status")))


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _has(*names: str) -> Callable[[Any], bool]:
    return lambda document: isinstance(document, dict) and any(name in document for name in names)


_READERS: dict[str, tuple[Callable[[Any], bool], _Reader]] = {
    "own": (_has("events"), _own),
    "Amazon SES by SNS": (_has("TopicArn"), _sns),
    "Amazon SES": (_has("notificationType", "eventType"), _ses),
    "Postmark": (_has("RecordType"), _postmark),
    "Mailgun": (_has("event-data"), _mailgun),
    "SendGrid": (lambda document: isinstance(document, list), _sendgrid),
}
"""By service: how its reports are recognised, and read."""
