"""Programme versions between rows and values, with the columns derived from the content."""

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from app.db.codec import content_from_json, content_to_json
from app.db.tables import programme_decisions
from app.memory import Memory
from issuer.model.approval import Decision, ProgrammeState, ProgrammeVersion, Step
from issuer.model.programme import ProgrammeContent

PUBLISHED = (ProgrammeState.APPROVED, ProgrammeState.RETIRED)
"""The states the public register shows."""


def identity_row(version: ProgrammeVersion) -> dict[str, Any]:
    """Give the columns that never change."""
    return {
        "id": version.id,
        "programme_id": version.programme_id,
        "organisation_id": version.organisation_id,
        "review_body_id": version.review_body_id,
        "profile_id": version.profile_id,
        "number": version.number,
        "created_at": version.created_at,
    }


def state_row(version: ProgrammeVersion) -> dict[str, Any]:
    """Give the columns that steps change."""
    return {
        "state": version.state.value,
        "revision": version.revision,
        "author_ids": sorted(version.author_ids),
        "changed_at": version.changed_at,
        "approved_at": _decided_at(version, Step.APPROVE),
        "retired_at": _decided_at(version, Step.RETIRE),
    }


def content_row(content: ProgrammeContent) -> dict[str, Any]:
    """Give the content with what the register filters by."""
    text = content_to_json(content)
    return {
        "content": text,
        "content_digest": hashlib.sha256(text.encode()).hexdigest(),
        "sok_level": _level(content.level.sok),
        "eqf_level": _level(content.level.eqf),
        "isced_f": field_code(content.isced_f),
        "pilot": content.pilot,
    }


def field_code(isced_f: str | None) -> str | None:
    """Give the digits of an ISCED-F URI: ".../isced-f/0613" is "0613", within 061 and 06."""
    code = (isced_f or "").rstrip("/").rpartition("/")[2]
    return code if code.isascii() and code.isdigit() and len(code) <= 4 else None  # noqa: PLR2004 - ISCED-F 2013: two, three or four digits


def _level(level: int | None) -> int | None:
    """Give a level that exists; a draft may say anything, and its column must hold it."""
    return level if level is not None and 0 < level <= 10 else None  # noqa: PLR2004 - SOK has ten


_READ: Memory[tuple[str, int, datetime, str], ProgrammeVersion] = Memory(128)
"""Versions as they were read, by id, revision, time of the change and digest of the content.

Every step and every edit raises the revision: a version is never read again, nor an old one taken
for it. What all issuing starts from costs a look at one row.
"""


def versions_of(connection: Connection, rows: Sequence[Row[Any]]) -> tuple[ProgrammeVersion, ...]:
    """Read versions with their decisions."""
    remembered = [(row, _READ.get(_edition(row))) for row in rows]
    unknown = [row.id for row, version in remembered if version is None]
    decided = _decisions(connection, unknown) if unknown else {}
    return tuple(version or _remembered(row, decided) for row, version in remembered)


def _remembered(row: Row[Any], decided: Mapping[str, list[Decision]]) -> ProgrammeVersion:
    version = _version(row, tuple(decided.get(row.id, ())))
    _READ.keep(_edition(row), version)
    return version


def _edition(row: Row[Any]) -> tuple[str, int, datetime, str]:
    return row.id, row.revision, row.changed_at, row.content_digest


def add_decisions(connection: Connection, decisions: tuple[Decision, ...], *, after: int) -> None:
    """Append the decisions beyond the first `after`, which are stored already."""
    rows = [
        {
            "id": decision.id,
            "version_id": decision.version_id,
            "position": position,
            "step": decision.step.value,
            "round": decision.round,
            "actor_id": decision.actor_id,
            "actor_name": decision.actor_name,
            "organisation_id": decision.organisation_id,
            "decided_at": decision.decided_at,
            "decision_number": decision.decision_number,
            "reason": decision.reason,
        }
        for position, decision in enumerate(decisions)
        if position >= after
    ]
    if rows:
        connection.execute(insert(programme_decisions), rows)


def _decided_at(version: ProgrammeVersion, step: Step) -> datetime | None:
    if version.state not in PUBLISHED:
        return None
    times = [decision.decided_at for decision in version.decisions if decision.step is step]
    return times[-1] if times else None


def _decisions(connection: Connection, version_ids: list[str]) -> dict[str, list[Decision]]:
    query = select(programme_decisions).where(programme_decisions.c.version_id.in_(version_ids))
    found: dict[str, list[Decision]] = defaultdict(list)
    for row in connection.execute(query.order_by(programme_decisions.c.position)):
        found[row.version_id].append(
            Decision(
                id=row.id,
                version_id=row.version_id,
                step=Step(row.step),
                round=row.round,
                actor_id=row.actor_id,
                actor_name=row.actor_name,
                organisation_id=row.organisation_id,
                decided_at=row.decided_at,
                decision_number=row.decision_number,
                reason=row.reason,
            )
        )
    return found


def _version(row: Row[Any], decisions: tuple[Decision, ...]) -> ProgrammeVersion:
    return ProgrammeVersion(
        id=row.id,
        programme_id=row.programme_id,
        organisation_id=row.organisation_id,
        profile_id=row.profile_id,
        review_body_id=row.review_body_id,
        number=row.number,
        state=ProgrammeState(row.state),
        content=content_from_json(row.content),
        author_ids=frozenset(row.author_ids),
        decisions=decisions,
        created_at=row.created_at,
        changed_at=row.changed_at,
        revision=row.revision,
    )
