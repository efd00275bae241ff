"""Letters on their way, over a real socket: what arrives, what comes back later, what ends."""

from __future__ import annotations

import logging
import random
import re
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from app.mail.delivering import Postman
from app.mail.letter import LetterState, OwedLetter, Reason
from app.mail.smtp import Envelope, MailServer, Result
from app.services import Services
from app.settings import Settings
from tests.app.db.school import SteppedClock
from tests.app.mail.mail_server import (
    HANG_UP,
    TAKE_AND_HANG_UP,
    Inbox,
    LocalMailServer,
    mail_server,
)
from tests.app.mail.sending import letter_of, owe_code, services_by

ADDRESS = "špela.žnidaršič@example.com"
SPELA = "spela.znidarsic@example.com"


@dataclass(frozen=True)
class Desk:
    """Services that send, who sends for them, and to where."""

    services: Services
    postman: Postman
    inbox: Inbox
    clock: SteppedClock

    def owe(self, to: str = SPELA) -> str:
        """Owe a letter; gives its number."""
        with self.services.database.write() as connection:
            return owe_code(connection, self.services, to)

    def letter(self, mail_id: str) -> OwedLetter:
        """Read a letter back."""
        return letter_of(self.services, mail_id)

    def hand_over(self) -> int:
        """Hand over what is due."""
        return self.postman.hand_over_due()

    def wait(self, **duration: float) -> None:
        """Let time pass."""
        self.clock.moment += timedelta(**duration)

    def answer(self, stage: str, answer: str) -> None:
        """Let the server answer so at this stage from now on."""
        self.inbox.behave = lambda asked, _: answer if asked == stage else None

    def be_well(self) -> None:
        """Let the server take everything."""
        self.inbox.behave = lambda _stage, _address: None


@pytest.fixture
def desk(sqlite_url: str, post: LocalMailServer) -> Iterator[Desk]:
    clock = SteppedClock()
    with services_by(sqlite_url, post, clock) as services:
        postman = Postman(services)
        yield Desk(services, postman, post.inbox, clock)
        postman.close()


def test_a_letter_arrives_once_and_is_forgotten_but_for_that(desk: Desk) -> None:
    mail_id = desk.owe()
    assert desk.hand_over() == 1
    assert desk.hand_over() == 0
    (arrived,) = desk.inbox.arrived
    assert arrived.recipient == SPELA
    assert arrived.message["Message-ID"] == f"<{mail_id}@dokazilo.example>"
    sent = desk.letter(mail_id)
    assert (sent.state, sent.attempts, sent.doubtful) == (LetterState.SENT, 1, False)
    assert sent.reply == "250 2.0.0"
    assert sent.details_sealed is None


@pytest.mark.parametrize(
    ("stage", "answer", "state", "reason"),
    [
        ("recipient", "550 5.1.1 No such user", LetterState.BOUNCED, Reason.MAILBOX_REFUSED),
        ("recipient", "550 User unknown", LetterState.BOUNCED, Reason.MAILBOX_REFUSED),
        ("recipient", "550 5.7.1 Policy", LetterState.GIVEN_UP, Reason.LETTER_REFUSED),
        ("content", "554 5.7.1 Spam", LetterState.GIVEN_UP, Reason.LETTER_REFUSED),
        ("recipient", "450 4.2.0 Greylisted", LetterState.WAITING, None),
        ("recipient", "552 5.2.2 Mailbox full", LetterState.WAITING, None),
        ("content", "451 4.3.0 Later", LetterState.WAITING, None),
        ("recipient", HANG_UP, LetterState.WAITING, None),
        ("content", HANG_UP, LetterState.WAITING, None),
    ],
)
def test_what_a_server_answers_says_what_becomes_of_a_letter(
    desk: Desk, stage: str, answer: str, state: LetterState, reason: Reason | None
) -> None:
    desk.answer(stage, answer)
    mail_id = desk.owe()
    desk.hand_over()
    tried = desk.letter(mail_id)
    assert (tried.state, tried.reason, tried.attempts) == (state, reason, 1)
    desk.be_well()
    assert desk.hand_over() == 0, "not again at once"
    desk.wait(seconds=10)
    assert desk.hand_over() == (1 if state is LetterState.WAITING else 0)
    assert len(desk.inbox.arrived) == (1 if state is LetterState.WAITING else 0)


