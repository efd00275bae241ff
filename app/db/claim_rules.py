"""What an organisation wants of claims: when links end, and until which age a guardian is asked."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, update

from app.db.inserting import insert_if_absent
from app.db.tables import claim_rules

SLOVENIAN_AGE = 15
"""ZVOP-2, article 8: from then on learners agree by themselves (GDPR, article 8)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRules:
    """An organisation's wishes; those of one that said nothing are these."""

    guardian_age: int = SLOVENIAN_AGE
    """Learners younger than this have a guardian who agrees for them."""
    link_days: int | None = None
    """How long the link of a claim leads to its page; None: without end."""


def of_organisation(connection: Connection, organisation_id: str) -> ClaimRules:
    """Give an organisation's rules, the usual ones where it set none."""
    columns = claim_rules.c["guardian_age", "link_days"]
    row = connection.execute(
        select(*columns).where(claim_rules.c.organisation_id == organisation_id)
    ).one_or_none()
    return ClaimRules() if row is None else ClaimRules(**row._mapping)  # noqa: SLF001 - a public name


def save(connection: Connection, organisation_id: str, rules: ClaimRules, *, now: datetime) -> None:
    """Set an organisation's rules; claims that exist keep their ends."""
    values = {
        "guardian_age": rules.guardian_age,
        "link_days": rules.link_days,
        "changed_at": now,
    }
    own = {"organisation_id": organisation_id}
    if not insert_if_absent(connection, claim_rules, own | values):
        known = claim_rules.c.organisation_id == organisation_id
        connection.execute(update(claim_rules).where(known).values(values))
