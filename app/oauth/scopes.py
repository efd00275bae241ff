"""Every scope that a client can ask for, and what the consent page says of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.oid4vci.configurations import CONFIGURATIONS
from app.open_badges_api.scopes import MEANINGS as BADGE_SCOPES
from issuer.model.holder_copy import CopyFormat
from issuer.model.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """One permission."""

    meaning: Text
    """What the learner allows, as a sentence."""
    copy_format: CopyFormat | None = None
    """Set where it lets a wallet receive credentials in a format; the learner chooses which."""
    has_to_be_pushed: bool = False
    """Asked for by a pushed request alone (HAIP 1.0, section 4)."""
    with_refresh_token: bool = False
    """The client may come back later without the learner."""


_TO_A_WALLET: Text = {
    "sl": "V vašo denarnico prenese dokazilo, ki ga izberete.",
    "en": "It puts the credential you choose into your wallet.",
}

SCOPES: Mapping[str, Scope] = {
    **{
        each.id: Scope(
            meaning=_TO_A_WALLET,
            copy_format=each.copy_format,
            has_to_be_pushed=each.needs_attestation,
        )
        for each in CONFIGURATIONS
    },
    **{
        scope.value: Scope(meaning=meaning, with_refresh_token=True)
        for scope, meaning in BADGE_SCOPES.items()
    },
}
