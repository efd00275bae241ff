"""Whether a credential holds today, said so that nobody can misread it."""

from dataclasses import dataclass
from datetime import datetime

from app.web.languages import N_, Language
from issuer.model.credential import Credential, CredentialStatus
from issuer.standing import valid_until


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingView:
    """The first thing on a learner's page."""

    tone: str
    """"good", "unsure" or "bad"."""
    word: str
    sentence: str
    reason: str | None


def standing_view(credential: Credential, now: datetime, language: Language) -> StandingView:
    """Say what the issuer says of the credential at `now`; the worst news comes first."""
    since = language.date(credential.status_changed_at) if credential.status_changed_at else ""
    if credential.status is CredentialStatus.REVOKED:
        return StandingView(
            tone="bad",
            word=language.gettext(N_("Revoked")),
            sentence=language.gettext(
                N_("The issuer revoked this credential on %s. It is no longer valid.")
            )
            % since,
            reason=credential.status_reason,
        )
    if credential.status is CredentialStatus.SUSPENDED:
        return StandingView(
            tone="unsure",
            word=language.gettext(N_("Suspended")),
            sentence=language.gettext(
                N_("The issuer suspended this credential on %s. For now it is not valid.")
            )
            % since,
            reason=credential.status_reason,
        )
    return _by_time(credential, now, language)


def _by_time(credential: Credential, now: datetime, language: Language) -> StandingView:
    ends = valid_until(credential)
    if ends is not None and ends <= now:
        return StandingView(
            tone="bad",
            word=language.gettext(N_("Expired")),
            sentence=language.gettext(N_("This credential was valid until %s."))
            % language.date(ends),
            reason=None,
        )
    if credential.superseded_by is not None:
        return StandingView(
            tone="unsure",
            word=language.gettext(N_("Replaced")),
            sentence=language.gettext(
                N_("The issuer has replaced this credential with a corrected one.")
            ),
            reason=None,
        )
    return StandingView(
        tone="good",
        word=language.gettext(N_("Valid")),
        sentence=language.gettext(N_("The issuer stands by this credential today.")),
        reason=None,
    )
