"""The ratios that are published, each of medians of one run, and what they should reach."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bench.core import PEER, PEERS
from bench.rotation import Contender, ratio, wall_ratio

TARGETS = {
    "core_issue_template": 100.0,
    "core_issue_single": 35.0,
    "core_verify": 35.0,
    "core_verify_proof": 35.0,
    "http_issue": 20.0,
    "http_verify": 15.0,
    "cohort_sqlite": 40.0,
    "cohort_postgresql": 40.0,
}
_BARE = PEERS[-1]

_CORE = {
    "core_issue_template": ("sign", "compiled/fill"),
    "core_issue_single": ("sign", "compiled/sign"),
    "core_verify": ("verify", "compiled/verify"),
    "core_verify_proof": ("verify", "compiled/verify_alike"),
}


def core_ratios(contenders: Sequence[Contender], against: str = PEER) -> dict[str, float]:
    """Divide a peer's processor time by ours."""
    named = {each.name: each for each in contenders}
    return {
        name: round(ratio(named[f"{against}/{theirs}"], named[ours]), 2)
        for name, (theirs, ours) in _CORE.items()
        if ours in named
    }


def lower_end_ratios(contenders: Sequence[Contender]) -> Mapping[str, float]:
    """Divide by the bare jsonld and rdf-canonize: the fairest lower end."""
    return core_ratios(contenders, _BARE)


def http_ratios(contenders: Sequence[Contender]) -> dict[str, float]:
    """Divide what a request takes on the naive path of the same service by what it takes."""
    named = {each.name: each for each in contenders}
    return {
        f"http_{task}": round(
            wall_ratio(named[f"plain/http/{task}"], named[f"compiled/http/{task}"]), 2
        )
        for task in ("issue", "verify")
    }


def cohort_ratios(contenders: Sequence[Contender]) -> dict[str, float]:
    """Divide the naive path's time for one credential by a cohort's, on the same database."""
    named = {each.name: each for each in contenders}
    return {
        f"cohort_{kind}": round(
            wall_ratio(named[f"plain/{kind}/issue"], named[f"compiled/{kind}/cohort"]), 2
        )
        for kind in ("sqlite", "postgresql")
    }
