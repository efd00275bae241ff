"""The gettext catalogues: read from their .po files at first use, nothing compiled is kept."""

from functools import lru_cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

LOCALE = Path(__file__).parent / "locale"
DOMAIN = "messages"


@lru_cache(maxsize=8)
def translations(language: str) -> Translations:
    """Read a language's catalogue; what it does not translate stays as written in the source."""
    source = LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.po"
    with source.open(encoding="utf-8") as file:
        catalogue = read_po(file, locale=language, domain=DOMAIN)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled, DOMAIN)
