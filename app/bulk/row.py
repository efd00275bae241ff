"""One line of the table of verdicts: what a reader decides by, out of a whole report."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from contexts import JsonObject

OUTCOMES = ("passed", "indeterminate", "failed")


def row_json(
    position: int, name: str, report: JsonObject, *, public_url: str, with_report: bool = False
) -> JsonObject:
    """Write the row of one item, every text in both languages.

    The issuer's name is the one by which it is known here, else its identifier: never a claim.
    """
    cause = report["root_cause"] or {}
    code = cause.get("code")
    issuer = report["issuer"] or {}
    credential = report["credential"] or {}
    return {
        "position": position,
        "name": name or f"{position}.",
        "outcome": report["outcome"],
        "verified": report["verified"],
        "code": code,
        "sentence": report["sentence"],
        "next_step": report["next_step"],
        "issuer": issuer.get("name_known_here") or _same(issuer.get("id")),
        "issuer_known": bool(issuer.get("known")),
        "achievement": credential.get("name"),
        "learner": credential.get("learner_name"),
        "explanation": f"{public_url}/problems/{code}" if code else None,
        "checked_at": report["checked_at"],
        "digest": report["digest"],
        **({"report": report} if with_report else {}),
    }


def counted(rows: Iterable[JsonObject]) -> dict[str, int]:
    """Count the outcomes; all three are there, be it with nought."""
    counts = Counter(row["outcome"] for row in rows)
    return {outcome: counts[outcome] for outcome in OUTCOMES}


def _same(value: Any) -> JsonObject | None:  # noqa: ANN401  # JSON is anything
    return {"sl": value, "en": value} if isinstance(value, str) and value else None