def test_an_answer_that_was_lost_is_asked_for_again_under_the_same_number(desk: Desk) -> None:
    desk.answer("content", TAKE_AND_HANG_UP)
    mail_id = desk.owe()
    desk.hand_over()
    assert desk.letter(mail_id).doubtful
    desk.be_well()
    desk.wait(seconds=10)
    desk.hand_over()
    first, second = desk.inbox.arrived
    assert first.message.as_bytes() == second.message.as_bytes()
    assert desk.letter(mail_id).state is LetterState.SENT


def test_a_server_that_is_away_is_not_asked_for_each_letter(desk: Desk) -> None:
    ids = [desk.owe() for _ in range(30)]
    desk.answer("connect", HANG_UP)
    for _ in range(5):
        assert desk.hand_over() == 0
    assert desk.inbox.connections == 1
    assert {desk.letter(each).attempts for each in ids} == {0}, "no letter's fault"
    desk.be_well()
    desk.wait(seconds=10)
    assert desk.hand_over() + desk.hand_over() == 30
    assert desk.inbox.connections == 2, "one connection, many letters"


def test_a_letter_is_given_up_when_its_time_is_over(desk: Desk) -> None:
    desk.answer("recipient", "451 4.7.1 Later")
    mail_id = desk.owe()
    for _ in range(40):
        desk.hand_over()
        desk.wait(hours=6)
    tried = desk.letter(mail_id)
    assert (tried.state, tried.reason, tried.reply) == (
        LetterState.GIVEN_UP,
        Reason.TOO_LATE,
        "451 4.7.1",
    )
    assert tried.ended_at is not None
    assert tried.ended_at - tried.created_at <= timedelta(days=desk.services.settings.mail_days)


def test_to_an_address_that_bounced_nothing_more_is_sent(desk: Desk) -> None:
    desk.answer("recipient", "550 5.1.1 No such user")
    desk.owe()
    desk.hand_over()
    desk.be_well()
    again = desk.owe(SPELA.upper())
    desk.hand_over()
    withheld = desk.letter(again)
    assert (withheld.state, withheld.reason) == (LetterState.WITHHELD, Reason.ADDRESS_BOUNCED)
    assert desk.inbox.arrived == []


@pytest.mark.parametrize(
    "to", ["nobody", "a\r\nRCPT TO:<b@example.com>", "x" * 400, "a@\u2603..si"]
)
def test_what_is_no_address_reaches_no_server(desk: Desk, to: str) -> None:
    mail_id = desk.owe(to)
    desk.hand_over()
    withheld = desk.letter(mail_id)
    assert (withheld.state, withheld.reason) == (LetterState.WITHHELD, Reason.NO_ADDRESS)
    assert desk.inbox.connections == 0


def test_addresses_with_letters_of_their_own_are_reached(desk: Desk) -> None:
    desk.owe(ADDRESS)
    desk.owe("spela@žnidaršič.example")
    desk.hand_over()
    assert {each.recipient for each in desk.inbox.arrived} == {
        ADDRESS,
        "spela@xn--nidari-n2a48d5h.example",
    }


def test_the_pace_is_kept_by_all_together(sqlite_url: str, post: LocalMailServer) -> None:
    clock = SteppedClock()
    with services_by(sqlite_url, post, clock, mail_per_minute=7) as services:
        with services.database.write() as connection:
            for _ in range(10):
                owe_code(connection, services, SPELA)
        one, other = Postman(services), Postman(services)
        assert one.hand_over_due() + other.hand_over_due() == 7
        clock.moment += timedelta(seconds=61)
        assert other.hand_over_due() == 3
        one.close()
        other.close()


def test_what_somebody_waits_for_overtakes_a_batch(sqlite_url: str, post: LocalMailServer) -> None:
    clock = SteppedClock()
    with services_by(sqlite_url, post, clock, mail_per_minute=20) as services:
        with services.database.write() as connection:
            for number in range(60):
                owe_code(connection, services, f"batch{number}@example.com")
        postman = Postman(services)
        assert postman.hand_over_due() == 20
        clock.moment += timedelta(seconds=61)
        with services.database.write() as connection:
            soon = clock.moment + timedelta(minutes=10)
            owe_code(connection, services, SPELA, useful_until=soon)
        assert postman.hand_over_due() == 20
        assert SPELA in [each.recipient for each in post.inbox.arrived[20:22]]
        postman.close()


