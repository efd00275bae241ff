"""What happens to a credential, its learner is told: by a letter that leads to their own page."""

from __future__ import annotations

from app.claims.claiming import claim_of, note_claimed, open_claim
from app.claims.corrections import ask_for_correction
from app.claims.guardians import decide, family_of
from app.claims.opening import opened
from tests.app.batches.doing import do_all
from tests.app.mail.mail_server import LocalMailServer
from tests.app.mail.schooling import delivered, issued, set_status, text_of
from tests.app.staging import Stage


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


def test_an_answered_question_is_told_without_the_answer(
    stage: Stage, post: LocalMailServer
) -> None:
    services, credential_id = stage.service.services, issued(stage)
    token = claim_of(services, credential_id).token
    delivered(stage, post)
    ask_for_correction(services, opened(services, token), "Priimek je Črnič.")
    questions = "/api/v1/correction-requests"
    (question,) = stage.service.get(questions, key=stage.key()).json()["items"]
    reply = {"outcome": "declined", "answer": "Tako piše v vašem osebnem dokumentu."}
    answer = f"{questions}/{question['id']}/answer"
    assert stage.service.post(answer, key=stage.key(), json=reply).status_code == 200
    assert stage.service.post(answer, key=stage.key(), json=reply).status_code == 409
    (letter,) = delivered(stage, post)
    assert letter.message["Subject"].lstrip().startswith("Šola je odgovorila na vaše vprašanje: ")
    assert reply["answer"] not in text_of(letter)
    link = next(line for line in text_of(letter).splitlines() if "/claim/" in line)
    assert link.endswith(f"/claim/{token}/data#correct")
    page = stage.service.get(f"/claim/{token}/data").text
    assert 'id="correct"' in page
    assert reply["answer"] in page
    assert page.count("a***@example.com") == 2, "where changes and erasures are asked for"


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


def test_a_batch_writes_to_each_of_its_learners_unless_it_says_otherwise(
    stage: Stage, post: LocalMailServer
) -> None:
    for name, form in (("ana", {}), ("bine", {"notify": "false"})):
        rows = (
            f"Ime in priimek;E-pošta;Datum dosežka;Ocena\n{name};{name}@b.si;2026-01-05;odlično\n"
        )
        sent = {"programme": stage.told.programmes["3d-printing"], **form}
        made = stage.service.post(
            "/api/v1/batches",
            key=stage.key(),
            data=sent,
            files={"file": ("rezultati.csv", rows.encode())},
        )
        assert made.is_success, made.text
        do_all(stage.service.services)
        path = f"/api/v1/batches/{made.json()['id']}/commit"
        assert stage.service.post(path, key=stage.key()).is_success
        do_all(stage.service.services)
    assert [each.recipient for each in delivered(stage, post)] == ["ana@b.si"]
