"""The public register as the service shows it to machines."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

from app.http.bodies.register import (
    ProviderAnswer,
    PublicDecision,
    PublicVersion,
    RegisterEntry,
)
from issuer.model.approval import ProgrammeState, ProgrammeVersion
from issuer.model.organisation import Profile
from issuer.model.text import Text


def register_entry(version: ProgrammeVersion, profile: Profile, public_url: str) -> RegisterEntry:
    """Show a version in the register's list."""
    content = version.content
    return RegisterEntry(
        programme_id=version.programme_id,
        version=version.number,
        state=_state(version),
        url=_url(version, public_url),
        title=dict(content.title),
        provider=_provider(profile),
        sok=content.level.sok,
        eqf=content.level.eqf,
        isced_f=content.isced_f,
        hours=_number(content.workload.hours),
        ects=_number(content.workload.ects),
        vet_credit_points=_number(content.workload.vet_credit_points),
        pilot=content.pilot,
    )


def public_version(
    version: ProgrammeVersion,
    profile: Profile,
    *,
    numbers: tuple[int, ...],
    names: Mapping[str, Text],
    public_url: str,
) -> PublicVersion:
    """Show a version with all it says; deciding persons are not named in public."""
    return PublicVersion(
        programme_id=version.programme_id,
        version=version.number,
        state=_state(version),
        url=_url(version, public_url),
        versions=list(numbers),
        provider=_provider(profile),
        content=version.content,
        decisions=[
            PublicDecision(
                step=decision.step,
                organisation=dict(names[decision.organisation_id]),
                decided_at=decision.decided_at,
                decision_number=decision.decision_number,
            )
            for decision in version.decisions
        ],
    )


def _provider(profile: Profile) -> ProviderAnswer:
    return ProviderAnswer(
        did=profile.did,
        slug=profile.slug,
        name=dict(profile.name),
        url=profile.url,
        country=profile.country,
    )


def _state(version: ProgrammeVersion) -> Literal["approved", "retired"]:
    return "retired" if version.state is ProgrammeState.RETIRED else "approved"


def _url(version: ProgrammeVersion, public_url: str) -> str:
    return f"{public_url}/programmes/{version.programme_id}/versions/{version.number}"


def _number(amount: Decimal | None) -> float | None:
    return None if amount is None else float(amount)
