"""A new address is proved; the old one agrees, or is told. And reminders end where it is wanted."""

from __future__ import annotations

import httpx
import pytest

from app.claims.claiming import claim_of
from app.db import learners
from tests.app.mail.mail_server import Arrived, LocalMailServer
from tests.app.mail.schooling import delivered, issued, text_of
from tests.app.staging import Stage

OLD, NEW = "anze.crnic@example.com", "anze@doma.example"


def link_in(letter: Arrived, part: str) -> str:
    return next(line for line in text_of(letter).splitlines() if part in line)


def answered(stage: Stage, letter: Arrived, answer: str) -> httpx.Response:
    link = link_in(letter, "/address/")
    asked = stage.service.get(link)
    assert asked.status_code == 200
    assert asked.headers["referrer-policy"] == "no-referrer"
    return stage.service.post(link, files={"answer": (None, answer)})


def address_of(stage: Stage) -> str:
    learner_id = stage.service.get("/api/v1/claims", key=stage.key()).json()["items"][0]
    services = stage.service.services
    with services.database.read() as connection:
        return learners.by_id(connection, services.vault, learner_id["learner"]["id"]).email


def asked_by_learner(stage: Stage, credential_id: str) -> httpx.Response:
    claim = claim_of(stage.service.services, credential_id)
    path = f"/claim/{claim.token}/address"
    return stage.service.post(path, files={"address": (None, NEW)})


def asked_by_school(stage: Stage) -> httpx.Response:
    line = stage.service.get("/api/v1/claims", key=stage.key()).json()["items"][0]
    path = f"/api/v1/learners/{line['learner']['id']}/address-changes"
    return stage.service.post(path, key=stage.key(), json={"email": NEW})


def both_letters(stage: Stage, post: LocalMailServer) -> tuple[Arrived, Arrived]:
    letters = {each.recipient: each for each in delivered(stage, post)}
    assert letters.keys() == {NEW, OLD}
    return letters[NEW], letters[OLD]


def test_what_a_learner_asks_for_both_addresses_agree_to(
    stage: Stage, post: LocalMailServer
) -> None:
    credential_id = issued(stage)
    delivered(stage, post)
    assert asked_by_learner(stage, credential_id).status_code == 303
    to_new, to_old = both_letters(stage, post)
    assert NEW not in text_of(to_old), "the old mailbox may be somebody else's"
    assert answered(stage, to_new, "yes").status_code == 200
    assert address_of(stage) == OLD
    done = answered(stage, to_old, "yes")
    assert NEW not in done.text, "nor tell it"
    assert address_of(stage) == NEW
    again = stage.service.get(link_in(to_old, "/address/"), headers={"Accept": "application/json"})
    assert (again.status_code, again.json()["code"]) == (410, "ADDRESS_CHANGE_ENDED")


def test_what_the_school_asks_for_the_new_address_proves(
    stage: Stage, post: LocalMailServer
) -> None:
    issued(stage)
    delivered(stage, post)
    assert asked_by_school(stage).status_code == 202
    to_new, _ = both_letters(stage, post)
    assert address_of(stage) == OLD
    answered(stage, to_new, "yes")
    assert address_of(stage) == NEW


def test_the_old_address_can_stop_it(stage: Stage, post: LocalMailServer) -> None:
    issued(stage)
    delivered(stage, post)
    asked_by_school(stage)
    to_new, to_old = both_letters(stage, post)
    answered(stage, to_old, "no")
    late = stage.service.post(link_in(to_new, "/address/"), files={"answer": (None, "yes")})
    assert late.status_code == 410
    assert address_of(stage) == OLD


def test_nobody_s_mailbox_is_filled_through_a_claim(stage: Stage, post: LocalMailServer) -> None:
    credential_id = issued(stage)
    delivered(stage, post)
    answers = [asked_by_learner(stage, credential_id).status_code for _ in range(4)]
    assert answers == [303, 303, 303, 409]


@pytest.mark.parametrize("by_button", [True, False], ids=["in the mailbox", "on the page"])
def test_reminders_end_where_they_are_not_wanted(
    stage: Stage,
    post: LocalMailServer,
    by_button: bool,  # noqa: FBT001 - one of two
) -> None:
    issued(stage)
    (letter,) = delivered(stage, post)
    link = letter.message["List-Unsubscribe"].strip("<>")
    if by_button:
        one_click = {"List-Unsubscribe": "One-Click"}
        assert stage.service.post(link, data=one_click).status_code == 200
    else:
        assert stage.service.get(link).status_code == 200, "which changes nothing"
    reminders = delivered(stage, post, days=8)
    assert len(reminders) == (0 if by_button else 1)
    assert stage.service.get(link.replace("/stop", "0/stop")).status_code == 404
