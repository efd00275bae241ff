"""Letters on their way: handed over in turn, each answer written down before the next letter.

Nothing is lost: a letter waits in the database until a server has taken it, or its time is over.
Nothing is doubled where the server's answer was heard. Where it was not, nobody can know whether
the letter was taken: it is handed over again under the same Message-ID, by which mailboxes
recognise it, and it is marked as doubtful.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from threading import Event
from time import monotonic

from app.backing_off import waiting_time
from app.db import mail_addresses, mails
from app.db.mails import Ending
from app.mail.letter import LetterState, OwedLetter, Reason
from app.mail.preparing import Prepared, prepare
from app.mail.reply import Outcome
from app.mail.sending import can_send
from app.mail.smtp import MailServer, Result, ServerAway
from app.services import Services

LOG = logging.getLogger("dokazilo.mail")

_AT_ONCE = 20
_BEGIN_WITHIN = 300.0
"""Seconds in which the letters of one round are begun; the others are given back."""
_LEASE = timedelta(minutes=20)
"""Longer than that and the slowest conversation, or another process would take them up."""
_TROUBLES_IN_A_ROW = 3


class Postman:
    """Hands letters over; keeps the connection, and remembers when the server was away."""

    def __init__(self, services: Services, server: MailServer | None = None) -> None:
        self._services = services
        self._server = server or MailServer(services.settings)
        self._failed_rounds = 0
        self._quiet_until: datetime | None = None
        self._leaving = Event()

    def leave(self) -> None:
        """Finish the letter that is being handed over, and no other."""
        self._leaving.set()

    def close(self) -> None:
        """Take leave of the mail server."""
        self._server.hang_up()

    def hand_over_due(self) -> int:
        """Hand over what is due; gives how many letters were tried."""
        services, now = self._services, self._services.clock.now()
        if not can_send(services.settings) or (self._quiet_until and now < self._quiet_until):
            return 0
        with services.database.read() as connection:
            if not mails.is_due(connection, now=now):
                self._server.hang_up()
                return 0
        with services.database.write() as connection:
            taken = mails.take_due(
                connection,
                now=now,
                most=_AT_ONCE,
                per_minute=services.settings.mail_per_minute,
                lease=_LEASE,
            )
        return self._hand_over_all(taken)

    def _hand_over_all(self, taken: Sequence[OwedLetter]) -> int:
        began, troubles = monotonic(), 0
        for place, owed in enumerate(taken):
            late = monotonic() - began > _BEGIN_WITHIN
            if late or self._leaving.is_set() or troubles == _TROUBLES_IN_A_ROW:
                self._give_back(taken[place:])
                return place
            try:
                outcome = self._hand_over(owed)
            except ServerAway as away:
                self._stay_quiet(str(away))
                self._give_back(taken[place:])
                return place
            self._failed_rounds = 0
            troubles = troubles + 1 if outcome is Outcome.SERVER_TROUBLE else 0
        return len(taken)

    def _hand_over(self, owed: OwedLetter) -> Outcome | None:
        """Try one letter. Raises ServerAway when it was not tried."""
        now = self._services.clock.now()
        if owed.letter.useful_until is not None and now >= owed.letter.useful_until:
            self._end(owed, LetterState.GIVEN_UP, Reason.TOO_LATE)
            return None
        try:
            prepared = prepare(self._services, owed)
        except Exception as error:  # noqa: BLE001 - whatever it is, the letter is not lost
            LOG.warning("letter %s cannot be written: %s", owed.id, type(error).__qualname__)
            self._try_again(owed, Result(Outcome.LATER))
            return None
        if isinstance(prepared, Reason):
            self._end(owed, LetterState.WITHHELD, prepared)
            return None
        result = self._server.hand_over(prepared.envelope, prepared.message)
        self._note(owed, prepared, result)
        return result.outcome

    def _note(self, owed: OwedLetter, prepared: Prepared, result: Result) -> None:
        services, reply = self._services, str(result.reply) if result.reply else None
        now = services.clock.now()
        if result.outcome is Outcome.TAKEN:
            with services.database.write() as connection:
                mails.note_sent(
                    connection,
                    owed.id,
                    address_hash=prepared.address_hash,
                    reply=str(result.reply),
                    now=now,
                )
        elif result.outcome is Outcome.NO_MAILBOX:
            with services.database.write() as connection:
                mail_addresses.note_bounced(connection, prepared.address_hash, now=now)
            self._end(owed, LetterState.BOUNCED, Reason.MAILBOX_REFUSED, reply)
        elif result.outcome is Outcome.REFUSED:
            self._end(owed, LetterState.GIVEN_UP, Reason.LETTER_REFUSED, reply)
        else:
            self._try_again(owed, result)

    def _try_again(self, owed: OwedLetter, result: Result) -> None:
        again = self._services.clock.now() + waiting_time(owed.attempts)
        reply = str(result.reply) if result.reply else None
        if owed.letter.useful_until is not None and again >= owed.letter.useful_until:
            self._end(owed, LetterState.GIVEN_UP, Reason.TOO_LATE, reply)
            return
        doubtful = result.outcome is Outcome.ANSWER_LOST
        with self._services.database.write() as connection:
            mails.retry(connection, owed.id, at=again, reply=reply, doubtful=doubtful)

    def _end(
        self, owed: OwedLetter, state: LetterState, reason: Reason, reply: str | None = None
    ) -> None:
        now = self._services.clock.now()
        with self._services.database.write() as connection:
            mails.note_ended(connection, owed.id, Ending(state, reason, reply), now=now)

    def _give_back(self, letters: Sequence[OwedLetter]) -> None:
        with self._services.database.write() as connection:
            mails.give_back(
                connection, [each.id for each in letters], at=self._services.clock.now()
            )

    def _stay_quiet(self, why: str) -> None:
        self._failed_rounds += 1
        wait = waiting_time(self._failed_rounds)
        self._quiet_until = self._services.clock.now() + wait
        LOG.warning("the mail server is away, letters wait %d s: %s", wait.total_seconds(), why)
