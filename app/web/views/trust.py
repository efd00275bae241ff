"""Who stands behind a credential, and whose it is, as a verdict's page shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.web.languages import N_, Language

_TONES = {"passed": "good", "indeterminate": "unsure", "failed": "bad"}

_STEP_WORDS = {
    "passed": N_("Yes"),
    "indeterminate": N_("Not known"),
    "failed": N_("No"),
}

_RECIPIENT_WORDS = {
    "passed": N_("Yes, it is made out to this address"),
    "indeterminate": N_("That cannot be told"),
    "failed": N_("No, not to this address"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustStepView:
    """One step of the ladder from the key to the approved programme."""

    tone: str
    word: str
    label: str
    sentence: str
    code: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientView:
    """Whether an e-mail address can be compared, and how that ended; no word: it was not done."""

    can_be_compared: bool
    tone: str
    word: str
    sentence: str


def trust_steps(report: Mapping[str, Any], language: Language) -> tuple[TrustStepView, ...]:
    """Say the layers of trust in one language."""
    layers = (report.get("trust") or {}).get("layers", ())
    return tuple(_step(layer, language) for layer in layers)


def recipient_view(report: Mapping[str, Any], language: Language) -> RecipientView:
    """Say in one language how the comparison of an e-mail address ended."""
    recipient = report.get("recipient") or {}
    outcome = recipient.get("outcome")
    return RecipientView(
        can_be_compared=bool(recipient.get("can_be_compared")),
        tone=_TONES[outcome] if outcome else "",
        word=language.gettext(_RECIPIENT_WORDS[outcome]) if outcome else "",
        sentence=language.text(recipient["sentence"]) if recipient.get("sentence") else "",
    )


def _step(layer: Mapping[str, Any], language: Language) -> TrustStepView:
    outcome = layer["outcome"]
    return TrustStepView(
        tone=_TONES[outcome],
        word=language.gettext(_STEP_WORDS[outcome]),
        label=language.text(layer["label"]),
        sentence=language.text(layer["sentence"]),
        code=layer["code"],
    )
