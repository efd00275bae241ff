"""An erasure: what was destroyed, for whom, and why. It names nobody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class AskedBy(StrEnum):
    """Who wanted it."""

    LEARNER = "learner"
    SCHOOL = "school"
    RETENTION = "retention"
    """The time for which the data are kept is over."""
    JOURNAL = "journal"
    """It had been done before, and a backup brought the data back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """One learner's data destroyed; the receipt shows this and nothing else."""

    id: str
    """The receipt's number."""
    organisation_id: str
    learner_id: str
    asked_by: AskedBy
    erased_at: datetime
    destroyed: Mapping[str, int]
    """How many of what: credentials, copies in wallets, links, letters, rows of files."""
