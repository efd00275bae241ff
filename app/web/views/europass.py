"""The European twin on the learner's page: its file, and how it gets into Europass."""

from dataclasses import dataclass

from app.web.languages import N_, Language
from app.web.records import IssuedCredential


@dataclass(frozen=True, slots=True, kw_only=True)
class EuropassView:
    """What a learner can do with the European credential."""

    sealed_on: str
    caution: str
    """What Europass will say of a seal that is no qualified one; empty when that is not known."""
    steps: tuple[str, ...]
    can_be_sent: bool
    """This service deposits in Europass wallets."""


_STEPS = (
    N_("Download the .jsonld file above and do not change it: a changed letter breaks the seal."),
    N_("Sign in at europass.europa.eu, or make an account there; it is free."),
    N_("In “My digital credentials”, choose to upload a credential, and choose this file."),
    N_("Europass checks form and seal, shows the credential, and keeps it in your wallet."),
)
_OF_DEMO = N_(
    "This one has a demonstration's seal, which vouches for nothing: Europass will not accept it."
)
_OF_OTHERS = N_(
    "Europass calls a seal valid only when it is on the EU trusted lists. Another seal is as "
    "intact, but Europass shows it as not verified."
)


def europass_view(
    issued: IssuedCredential, language: Language, *, can_be_sent: bool
) -> EuropassView | None:
    """Say what can be done with the twin; None while there is none."""
    if issued.sealed_at is None:
        return None
    caution = _OF_DEMO if issued.has_demo_seal else _OF_OTHERS
    return EuropassView(
        sealed_on=language.date(issued.sealed_at),
        caution=language.gettext(caution),
        steps=tuple(language.gettext(step) for step in _STEPS),
        can_be_sent=can_be_sent,
    )