def test_nothing_of_a_reader_stands_in_the_log(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    desk.owe()
    for answer in ("450 <spela.znidarsic@example.com> later", HANG_UP):
        desk.answer("recipient", answer)
        desk.hand_over()
        desk.wait(minutes=1)
    desk.answer("connect", HANG_UP)
    desk.hand_over()
    ours = "".join(each.getMessage() for each in caplog.records if each.name != "mail.log")
    assert "away" in ours
    assert "znidarsic" not in ours
    assert "482913" not in ours


_MESSAGE_ID = re.compile(rb"\r\nMessage-ID: <([0-9a-f-]{36})@")


class Moody:
    """Answers well half of the time, by a seed; remembers nothing of what it did before."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - the same moods each time

    def __call__(self, stage: str, _address: str) -> str | None:
        """Choose an answer."""
        moods = _MOODS[stage]
        return self._random.choices(list(moods), list(moods.values()))[0]


_MOODS: dict[str, dict[str | None, float]] = {
    "connect": {None: 8, HANG_UP: 2},
    "recipient": {None: 90, "450 4.2.0 Greylisted": 8, "421 4.3.2 Busy": 1, HANG_UP: 1},
    "content": {None: 90, "451 4.3.0 Later": 6, HANG_UP: 2, TAKE_AND_HANG_UP: 2},
}
_QUIET_AT_LAST = 40
"""Times that nothing was due: by then every letter has been tried often enough."""


@pytest.mark.parametrize(
    ("database", "letters"),
    [("sqlite_url", 120), ("postgres_url", 1000)],
    ids=["sqlite", "postgres"],
)
def test_no_letter_is_lost_or_doubled_by_a_failing_server_and_killed_processes(
    request: pytest.FixtureRequest, database: str, letters: int
) -> None:
    """Two of the three are killed on their way, and taken up by the third."""
    clock = SteppedClock()
    with (
        mail_server(Inbox(Moody(seed=1887))) as server,
        services_by(request.getfixturevalue(database), server, clock, mail_days=30) as services,
    ):
        with services.database.write() as connection:
            ids = [
                owe_code(connection, services, f"learner{number}@example.com")
                for number in range(letters)
            ]
        postmen = [Postman(services, KilledAt(services.settings, at)) for at in (15, 30, 0)]
        with ThreadPoolExecutor(len(postmen)) as together:
            quiet_rounds = 0
            while quiet_rounds < _QUIET_AT_LAST:
                handed = list(together.map(hand_over_until_killed, postmen))
                if not any(handed):
                    quiet_rounds += 1
                    clock.moment += timedelta(minutes=20)
        for postman in postmen:
            postman.close()
        states = Counter(letter_of(services, each).state for each in ids)
        doubtful = {each for each in ids if letter_of(services, each).doubtful}
    assert states == {LetterState.SENT: letters}, "none is lost"
    answered = Counter(mail_id for mail_id, heard in taken(server.inbox) if heard)
    unanswered = {mail_id for mail_id, heard in taken(server.inbox) if not heard}
    assert answered.keys() == set(ids)
    assert set(answered.values()) == {1}, "none is doubled that the server had answered"
    assert unanswered
    assert unanswered <= doubtful, "what may be there twice is known, and has one number"


def hand_over_until_killed(postman: Postman) -> int:
    try:
        return postman.hand_over_due()
    except Killed:
        return 0


def taken(inbox: Inbox) -> Iterator[tuple[str, bool]]:
    """Give the numbers of what the server has, and whether it could say so."""
    for each in inbox.arrived:
        found = _MESSAGE_ID.search(each.content)
        assert found is not None
        yield found.group(1).decode(), each.was_answered


class Killed(BaseException):
    """The process ends here, and has no time for anything."""


class KilledAt(MailServer):
    """Dies before it hands over a certain letter, and from then on always; 0: never."""

    def __init__(self, settings: Settings, at: int) -> None:
        super().__init__(settings)
        self._left = at

    def hand_over(self, envelope: Envelope, message: EmailMessage) -> Result:
        """Hand over, or die."""
        self._left -= 1
        if self._left == 0:
            self.hang_up()
            raise Killed
        return super().hand_over(envelope, message)


def test_addresses_and_codes_lie_sealed_and_are_forgotten_once_sent(desk: Desk) -> None:
    mail_id = desk.owe()
    stored = desk.services.database.engine.url.database
    assert stored is not None
    owed = desk.letter(mail_id)
    assert owed.to_sealed is not None
    assert owed.details_sealed is not None
    for secret in (SPELA, "482913"):
        for file in Path(stored).parent.glob(f"{Path(stored).name}*"):
            assert secret.encode() not in file.read_bytes(), file.name
    desk.hand_over()
    sent = desk.letter(mail_id)
    assert (sent.to_sealed, sent.details_sealed) == (None, None)
