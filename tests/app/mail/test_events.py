"""What comes back: reports of mail services and of mailboxes, and what follows from them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.mail.event import EventKind, MailEvent, NotAReport
from app.mail.mailbox_reports import read_mailbox_report
from app.mail.service_reports import read_service_report
from tests.app.mail.mail_server import LocalMailServer
from tests.app.mail.schooling import delivered, issued
from tests.app.mail.test_deliveries import got, resend
from tests.app.staging import Stage

SECRET = "what-the-mail-service-knows"
REPORTS = Path(__file__).parent / "reports"
MAIL_ID = "6a3c9d5e-0b1f-4c53-9a53-0d5b6f2f8a11"
ANA = "ana@example.com"


@pytest.fixture
def more_settings() -> dict[str, Any]:
    return {"mail_events_secret": SECRET, "mail_bounces_to": "bounces@dokazilo.example"}


@pytest.mark.parametrize(
    ("name", "event"),
    [
        ("own", MailEvent(EventKind.BOUNCE, MAIL_ID, ANA, "5.1.1")),
        ("ses-bounce", MailEvent(EventKind.BOUNCE, MAIL_ID, ANA, "5.1.1")),
        ("ses-transient", MailEvent(EventKind.SOFT_BOUNCE, MAIL_ID, ANA, None)),
        ("ses-complaint", MailEvent(EventKind.COMPLAINT, MAIL_ID, ANA, None)),
        ("postmark-bounce", MailEvent(EventKind.BOUNCE, None, ANA, "5.1.1")),
        ("postmark-complaint", MailEvent(EventKind.COMPLAINT, None, ANA, None)),
        ("mailgun-failed", MailEvent(EventKind.BOUNCE, MAIL_ID, ANA, "5.1.1")),
        ("mailgun-temporary", MailEvent(EventKind.SOFT_BOUNCE, MAIL_ID, ANA, "4.2.2")),
        ("sendgrid", MailEvent(EventKind.BOUNCE, MAIL_ID, ANA, "5.1.1")),
    ],
)
def test_each_service_is_understood(name: str, event: MailEvent) -> None:
    document = json.loads((REPORTS / f"{name}.json").read_text(encoding="utf-8"))
    assert read_service_report(document) == (event,)
    assert ANA not in repr(read_service_report(document))


@pytest.mark.parametrize("name", ["ses-delivery", "ses-subscription", "postmark-open"])
def test_what_reports_no_failure_is_nothing(name: str) -> None:
    document = json.loads((REPORTS / f"{name}.json").read_text(encoding="utf-8"))
    assert read_service_report(document) == ()


@pytest.mark.parametrize(
    "document",
    [{}, [], [1], {"events": 1}, {"events": [{}]}, {"RecordType": []}, {"TopicArn": 1}, "x", None],
)
def test_what_is_no_report_is_refused(document: object) -> None:
    if document == []:
        assert read_service_report(document) == ()
        return
    with pytest.raises(NotAReport):
        read_service_report(document)


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("failed.eml", [(EventKind.BOUNCE, "5.1.1")]),
        ("full.eml", [(EventKind.SOFT_BOUNCE, "5.2.2")]),
        ("delayed.eml", []),
        ("complaint.eml", [(EventKind.COMPLAINT, None)]),
    ],
)
def test_mailbox_reports_are_understood(
    name: str, kinds: list[tuple[EventKind, str | None]]
) -> None:
    events = read_mailbox_report((REPORTS / name).read_bytes())
    assert events == tuple(MailEvent(kind, MAIL_ID, None, status) for kind, status in kinds)


def test_the_original_names_the_letter_where_the_address_does_not() -> None:
    report = (REPORTS / "failed.eml").read_bytes()
    without = report.replace(f"bounces+{MAIL_ID}@".encode(), b"bounces@")
    assert without != report
    assert read_mailbox_report(without) == read_mailbox_report(report)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00" * 100,
        b"Subject: Out of office\r\n\r\nI am away.",
        b"Content-Type: multipart/report; report-type=other; boundary=x\r\n\r\n--x--",
        b"Content-Type: multipart/mixed; boundary=x\r\n\r\n" * 5000,
        b"Content-Type: multipart/report; report-type*0*=xx'y'%ff; boundary=x\r\n\r\n--x--",
    ],
)
def test_other_mail_is_no_report(content: bytes) -> None:
    with pytest.raises(NotAReport):
        read_mailbox_report(content)


def reported(stage: Stage, path: str = "", **request: Any) -> httpx.Response:  # noqa: ANN401
    request.setdefault("auth", ("ses", SECRET))
    return stage.service.post(f"/api/v1/mail-events{path}", **request)


def test_a_bounce_ends_what_is_written_to_an_address(stage: Stage, post: LocalMailServer) -> None:
    credential_id = issued(stage)
    (letter,) = delivered(stage, post)
    assert letter.sender == f"bounces+{letter.message['Message-ID'][1:37]}@dokazilo.example"
    event = {"type": "bounce", "message_id": letter.message["Message-ID"], "status": "5.1.1"}
    for _ in range(2):
        answer = reported(stage, json={"events": [event]})
        assert (answer.status_code, answer.json()) == (200, {"taken_in": 1})
    (bounced,) = got(stage, "deliveries?state=bounced")
    assert bounced["credential_id"] == credential_id
    assert resend(stage, credential_id).json()["code"] == "ADDRESS_BOUNCED"


def test_a_returned_message_is_known_by_where_it_came_back(
    stage: Stage, post: LocalMailServer
) -> None:
    issued(stage)
    (letter,) = delivered(stage, post)
    mail_id = letter.message["Message-ID"][1:37]
    report = (REPORTS / "complaint.eml").read_bytes()
    answer = reported(stage, "/message", content=report.replace(MAIL_ID.encode(), mail_id.encode()))
    assert answer.json() == {"taken_in": 1}
    (complained,) = got(stage, "deliveries?state=complained")
    assert complained["id"] == mail_id
    assert reported(stage, "/message", content=report).json() == {"taken_in": 0}, "not ours"


def test_soft_bounces_count_up_to_a_bounce(stage: Stage, post: LocalMailServer) -> None:
    issued(stage)
    (letter,) = delivered(stage, post)
    event = {"type": "soft-bounce", "address": letter.recipient}
    for count in range(1, 4):
        assert got(stage, "deliveries?state=bounced") == [], count
        reported(stage, json={"events": [event]})
    assert len(got(stage, "deliveries?state=bounced")) == 1


@pytest.mark.parametrize("request_", [{"auth": ("a", "wrong")}, {"auth": None}], ids=str)
def test_who_does_not_know_the_secret_reports_nothing(
    stage: Stage, request_: dict[str, Any]
) -> None:
    assert reported(stage, json={"events": []}, **request_).status_code == 401
    bearer = {"Authorization": f"Bearer {SECRET}"}
    given = reported(stage, json={"events": []}, auth=None, headers=bearer)
    assert given.status_code == 200


@pytest.mark.parametrize(
    ("content", "code"), [(b"{", "MALFORMED_BODY"), (b'{"a": 1}', "NOT_A_REPORT")]
)
def test_what_cannot_be_read_is_refused(stage: Stage, content: bytes, code: str) -> None:
    answer = reported(stage, content=content, headers={"Content-Type": "text/plain"})
    assert answer.json()["code"] == code
