"""What happens to a credential, its learner is told: by a letter that leads to their own page."""

from __future__ import annotations

from typing import Any

from app.claims.claiming import open_claim
from app.mail.delivering import Postman
from tests.app.mail.mail_server import Arrived, LocalMailServer
from tests.app.staging import Stage


def delivered(stage: Stage, post: LocalMailServer) -> list[Arrived]:
    """Hand over all that is due, and give what has arrived since the last time."""
    postman = Postman(stage.service.services)
    while postman.hand_over_due():
        pass
    postman.close()
    arrived, post.inbox.arrived = post.inbox.arrived, []
    return arrived


def issued(stage: Stage, **changes: Any) -> str:  # noqa: ANN401 - JSON
    made = stage.issue(**changes)
    assert made.status_code == 201, made.text
    credential_id: str = made.json()["id"]
    return credential_id


def set_status(stage: Stage, key: str, credential_id: str, status: str) -> None:
    body = {"status": status, "reason": "Preverjamo."}
    path = f"/api/v1/credentials/{credential_id}/status"
    assert stage.service.post(path, key=key, json=body).is_success


def text_of(letter: Arrived) -> str:
    body = letter.message.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def test_who_is_issued_a_credential_gets_one_letter_with_their_page(
    stage: Stage, post: LocalMailServer
) -> None:
    credential_id = issued(stage)
    (letter,) = delivered(stage, post)
    assert letter.recipient == "anze.crnic@example.com"
    assert letter.message["Subject"].lstrip().startswith("Vaše mikrodokazilo: ")
    link = next(line for line in text_of(letter).splitlines() if "/claim/" in line)
    claim = open_claim(stage.service.services, link.rpartition("/")[2])
    assert claim.credential_id == credential_id
    html = letter.message.get_body(("html",))
    assert html is not None
    assert link in html.get_content()
    assert delivered(stage, post) == []


def test_a_correction_is_one_letter_and_not_two(stage: Stage, post: LocalMailServer) -> None:
    earlier = issued(stage)
    delivered(stage, post)
    issued(stage, supersedes=earlier)
    (letter,) = delivered(stage, post)
    assert letter.message["Subject"].lstrip().startswith("Popravljeno mikrodokazilo: ")


def test_changes_of_status_are_told_unless_they_have_passed(
    stage: Stage, post: LocalMailServer
) -> None:
    ann = {"name": "Ann", "email": "ann@example.com", "language": "en"}
    university = stage.key("university", "issuer")
    result = {"grade": "7"}
    research = stage.told.programmes["qualitative-research"]
    credential_id = issued(stage, key=university, programme=research, learner=ann, result=result)
    delivered(stage, post)
    set_status(stage, university, credential_id, "suspended")
    (suspended,) = delivered(stage, post)
    assert suspended.message["Subject"].lstrip().startswith("Micro-credential suspended: ")
    set_status(stage, university, credential_id, "active")
    set_status(stage, university, credential_id, "revoked")
    (revoked,) = delivered(stage, post)
    assert revoked.message["Subject"].lstrip().startswith("Micro-credential revoked: ")


def test_an_order_says_whether_its_learner_is_written_to(
    stage: Stage, post: LocalMailServer
) -> None:
    credential_id = issued(stage, notify=False)
    set_status(stage, stage.key(), credential_id, "revoked")
    assert delivered(stage, post) == []
