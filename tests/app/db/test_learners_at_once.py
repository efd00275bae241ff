"""app.db.learners_at_once: many at once end as if each had been entered by itself."""

import random
import threading
from dataclasses import replace
from datetime import date

from sqlalchemy import select

from app.db import learners, learners_at_once, places, tables
from app.db.engine import Database
from app.db.learner_rows import AnotherLearner, KnownLearner
from issuer.model.award import Learner
from tests.app.db.school import LATER, School
from tests.issuer.examples import LEARNER, NOW

EMAILS = ["ana@posta.example", "ANA@posta.example ", "druzina@posta.example", "b@posta.example"]
NUMBERS = [None, None, "1", "2", " 2", "3", ""]
BIRTHDAYS = [None, None, date(1990, 5, 4), date(2001, 1, 2)]
SEEDS = 60


def drawn(chance: random.Random, number: int) -> Learner:
    """Draw somebody who may be like others drawn, in part or whole."""
    return replace(
        LEARNER,
        id=f"{number:08}-0000-4000-8000-{chance.getrandbits(48):012x}",
        name=chance.choice(["Ana Žnidar", "Ana Žnidaršič", "Bor Črnič"]),
        given_name=chance.choice([None, "Ana"]),
        family_name=None,
        email=chance.choice(EMAILS),
        identifier=chance.choice(NUMBERS),
        date_of_birth=chance.choice(BIRTHDAYS),
        holder_did=chance.choice([None, "did:key:z6Mk"]),
        language=chance.choice(["sl", "en"]),
    )


def one_by_one(school: School, wanted: list[Learner]) -> list[Learner | str]:
    """Enter each by itself, as single issue does."""
    found: list[Learner | str] = []
    for learner in wanted:
        with school.database.write() as connection:
            try:
                entered = learners.find_or_create(connection, school.vault, learner, now=NOW)
                found.append(entered.learner)
            except AnotherLearner as error:
                found.append(error.code)
    return found


def at_once(school: School, wanted: list[Learner]) -> list[Learner | str]:
    """Enter all in one transaction."""
    with school.database.write() as connection:
        found = learners_at_once.find_or_create_all(connection, school.vault, wanted, now=NOW)
    return [each.code if isinstance(each, AnotherLearner) else each.learner for each in found]


def stored(school: School) -> dict[str, tuple[object, ...]]:
    """Give all learners as they stand, opened."""
    with school.database.read() as connection:
        rows = connection.execute(select(tables.learners)).all()
        return {
            row.id: (
                learners.by_id(connection, school.vault, row.id),
                bytes(row.email_lookup),
                row.identifier_lookup and bytes(row.identifier_lookup),
            )
            for row in rows
        }


def emptied(school: School) -> None:
    with school.database.write() as connection:
        connection.execute(tables.learners.delete())


def test_many_at_once_end_as_one_by_one(school: School) -> None:
    for seed in range(SEEDS):
        chance = random.Random(seed)  # noqa: S311 - a test that can be repeated
        earlier = [drawn(chance, number) for number in range(chance.randrange(4))]
        wanted = [drawn(chance, 100 + number) for number in range(chance.randrange(1, 9))]
        emptied(school)
        one_by_one(school, earlier)
        expected, expected_rows = one_by_one(school, wanted), stored(school)
        emptied(school)
        one_by_one(school, earlier)
        assert at_once(school, wanted) == expected, f"seed {seed}"
        assert stored(school) == expected_rows, f"seed {seed}"


def test_the_seal_closes_what_is_the_learner_s(school: School) -> None:
    present = school.learner()
    new = replace(LEARNER, id=school.ids.new_id(), identifier="nova", email="nova@posta.example")
    with school.database.write() as connection:
        known = learners_at_once.find_or_create_all(
            connection, school.vault, [LEARNER, new], now=LATER
        )
        for found, learner_id in zip(known, (present.id, new.id), strict=True):
            assert isinstance(found, KnownLearner)
            seal = learners.known_by_id(connection, school.vault, learner_id).seal
            place = places.result("x")
            assert seal.open(found.seal.close(b"odlicno", place=place), place=place) == b"odlicno"


def test_two_who_enter_the_same_many_enter_each_once(school: School) -> None:
    def many(begin: int) -> list[Learner]:
        return [
            replace(LEARNER, id=school.ids.new_id(), identifier=str(begin + place % 40))
            for place in range(40)
        ]

    found: list[list[Learner | str]] = []
    groups = [many(0), many(0), list(reversed(many(0)))]
    threads = [
        threading.Thread(target=lambda group=group: found.append(at_once(school, group)))
        for group in groups
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == len(groups)
    assert len(stored(school)) == 40


def test_a_row_seen_too_late_is_found_after_all(school: School, database: Database) -> None:
    """What happens between looking and entering: the insert meets somebody else's learner."""
    number = replace(LEARNER, id=school.ids.new_id())
    empty: learners_at_once._Known = learners_at_once._Known(school.vault)
    present = school.learner()
    with database.write() as connection:
        empty.entry_of(number)
        lost = learners_at_once._entered(connection, school.vault, empty, NOW)
        assert lost == {number.id}
        again = learners_at_once._again(connection, school.vault, number, NOW)
        assert isinstance(again, KnownLearner)
        assert again.learner.id == present.id
