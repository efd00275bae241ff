"""What a guardian sees of each child, in one language."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.claims.claim import Claim
from app.claims.guardians import Child, Permission
from app.web.languages import N_, Language
from app.web.records import IssuedCredential


@dataclass(frozen=True, slots=True, kw_only=True)
class EarnedView:
    """One credential of a child."""

    title: str
    awarded_on: str
    path: str
    """The child's own page; empty until the guardian has agreed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildView:
    """One child."""

    id: str
    name: str
    state: str
    is_allowed: bool
    is_refused: bool
    earned: tuple[EarnedView, ...]


_STATES = {
    Permission.WAITING: N_("You have not decided yet."),
    Permission.GIVEN: N_("You have agreed. We write to your child, and their page is open."),
    Permission.REFUSED: N_("You have not agreed. We do not write to your child."),
}


def child_view(child: Child, earned: Sequence[EarnedView], language: Language) -> ChildView:
    """Say how it stands with a child."""
    return ChildView(
        id=child.learner.id,
        name=child.learner.name,
        state=language.gettext(_STATES[child.permission]),
        is_allowed=child.permission is Permission.GIVEN,
        is_refused=child.permission is Permission.REFUSED,
        earned=tuple(earned),
    )


def earned_view(issued: IssuedCredential, claim: Claim | None, language: Language) -> EarnedView:
    """Say what a child has earned; `claim` leads there once it may."""
    return EarnedView(
        title=language.text(issued.published.version.content.title),
        awarded_on=language.date(issued.award.result.awarded_on),
        path=f"/claim/{claim.token}" if claim else "",
    )
