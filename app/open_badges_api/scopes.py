"""The four permissions of the Open Badges API (section 6.2.1)."""

from __future__ import annotations

from enum import StrEnum

from issuer.model.text import Text

_BASE = "https://purl.imsglobal.org/spec/ob/v3p0/scope/"


class BadgeScope(StrEnum):
    """What a program may do in a learner's account."""

    READ_CREDENTIALS = f"{_BASE}credential.readonly"
    WRITE_CREDENTIALS = f"{_BASE}credential.upsert"
    READ_PROFILE = f"{_BASE}profile.readonly"
    WRITE_PROFILE = f"{_BASE}profile.update"


MEANINGS: dict[BadgeScope, Text] = {
    BadgeScope.READ_CREDENTIALS: {
        "sl": "Prebere vsa vaša mikrodokazila in značke.",
        "en": "It reads all your micro-credentials and badges.",
    },
    BadgeScope.WRITE_CREDENTIALS: {
        "sl": "Doda značke v vaš račun ali jih zamenja z novejšimi.",
        "en": "It adds badges to your account, or replaces them with newer ones.",
    },
    BadgeScope.READ_PROFILE: {
        "sl": "Prebere vaš profil z e-poštnim naslovom.",
        "en": "It reads your profile, with your e-mail address.",
    },
    BadgeScope.WRITE_PROFILE: {
        "sl": "Spremeni vaš profil.",
        "en": "It changes your profile.",
    },
}
"""What the consent page says of each."""

DESCRIPTIONS: dict[str, str] = {
    BadgeScope.READ_CREDENTIALS: "Read the learner's badges.",
    BadgeScope.WRITE_CREDENTIALS: "Add or replace the learner's badges.",
    BadgeScope.READ_PROFILE: "Read the learner's profile.",
    BadgeScope.WRITE_PROFILE: "Change the learner's profile.",
}
"""For the developers of programs, in the service description."""
