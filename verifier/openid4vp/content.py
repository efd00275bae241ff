"""What a credential says of field, level and content: where Open Badges and SD-JWT VC write it."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache

from contexts import JsonObject, JsonValue, sok_levels, vocabulary
from verifier.data_model import as_list, subjects_of
from verifier.openid4vp.asked import HIGHEST, Framework

LEVEL_CLAIM = "level_of_learning_experience"
"""Of the European learning credential: 1 to 8."""

_FRAMEWORK_TYPES = {Framework.EQF: "ext:EQF", Framework.SQF: "ext:SOK"}
_ISCED_F_TYPE = "ext:ISCED-F"
_WORD = re.compile(r"\w+")
_TEXTS_OF_BADGE = ("name", "description", "fieldOfStudy", "specialization", "tag")
_TEXTS_OF_ALIGNMENT = ("targetName", "targetDescription")
_TEXTS_OF_SD_JWT_VC = ("achievement_title", "achievement_description", "learning_outcomes")
_STEM = 4
"""Letters that are always compared; Slovenian words end in many ways."""


def levels(document: JsonObject, framework: Framework) -> set[int]:
    """Give the levels that a credential states in a framework."""
    found = {
        level
        for alignment in _alignments(document)
        if (level := _level(alignment, framework)) is not None
    }
    claim = document.get(LEVEL_CLAIM)
    if framework is Framework.EQF and isinstance(claim, int) and not isinstance(claim, bool):
        found.add(claim)
    return {level for level in found if 1 <= level <= HIGHEST[framework]}


def fields(document: JsonObject) -> set[str]:
    """Give the codes of ISCED-F that a credential states."""
    return {code for alignment in _alignments(document) if (code := _isced_f(alignment))}


def mentions(document: JsonObject, words: str) -> bool:
    """Tell whether every word occurs in the credential's texts, whatever its ending and accents."""
    said = [word for text in _texts(document) for word in _folded(text)]
    return all(any(word.startswith(_stem(sought)) for word in said) for sought in _folded(words))


def _stem(word: str) -> str:
    return word[: max(_STEM, len(word) - 2)]


def _folded(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return _WORD.findall("".join(one for one in plain if not unicodedata.combining(one)))


def _level(alignment: JsonObject, framework: Framework) -> int | None:
    if alignment.get("targetType") == _FRAMEWORK_TYPES[framework]:
        code = _text(alignment.get("targetCode"))
        return int(code) if re.fullmatch(r"[0-9]{1,2}", code) else None
    return _levels_by_url(framework).get(_text(alignment.get("targetUrl")))


@cache
def _levels_by_url(framework: Framework) -> Mapping[str, int]:
    if framework is Framework.EQF:
        return {known.eqf_uri: known.eqf for known in sok_levels()}
    return {known.uri: known.level for known in sok_levels()}


def _isced_f(alignment: JsonObject) -> str:
    code = _text(alignment.get("targetCode"))
    if alignment.get("targetType") == _ISCED_F_TYPE and re.fullmatch(r"[0-9]{2,4}", code):
        return code
    known = vocabulary("isced-f").get(_text(alignment.get("targetUrl")))
    return known.notation or "" if known else ""


def _texts(document: JsonObject) -> Iterator[str]:
    for holder, names in (
        *((each, _TEXTS_OF_BADGE) for each in _achievements(document)),
        *((each, _TEXTS_OF_ALIGNMENT) for each in _alignments(document)),
        (document, ("name", "description", *_TEXTS_OF_SD_JWT_VC)),
    ):
        for name in names:
            yield from (text for text in as_list(holder.get(name)) if isinstance(text, str))
    for achievement in _achievements(document):
        yield from (_text(one.get("narrative")) for one in _objects(achievement.get("criteria")))


def _alignments(document: JsonObject) -> list[JsonObject]:
    return [
        alignment
        for achievement in _achievements(document)
        for alignment in _objects(achievement.get("alignment"))
    ]


def _achievements(document: JsonObject) -> list[JsonObject]:
    return [
        achievement
        for subject in subjects_of(document)
        if isinstance(subject, dict)
        for achievement in _objects(subject.get("achievement"))
    ]


def _objects(value: JsonValue) -> list[JsonObject]:
    return [each for each in as_list(value) if isinstance(each, dict)]


def _text(value: JsonValue) -> str:
    return value if isinstance(value, str) else ""
