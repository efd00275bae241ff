"""What the learner's own page says beside the credential itself."""

from dataclasses import dataclass

from app.claims.guardians import Permission
from app.claims.opening import OpenedClaim
from app.web.languages import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimView:
    """A claim, in one language."""

    name: str
    """How the learner is greeted."""
    path: str
    """Path of the page; those of its parts begin with it."""
    files: str
    """Path of the files, without their endings."""
    ends_on: str
    """When the link ends; empty when it does not."""
    permission: Permission
    is_open: bool
    """Nobody has to be asked first."""


def claim_view(opened: OpenedClaim, language: Language) -> ClaimView:
    """Say a claim in one language."""
    claim, learner = opened.claim, opened.learner
    path = f"/claim/{claim.token}"
    return ClaimView(
        name=learner.given_name or learner.name,
        path=path,
        files=f"{path}/take",
        ends_on=language.date(claim.expires_at) if claim.expires_at else "",
        permission=opened.permission,
        is_open=opened.permission.allows,
    )
