"""What a verifier asked of who presents credentials, so that old answers cannot be used again."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PresentationRequest:
    """The values a presentation has to be signed with."""

    challenge: str | None = None
    """In the proof's `challenge`, or the token's `nonce`; fresh for every request."""
    domain: str | None = None
    """Among the proof's `domain`, or the token's `aud`: for whom the presentation is made."""


NOTHING_ASKED = PresentationRequest()
