"""A document's seal as a verdict's page shows it: its own block, never better than it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.web.languages import N_, Language

_TONES = {
    "qualified": "good",
    "advanced-with-qualified-certificate": "good",
    "advanced": "good",
    "broken": "bad",
    "missing": "bad",
}
_ON_LIST = {
    True: N_("Yes"),
    False: N_("No"),
    None: N_("Not checked"),
}
_LEVELS = {
    "B": N_("B: the signature alone"),
    "T": N_("T: with a time stamp"),
    "LT": N_("LT: with all that is needed to check it later"),
    "LTA": N_("LTA: with all that is needed to check it later, sealed by an archive time stamp"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SealView:
    """The seal of a document."""

    tone: str
    demo: bool
    label: str
    sentence: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EuropassView:
    """What Europass' own checks come to."""

    label: str
    checks: tuple[tuple[str, str, str], ...]
    """Of each its name, its status, and why."""


def seal_view(report: Mapping[str, Any], language: Language) -> SealView | None:
    """Say the seal in one language; None for documents secured in another way."""
    seal = report.get("seal")
    if not seal:
        return None
    certificate = seal.get("certificate") or {}
    organisation = [seal.get("organisation") or certificate.get("subject"), seal.get("identifier")]
    level = _LEVELS.get(seal.get("level") or "")
    on_list = _ON_LIST[seal.get("on_trusted_list")]
    told = (
        (N_("Certificate issued to"), ", ".join(part for part in organisation if part)),
        (N_("Certificate issued by"), certificate.get("issuer")),
        (N_("Certificate valid until"), _moment(certificate.get("valid_until"), language)),
        (N_("On the EU trusted list"), language.gettext(on_list)),
        (N_("Sealed, by its own word"), _moment(seal.get("claimed_at"), language)),
        (N_("Time stamped"), _stamped(seal, language)),
        (N_("Level"), language.gettext(level) if level else ""),
    )
    return SealView(
        tone=_TONES.get(seal["standing"], "unsure"),
        demo=seal["standing"] == "demo",
        label=language.text(seal["label"]),
        sentence=language.text(seal["sentence"]),
        facts=tuple((language.gettext(name), value) for name, value in told if value)
        if seal["intact"]
        else (),
    )


def europass_view(report: Mapping[str, Any], language: Language) -> EuropassView | None:
    """Say Europass' checks in one language; None for other credentials."""
    europass = report.get("europass")
    if not europass:
        return None
    return EuropassView(
        label=language.text(europass["label"]),
        checks=tuple(
            (
                language.text(check["type"]["prefLabel"]),
                language.text(check["status"]["prefLabel"]),
                language.text(check["longDescription"]),
            )
            for check in europass["checks"]
        ),
    )


def _stamped(seal: Mapping[str, Any], language: Language) -> str:
    parts = (_moment(seal.get("proven_at"), language), seal.get("time_stamp_authority"))
    return ", ".join(part for part in parts if part)


def _moment(written: str | None, language: Language) -> str:
    return language.moment(datetime.fromisoformat(written)) if written else ""
