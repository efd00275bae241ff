"""Who is the same person within one file: as learners are found again when they are entered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from issuer.model.award import Learner


@dataclass(slots=True)
class _Person:
    learner: Learner
    row: int


@dataclass(slots=True)
class People:
    """The learners of the rows so far: by their own number, else by e-mail address."""

    _by_number: dict[str, _Person] = field(default_factory=dict)
    _by_email: dict[str, list[_Person]] = field(default_factory=dict)

    def row_of(self, learner: Learner, row: int) -> int | None:
        """Give the earlier row with the same learner; else remember this one and give None."""
        person = self._find(learner)
        if person is not None:
            return person.row
        person = _Person(learner, row)
        if learner.identifier:
            self._by_number[learner.identifier] = person
        if _email(learner):
            self._by_email.setdefault(_email(learner), []).append(person)
        return None

    def stand_in(self, learner: Learner, row: int) -> int | None:
        """Let this row stand instead of an earlier one with the same learner; gives that one."""
        person = self._find(learner)
        if person is None:
            return self.row_of(learner, row)
        earlier, person.row = person.row, row
        return earlier

    def is_another(self, learner: Learner) -> bool:
        """Tell whether the address is an earlier row's, with another date of birth."""
        person = self._find(learner)
        if person is None or learner.identifier is not None:
            return False
        one, other = person.learner.date_of_birth, learner.date_of_birth
        return one is not None and other is not None and one != other

    def _find(self, learner: Learner) -> _Person | None:
        """Find as app.db.learners does, so that the answer foretells what will happen."""
        same_address = self._by_email.get(_email(learner), [])
        if learner.identifier:
            return self._by_number.get(learner.identifier) or _without_number(same_address)
        return same_address[0] if len(same_address) == 1 else _without_number(same_address)


def _without_number(people: Sequence[_Person]) -> _Person | None:
    return next((person for person in people if not person.learner.identifier), None)


def _email(learner: Learner) -> str:
    return learner.email.strip().casefold()
