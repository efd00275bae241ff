"""The seal that stands for a programme on every page."""

from markupsafe import Markup

from app.web.seal import seal
from issuer.model.programme import ProgrammeContent
from issuer.model.text import in_language


def programme_seal(content: ProgrammeContent) -> Markup:
    """Draw from the Slovenian title, so that a seal is the same in every language."""
    return seal(in_language(content.title, "sl"), level=content.level.sok)
