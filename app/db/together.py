"""Writers who would wait for one another anyway share a commit.

SQLite lets one transaction write at a time, and each commit waits for the disk: ten requests that
come together would wait ten times. Here whoever is first leads: it takes along all that is waiting,
each in a savepoint of its own, and one commit is for all. While it waits for the disk the next ones
gather. Nobody goes on before the commit is done; what one of them gets wrong is taken back alone.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from threading import Lock
from typing import Any, TypeAlias, TypeVar

from sqlalchemy import Connection

from app.db.written import run_plainly

T = TypeVar("T")
Begin: TypeAlias = Callable[[], AbstractContextManager[Connection]]

_MOST = 32
"""Works in one transaction: nobody is held up for long, and little is done again if it fails."""


@dataclass(slots=True)
class _Turn:
    """One work, and what came of it."""

    work: Callable[[Connection], Any]
    result: Any = None
    error: BaseException | None = None
    is_over: bool = False

    def take(self, connection: Connection) -> None:
        """Work in a savepoint; what goes wrong is kept, and the others go on."""
        # In plain words: SQLAlchemy's own savepoints take as long as three statements.
        run_plainly(connection, "SAVEPOINT turn")
        try:
            self.result = self.work(connection)
        except Exception as error:  # noqa: BLE001 - whoever waits for this work is given it
            # Where SQLite itself has taken everything back, this raises, and nobody goes on.
            run_plainly(connection, "ROLLBACK TO turn")
            self.error = error
        run_plainly(connection, "RELEASE turn")


class Together:
    """Those who wait to write, of all threads of this process."""

    def __init__(self) -> None:
        self._waiting: list[_Turn] = []
        self._listing = Lock()
        self._leading = Lock()

    def write(self, begin: Begin, work: Callable[[Connection], T]) -> T:
        """Do a work in a writing transaction, and give its result once that is committed.

        Raises what the work raises, and for all works of one transaction what ends that.
        """
        turn = _Turn(work)
        with self._listing:
            self._waiting.append(turn)
        with self._leading:
            while not turn.is_over:
                self._lead(begin)
        if turn.error is not None:
            raise turn.error
        result: T = turn.result
        return result

    def _lead(self, begin: Begin) -> None:
        with self._listing:
            turns, self._waiting = self._waiting[:_MOST], self._waiting[_MOST:]
        try:
            with begin() as connection:
                _take_all(turns, connection)
        except BaseException as error:
            for turn in turns:
                turn.error = turn.error or error
            if not isinstance(error, Exception):
                raise
        finally:
            for turn in turns:
                turn.is_over = True


def _take_all(turns: list[_Turn], connection: Connection) -> None:
    if len(turns) == 1:
        turns[0].result = turns[0].work(connection)
        return
    for turn in turns:
        turn.take(connection)
