"""The problems that a learner meets: on the page of a claim, with a wallet, with an account."""

from __future__ import annotations

from typing import TypeAlias

ProblemTable: TypeAlias = dict[str, tuple[int, tuple[str, str], tuple[str, str]]]
"""By code: status, title, next step; each text in Slovenian and English."""

LEARNER_PROBLEMS: ProblemTable = {
    "CLAIM_ENDED": (
        410,
        ("Ta povezava ne velja več", "This link has ended"),
        (
            "Prosite šolo za novo. Vaše dokazilo ostane veljavno.",
            "Ask your school for a new one. Your credential remains valid.",
        ),
    ),
}
