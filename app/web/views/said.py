"""A stranger's text on a page: in the reader's language where there is one, else marked as its own.

A screen reader speaks a text by its language (WCAG 2.2, 3.1.2).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.web.languages import Language


@dataclass(frozen=True, slots=True)
class Said:
    """A text, and its language where that is not the page's."""

    text: str
    lang: str | None = None
    """BCP 47; empty: not known. None: the page's."""

    def __bool__(self) -> bool:
        """Tell whether there is anything to show."""
        return bool(self.text)


NOTHING = Said("")
_NOT_TOLD = "und"


def said(value: object, language: Language) -> Said:
    """Choose the language: the reader's, else the best there is. A plain text is the page's."""
    if isinstance(value, str):
        return Said(value)
    if not isinstance(value, Mapping):
        return NOTHING
    text = language.text(value)
    spoken = next((code for code, words in value.items() if words == text), "")
    if value.get(language.code) == text:
        return Said(text)
    return Said(text, "" if spoken == _NOT_TOLD else str(spoken))


def said_all(values: Iterable[object], language: Language) -> tuple[Said, ...]:
    """Choose the language of each, and leave out what says nothing."""
    return tuple(one for value in values if (one := said(value, language)))
