"""Reports that come as mail: delivery status notifications (RFC 3464) and complaints (RFC 5965).

Anybody can write to a mailbox, so only reports count that name a letter of ours: its number is
random, and nobody has it but who got the letter.
"""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from email.policy import compat32

from app.mail.event import EventKind, MailEvent, NotAReport, mail_id_in, status_in

_RETURNED_TO = ("To", "Delivered-To", "X-Original-To", "Envelope-To")
_MOST_PARTS = 20


def read_mailbox_report(content: bytes) -> tuple[MailEvent, ...]:
    """Give what a message reports. Raises NotAReport."""
    try:
        # compat32 leaves headers as they are written: nothing of a stranger's is parsed deeper.
        message = message_from_bytes(content, policy=compat32)
        parts = dict(_parts(message))
    except (RecursionError, ValueError, LookupError):
        raise NotAReport from None
    kind = str(message.get_param("report-type", "")).lower()
    read = {"delivery-status": _delivery_status, "feedback-report": _feedback}.get(kind)
    if message.get_content_type() != "multipart/report" or read is None:
        raise NotAReport
    mail_id = mail_id_in(*(str(message.get(name, "")) for name in _RETURNED_TO)) or mail_id_in(
        _original_message_id(parts)
    )
    return tuple(read(parts, mail_id))


def _parts(message: Message) -> Iterator[tuple[str, Message]]:
    """Give the parts by their type; where a type comes twice, the last."""
    payload = message.get_payload()
    if isinstance(payload, list):
        for part in payload[:_MOST_PARTS]:
            if isinstance(part, Message):
                yield part.get_content_type(), part


def _delivery_status(parts: dict[str, Message], mail_id: str | None) -> Iterator[MailEvent]:
    """Read each recipient's fields (RFC 3464, section 2.3); the first group is the message's."""
    for fields in _groups(parts.get("message/delivery-status"))[1:]:
        action, status = fields.get("action", "").lower(), status_in(fields.get("status"))
        if action == "failed":
            for_good = status is None or status.startswith("5")
            full = status == "5.2.2"
            kind = EventKind.BOUNCE if for_good and not full else EventKind.SOFT_BOUNCE
            yield MailEvent(kind, mail_id, None, status)


def _feedback(parts: dict[str, Message], mail_id: str | None) -> Iterator[MailEvent]:
    """Read a complaint (RFC 5965, section 3.1); other kinds of feedback are none."""
    for fields in _groups(parts.get("message/feedback-report"))[:1]:
        if fields.get("feedback-type", "").lower() in {"abuse", "fraud"}:
            yield MailEvent(EventKind.COMPLAINT, mail_id)


def _groups(part: Message | None) -> list[dict[str, str]]:
    """Give the groups of fields in a part, however the parser has taken it."""
    if part is None:
        return []
    payload = part.get_payload()
    if isinstance(payload, list):  # message/…: each group came out as a message of its own
        groups = [each for each in payload[:_MOST_PARTS] if isinstance(each, Message)]
        return [
            {name.lower(): str(value).strip() for name, value in each.items()} for each in groups
        ]
    text = part.get_payload(decode=True)
    again = message_from_bytes(text if isinstance(text, bytes) else b"", policy=compat32)
    return [{name.lower(): str(value).strip() for name, value in again.items()}]


def _original_message_id(parts: dict[str, Message]) -> str | None:
    for kind in ("message/rfc822", "text/rfc822-headers", "message/rfc822-headers"):
        part = parts.get(kind)
        if part is None:
            continue
        payload = part.get_payload()
        if isinstance(payload, list) and payload and isinstance(payload[0], Message):
            return _text(payload[0].get("Message-ID"))
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            return _text(message_from_bytes(content, policy=compat32).get("Message-ID"))
    return None


def _text(header: object) -> str | None:
    return None if header is None else str(header)
