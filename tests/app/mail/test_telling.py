"""What happens to a credential, its learner is told: by a letter that leads to their own page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from app.claims.claiming import note_claimed, open_claim
from app.claims.guardians import decide, family_of
from app.clock import SystemClock
from app.db.tables import mails
from app.mail.delivering import Postman
from app.mail.reminding import owe_reminders
from app.services import Services
from tests.app.mail.mail_server import Arrived, LocalMailServer
from tests.app.staging import Stage


@dataclass(frozen=True)
class Later:
    """A clock ahead of the machine's."""

    by: timedelta

    def now(self) -> datetime:
        """Give the time then."""
        return SystemClock().now() + self.by


def delivered(stage: Stage, post: LocalMailServer, **later: float) -> list[Arrived]:
    """Hand over all that is due, now or later, and give what has arrived since the last time."""
    services = replace(stage.service.services, clock=Later(timedelta(**later)))
    owe_reminders(services)
    postman = Postman(services)
    while postman.hand_over_due() or is_under_way(services):
        pass
    postman.close()
    arrived, post.inbox.arrived = post.inbox.arrived, []
    return arrived


def is_under_way(services: Services) -> bool:
    """Say whether the service's own postman has letters in hand."""
    with services.database.read() as connection:
        tried = connection.execute(
            select(mails.c.available_at, mails.c.attempted_at).where(mails.c.state == "waiting")
        ).all()
    lease = timedelta(minutes=20)
    return any(taken is not None and due - taken == lease for due, taken in tried)


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


def test_a_guardian_is_asked_first_and_once_for_all_children(
    stage: Stage, post: LocalMailServer
) -> None:
    for name in ("Ana", "Bine"):
        learner = {
            "name": f"{name} Kos",
            "email": f"{name.lower()}@example.com",
            "date_of_birth": "2016-01-01",
            "guardian_email": "kos@example.com",
            "identifier": name,
        }
        issued(stage, learner=learner)
    assert delivered(stage, post) == [], "no child is written to, and the guardian in a minute"
    (question,) = delivered(stage, post, minutes=2)
    assert question.recipient == "kos@example.com"
    assert "Ana Kos" in text_of(question)
    assert "Bine Kos" in text_of(question)
    link = next(line for line in text_of(question).splitlines() if "/guardian/" in line)
    services, token = stage.service.services, link.rpartition("/")[2]
    family = family_of(services, token)
    decide(services, token, family.children[0].learner.id, agrees=True)
    (letter,) = delivered(stage, post, minutes=4)
    assert letter.recipient == family.children[0].learner.email
    assert delivered(stage, post, hours=1) == []


def test_who_does_not_claim_is_reminded_twice_and_never_again(
    stage: Stage, post: LocalMailServer
) -> None:
    claimed, unclaimed = issued(stage), issued(stage, learner={"name": "B", "email": "b@b.si"})
    assert len(delivered(stage, post)) == 2
    services = stage.service.services
    with services.database.write() as connection:
        note_claimed(connection, services, claimed)
    assert delivered(stage, post, days=6) == []
    for days in (7, 21):
        (reminder,) = delivered(stage, post, days=days, minutes=1)
        assert reminder.recipient == "b@b.si"
        assert reminder.message["Subject"].startswith("Vaše mikrodokazilo še čaka")
        assert reminder.message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert delivered(stage, post, days=days, hours=1) == []
    assert delivered(stage, post, days=300) == []
    assert unclaimed
