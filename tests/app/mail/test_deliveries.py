"""What the school sees of its letters, and does about them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from app.demo.story import Told
from tests.app.mail.mail_server import LocalMailServer
from tests.app.mail.schooling import delivered, issued
from tests.app.staging import Stage, staged

ANZE = "anze.crnic@example.com"


def got(stage: Stage, path: str) -> list[dict[str, Any]]:
    answer = stage.service.get(f"/api/v1/{path}", key=stage.key())
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def resend(stage: Stage, credential_id: str, **wish: Any) -> Any:  # noqa: ANN401 - JSON
    path = f"/api/v1/credentials/{credential_id}/resend"
    return stage.service.post(path, key=stage.key(), json=wish)


def refuse(post: LocalMailServer, address: str) -> None:
    post.inbox.behave = lambda stage, to: (
        "550 5.1.1 No such user" if (stage, to) == ("recipient", address) else None
    )


def test_the_school_sees_what_was_sent_and_who_has_not_claimed(
    stage: Stage, post: LocalMailServer
) -> None:
    credential_id = issued(stage)
    delivered(stage, post)
    (sent,) = got(stage, "deliveries?state=sent")
    assert (sent["kind"], sent["credential_id"], sent["reply"]) == (
        "claim",
        credential_id,
        "250 2.0.0",
    )
    assert sent["learner"]["email"] == ANZE
    unclaimed = got(stage, "claims?claimed=false")
    assert unclaimed[0]["credential_id"] == credential_id
    assert unclaimed[0]["letter"]["state"] == "sent"
    assert {each["not_sent"] for each in unclaimed[1:]} == {"not-wanted"}
    assert got(stage, "claims?claimed=true") == []
    other = stage.service.get("/api/v1/deliveries", key=stage.key("university", "issuer"))
    assert other.json()["items"] == []


def test_a_bounced_address_gets_nothing_until_the_school_says_that_it_works(
    stage: Stage, post: LocalMailServer
) -> None:
    refuse(post, ANZE)
    credential_id = issued(stage)
    delivered(stage, post)
    (bounced,) = got(stage, "claims?letter=bounced")
    assert bounced["letter"]["reason"] == "mailbox-refused"
    refused = resend(stage, credential_id)
    assert (refused.status_code, refused.json()["code"]) == (409, "ADDRESS_BOUNCED")
    post.inbox.behave = lambda _stage, _to: None
    assert resend(stage, credential_id, address_works=True).status_code == 202
    (letter,) = delivered(stage, post)
    assert letter.recipient == ANZE
    assert got(stage, "claims?letter=bounced") == []


def test_a_letter_is_sent_once_more_and_to_a_second_address(
    stage: Stage, post: LocalMailServer
) -> None:
    credential_id = issued(stage)
    (first,) = delivered(stage, post)
    assert resend(stage, credential_id).status_code == 202
    assert resend(stage, credential_id, to="doma@example.com").status_code == 202
    again = delivered(stage, post)
    assert {each.recipient for each in again} == {ANZE, "doma@example.com"}
    assert len({each.message["Message-ID"] for each in (first, *again)}) == 3


@pytest.mark.parametrize("to", ["nobody", "a@b@c.si", "a\r\nBcc: b@c.si"])
def test_a_second_address_is_an_address(stage: Stage, to: str) -> None:
    refused = resend(stage, stage.told.credentials[0].id, to=to)
    assert refused.status_code == 422


def test_an_organisation_may_write_itself(stage: Stage, post: LocalMailServer) -> None:
    admin = stage.key("school", "admin")
    path = "/api/v1/mail-settings"
    assert stage.service.get(path, key=admin).json() == {"notify": True, "server_is_set": True}
    stage.service.call("PUT", path, key=admin, json={"notify": False})
    issued(stage)
    issued(stage, notify=True, learner={"name": "B", "email": "b@example.com"})
    assert [each.recipient for each in delivered(stage, post)] == ["b@example.com"]


def test_without_a_server_the_school_is_told_so(seeded_url: str, seeded: tuple[Path, Told]) -> None:
    with staged(seeded_url, told=seeded[1]) as stage:
        credential_id = issued(stage)
        assert {each["not_sent"] for each in got(stage, "claims")} == {"no-mail-server"}
        refused = resend(stage, credential_id)
        assert (refused.status_code, refused.json()["code"]) == (409, "NO_MAIL_SERVER")
