"""The page's language: which one, and how it writes texts, dates and numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from babel.numbers import format_decimal
from starlette.requests import Request

from app.web.catalogues import translations
from issuer.model.text import Text, in_language

LANGUAGES = {"sl": "Slovenščina", "en": "English"}
"""What the pages speak, each by its own name; the first is the default."""

LEARNERS_LANGUAGES = LANGUAGES | {"it": "Italiano", "hu": "Magyar"}
"""What a learner's own pages speak: also the languages of Slovenia's national communities."""

_LEARNERS_PAGES = (
    *("/address/", "/claim", "/erasure/", "/guardian/", "/interactions/"),
    *("/letters/", "/s/"),
)

DEFAULT = "sl"
_FOR_STRANGERS = "en"
COOKIE = "language"
PARAMETER = "language"
"""In a link, for search engines and for pages whose address must not be repeated elsewhere."""

_ZONE = "Europe/Ljubljana"

# In sentences, and after "dne", "do" and "od", Slovenian wants the genitive; CLDR has only the
# nominative, and so has Babel.
_MONTHS_IN_GENITIVE = (
    "januarja",
    "februarja",
    "marca",
    "aprila",
    "maja",
    "junija",
    "julija",
    "avgusta",
    "septembra",
    "oktobra",
    "novembra",
    "decembra",
)


@dataclass(frozen=True, slots=True)
class Language:
    """One language of the pages."""

    code: str

    def gettext(self, message: str) -> str:
        """Translate."""
        return str(translations(self.code).gettext(message))

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        """Translate with the form the number asks for; Slovenian has four."""
        return str(translations(self.code).ngettext(singular, plural, number))

    def text(self, text: Text) -> str:
        """Pick this language's text, or the best there is."""
        return in_language(text, self.code)

    def date(self, day: date | datetime) -> str:
        """Write a day out: "14. januarja 2026". A moment is first brought to Slovenian time."""
        if isinstance(day, datetime):
            day = day.astimezone(ZoneInfo(_ZONE)).date()
        if self.code == "sl":
            return f"{day.day}. {_MONTHS_IN_GENITIVE[day.month - 1]} {day.year}"
        return format_date(day, format="long", locale=self._locale)

    def moment(self, moment: datetime) -> str:
        """Write a moment out, in Slovenian time: "14. januarja 2026, 9:05"."""
        local = moment.astimezone(ZoneInfo(_ZONE))
        return f"{self.date(moment)}, {format_time(local, format='short', locale=self._locale)}"

    def number(self, number: Decimal | int) -> str:
        """Write a number with this language's decimal mark."""
        return format_decimal(number, locale=self._locale)

    @property
    def _locale(self) -> str:
        return {"sl": "sl_SI", "en": "en_GB", "it": "it_IT", "hu": "hu_HU"}[self.code]


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "translate later"
    """Mark a message for the catalogues; it is translated where it is shown."""
    return message


def languages_of(path: str) -> Mapping[str, str]:
    """Give the languages that the page of this path speaks, each by its own name."""
    return LEARNERS_LANGUAGES if path.startswith(_LEARNERS_PAGES) else LANGUAGES


def language_of(request: Request) -> Language:
    """Choose by the address, then by the switch's cookie, then by what the browser asks for."""
    spoken = languages_of(request.url.path)
    for chosen in (request.query_params.get(PARAMETER), request.cookies.get(COOKIE)):
        if chosen in spoken:
            return Language(str(chosen))
    accepted = _accepted(request.headers.get("accept-language", ""))
    for wanted in accepted:
        if wanted in spoken:
            return Language(wanted)
    # A browser that names only languages of others is a stranger's, who may well read English.
    return Language(_FOR_STRANGERS if any(map(str.isalpha, accepted)) else DEFAULT)


def _accepted(header: str) -> Sequence[str]:
    """Read Accept-Language (RFC 9110, 12.5.4) as bare languages, the most wanted first."""
    wanted: list[tuple[float, int, str]] = []
    for place, entry in enumerate(header.split(",")[:20]):
        tag, _, parameter = entry.partition(";")
        quality = _quality(parameter)
        if quality > 0:
            wanted.append((-quality, place, tag.strip().split("-")[0].lower()))
    return [language for _, _, language in sorted(wanted)]


def _quality(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return min(float(value), 1.0)
    except ValueError:
        return 0.0
