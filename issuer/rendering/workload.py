"""How much work a programme is, in words: hours and credit points (Annex I, notional workload)."""

from __future__ import annotations

from issuer.model.programme import ProgrammeContent
from issuer.rendering.phrases import counted


def workload_in_words(content: ProgrammeContent, language: str) -> str:
    """Write what of the workload is stated, each number with the right form of its noun."""
    load = content.workload
    amounts = (
        ("hours", load.hours),
        ("ects", load.ects),
        ("vet_credit_points", load.vet_credit_points),
    )
    return ", ".join(counted(key, value, language) for key, value in amounts if value is not None)
