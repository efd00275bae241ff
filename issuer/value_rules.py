"""Rules for single values: texts, addresses, vocabularies, numbers, pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from urllib.parse import urlsplit

from contexts import vocabulary
from issuer.faults import Fault, fault
from issuer.model.text import REQUIRED_LANGUAGES, Text

LONGEST_TEXT = 8_000
LONGEST_PICTURE = 200_000
"""Characters of a data: URL; it is signed and carried in every badge, twice."""
MOST_ENTRIES = 60
"""JSON-LD expansion compares each member of an array with the others (quadratic)."""

# RDFC-1.0 processors differ on control characters, so nothing we sign has one.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_LANGUAGE = re.compile(r"[a-z]{2,4}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")
_ESCO_SKILL = re.compile(
    r"http://data\.europa\.eu/esco/skill/[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}"
)
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")  # it becomes part of an IRI
_EMAIL = re.compile(
    r"""[^@\s"(),:;<>[\\\]]{1,64}@[^@\s"(),:;<>[\\\].]+(\.[^@\s"(),:;<>[\\\].]+)*"""
)
"""Without what RFC 5322, 3.2.3 keeps for lists, names, links and comments around an address."""
_LONGEST_EMAIL = 254
_PICTURE = re.compile(r"data:image/(png|svg\+xml);base64,[A-Za-z0-9+/]+={0,2}")
_EXTENSION = re.compile(r"ext:[A-Za-z0-9_]+")
_UNSAFE_IN_IRI = re.compile(r"[\s<>\"{}|\\^`\x00-\x20]")

# Open Badges 3.0, section B.1.27 AchievementType.
ACHIEVEMENT_TYPES = frozenset(
    {
        "Achievement",
        "ApprenticeshipCertificate",
        "Assessment",
        "Assignment",
        "AssociateDegree",
        "Award",
        "Badge",
        "BachelorDegree",
        "Certificate",
        "CertificateOfCompletion",
        "Certification",
        "CoCurricular",
        "CommunityService",
        "Competency",
        "Course",
        "Degree",
        "Diploma",
        "DoctoralDegree",
        "Fieldwork",
        "GeneralEducationDevelopment",
        "JourneymanCertificate",
        "LearningProgram",
        "License",
        "MasterCertificate",
        "MasterDegree",
        "Membership",
        "MicroCredential",
        "ProfessionalDoctorate",
        "QualityAssuranceCredential",
        "ResearchDoctorate",
        "SecondarySchoolDiploma",
    }
)


def is_id(text: str) -> bool:
    """Tell whether a text can name an outcome or an assessment, also inside an IRI."""
    return _ID.fullmatch(text) is not None


def is_esco_skill(uri: str) -> bool:
    """Tell whether a URI is that of an ESCO skill."""
    return _ESCO_SKILL.fullmatch(uri) is not None


def is_country(alpha_3: str) -> bool:
    """Tell whether a text is the ISO 3166-1 alpha-3 code of a country we know."""
    return country_uri(alpha_3) in vocabulary("countries")


def country_uri(alpha_3: str) -> str:
    """Give a country's URI in the EU's authority list."""
    return f"http://publications.europa.eu/resource/authority/country/{alpha_3}"


def is_web_address(text: str) -> bool:
    """Tell whether a text is an absolute http or https URL that can stand in signed data."""
    if _UNSAFE_IN_IRI.search(text):
        return False
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("https", "http") and bool(parts.hostname)


def is_email_address(text: str) -> bool:
    """Tell whether a text can be an e-mail address; only a letter to it would tell more."""
    plausible = len(text) <= _LONGEST_EMAIL and _EMAIL.fullmatch(text) is not None
    return plausible and _CONTROL.search(text) is None


def text_faults(text: Text, path: str, *, required: bool = False) -> Iterator[Fault]:
    """Want a text in Slovenian and English, once there is one or when it is required."""
    if required or any(value.strip() for value in text.values()):
        for language in REQUIRED_LANGUAGES:
            if not text.get(language, "").strip():
                yield fault("TEXT_LANGUAGE_MISSING", path, language=language)
    for language, value in text.items():
        yield from language_faults(language, f"{path}/{language}")
        yield from plain_faults(value, f"{path}/{language}")


def plain_faults(value: str, path: str) -> Iterator[Fault]:
    """Want a text of bounded length without control characters."""
    if len(value) > LONGEST_TEXT:
        yield fault("TEXT_TOO_LONG", path, most=LONGEST_TEXT)
    if _CONTROL.search(value):
        yield fault("TEXT_UNREADABLE", path)


def language_faults(language: str, path: str) -> Iterator[Fault]:
    """Want a language tag as Open Badges 3.0 writes it (BCP 47)."""
    if not _LANGUAGE.fullmatch(language):
        yield fault("TEXT_LANGUAGE_UNKNOWN", path, language=language[:20])


def vocabulary_faults(value: str | None, name: str, path: str) -> Iterator[Fault]:
    """Want a concept of the vocabulary, if there is a value."""
    if value is not None and value not in vocabulary(name):
        yield fault("NOT_IN_VOCABULARY", path, value=value[:120], vocabulary=name)


def achievement_type_faults(value: str, path: str) -> Iterator[Fault]:
    """Want a type that Open Badges 3.0 lists, or an extension `ext:Name`."""
    if value not in ACHIEVEMENT_TYPES and not _EXTENSION.fullmatch(value):
        yield fault("NOT_IN_VOCABULARY", path, value=value[:120], vocabulary="AchievementType")


def address_faults(value: str | None, path: str) -> Iterator[Fault]:
    """Want an absolute web address, if there is a value."""
    if value is not None and not is_web_address(value):
        yield fault("NOT_AN_ADDRESS", path, value=value[:120])


def picture_faults(value: str | None, path: str) -> Iterator[Fault]:
    """Want a data: URL of a PNG or SVG of bounded size, if there is a picture."""
    if value is not None and not (len(value) <= LONGEST_PICTURE and _PICTURE.fullmatch(value)):
        yield fault("NOT_A_PICTURE", path, most=LONGEST_PICTURE)


def number_faults(value: Decimal | int | None, most: Decimal | int, path: str) -> Iterator[Fault]:
    """Want a short positive decimal: processors write long ones differently (RDFC-1.0)."""
    if value is None:
        return
    number = Decimal(value)
    in_range = number.is_finite() and 0 < number <= most
    if not in_range or number != number.quantize(Decimal("0.01")):
        yield fault("NUMBER_OUT_OF_RANGE", path, most=most)


def count_faults(entries: Sequence[object], path: str) -> Iterator[Fault]:
    """Want no more entries than a proof can cover in reasonable time."""
    if len(entries) > MOST_ENTRIES:
        yield fault("TOO_MANY", path, most=MOST_ENTRIES)
