"""The words a signed document is written with, beside those of the programme itself.

They are signed with it, so they stand here and not in the catalogues of the pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from issuer.model.text import REQUIRED_LANGUAGES, in_language

_PHRASES: dict[str, dict[str, str]] = {
    "outcomes": {"sl": "Učni izidi", "en": "Learning outcomes"},
    "knowledge": {"sl": "znanje", "en": "knowledge"},
    "skill": {"sl": "spretnost", "en": "skill"},
    "responsibility-and-autonomy": {
        "sl": "odgovornost in samostojnost",
        "en": "responsibility and autonomy",
    },
    "criteria": {"sl": "Merila", "en": "Criteria"},
    "criterion": {"sl": "Merilo", "en": "Criterion"},
    "level-reasoning": {"sl": "Utemeljitev ravni", "en": "Reasons for the level"},
    "workload": {"sl": "Obremenitev", "en": "Workload"},
    "level": {"sl": "Raven", "en": "Level"},
    "eqf": {"sl": "EOK {level}", "en": "EQF {level}"},
    "sok": {"sl": "SOK {level}", "en": "SQF (SOK) {level}"},
    "no-level": {"sl": "brez ravni", "en": "no level"},
    "short cycle": {"sl": "kratki cikel (QF-EHEA)", "en": "short cycle (QF-EHEA)"},
    "first cycle": {"sl": "prva stopnja (QF-EHEA)", "en": "first cycle (QF-EHEA)"},
    "second cycle": {"sl": "druga stopnja (QF-EHEA)", "en": "second cycle (QF-EHEA)"},
    "third cycle": {"sl": "tretja stopnja (QF-EHEA)", "en": "third cycle (QF-EHEA)"},
    "assessment": {"sl": "Preverjanje", "en": "Assessment"},
    "proves": {"sl": "učni izidi: {numbers}", "en": "outcomes: {numbers}"},
    "participation": {"sl": "Oblika udeležbe", "en": "Form of participation"},
    "setting": {"sl": "Vrsta učenja", "en": "Learning setting"},
    "opportunity": {"sl": "Vrsta programa", "en": "Type of programme"},
    "languages": {"sl": "Jezik izvajanja", "en": "Language of instruction"},
    "quality": {"sl": "Zagotavljanje kakovosti", "en": "Quality assurance"},
    "internal": {"sl": "notranje", "en": "internal"},
    "external": {"sl": "zunanje", "en": "external"},
    "accredited": {"sl": "akreditirano", "en": "accredited"},
    "valid-until": {"sl": "velja do {date}", "en": "valid until {date}"},
    "prerequisites": {"sl": "Pogoji za vpis", "en": "Prerequisites"},
    "stackability": {"sl": "Nalaganje", "en": "Stackability"},
    "partners": {"sl": "Partnerji", "en": "Partners"},
    "co-designer": {"sl": "soavtor programa", "en": "co-designer"},
    "workplace-provider": {"sl": "zagotavlja delovno mesto", "en": "workplace provider"},
    "assessor": {"sl": "ocenjevalec", "en": "assessor"},
    "endorser": {"sl": "podpornik", "en": "endorser"},
    "country": {"sl": "Država izdajatelja", "en": "Country of the issuer"},
    "pilot": {"sl": "Pilotni program do {date}", "en": "Pilot programme until {date}"},
    "further": {"sl": "Dodatne informacije", "en": "Further information"},
    "overall-grade": {"sl": "Končna ocena", "en": "Overall grade"},
    "twin": {
        "sl": "Isto dokazilo kot evropsko digitalno dokazilo",
        "en": "The same award as a European Digital Credential",
    },
    "certificate": {"sl": "Mikrodokazilo", "en": "Micro-credential"},
    "awarded-to": {"sl": "Dokazilo prejme", "en": "Awarded to"},
    "verify-hint": {
        "sl": "Ali to dokazilo še velja, preverite na:",
        "en": "Check whether this credential still holds:",
    },
    "completed": {"sl": "Opravljeno", "en": "Completed"},
    "scale": {"sl": "Ocenjevalna lestvica: {values}", "en": "Grading scale: {values}"},
    "passing": {"sl": "Najnižja pozitivna ocena: {grade}", "en": "Lowest passing grade: {grade}"},
    "tag": {"sl": "mikrodokazilo", "en": "micro-credential"},
    "tag-pilot": {"sl": "pilotni program", "en": "pilot"},
    "eqf-name": {
        "sl": "Evropsko ogrodje kvalifikacij (EOK)",
        "en": "European Qualifications Framework (EQF)",
    },
    "sok-name": {
        "sl": "Slovensko ogrodje kvalifikacij (SOK)",
        "en": "Slovenian Qualifications Framework (SOK)",
    },
    "isced-name": {
        "sl": "Mednarodna klasifikacija področij izobraževanja (ISCED-F 2013)",
        "en": "International Standard Classification of Education, fields (ISCED-F 2013)",
    },
    "standard-name": {"sl": "Poklicni standard", "en": "Occupational standard"},
}


_COUNTED: dict[str, dict[str, dict[str, str]]] = {
    "hours": {
        "sl": {"one": "ura", "two": "uri", "few": "ure", "other": "ur"},
        "en": {"one": "hour", "other": "hours"},
    },
    "ects": {"sl": {"other": "ECTS"}, "en": {"other": "ECTS"}},
    "vet_credit_points": {
        "sl": {
            "one": "kreditna točka",
            "two": "kreditni točki",
            "few": "kreditne točke",
            "other": "kreditnih točk",
        },
        "en": {"one": "VET credit point", "other": "VET credit points"},
    },
}

# In Slovenian a month's name would have to be declined.
_DATE_PATTERNS = {"sl": "d. M. y", "en": "d MMMM y"}


def phrase(key: str, language: str, **params: str) -> str:
    """Give a phrase in the language, else in English."""
    return _PHRASES[key][_spoken(language)].format(**params)


def counted(key: str, value: Decimal, language: str) -> str:
    """Write a number with the form of the noun that it asks for (CLDR plural rules)."""
    spoken = _spoken(language)
    nouns = _COUNTED[key][spoken]
    form = Locale.parse(spoken).plural_form(value)
    return f"{format_decimal(value, locale=spoken)} {nouns.get(form, nouns['other'])}"


def long_date(value: date, language: str) -> str:
    """Write a date as the language does."""
    spoken = _spoken(language)
    return format_date(value, format=_DATE_PATTERNS[spoken], locale=spoken)


def concept_label(labels: Mapping[str, str], language: str) -> str:
    """Give a vocabulary's label in the language, else in English, else in any."""
    return labels.get(language) or labels.get("en") or in_language(labels, language)


def within_sentence(label: str) -> str:
    """Begin a label small, unless it is an abbreviation."""
    return label[:1].lower() + label[1:] if label[1:2].islower() else label


def _spoken(language: str) -> str:
    return language if language in REQUIRED_LANGUAGES else "en"
