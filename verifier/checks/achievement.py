"""Step 5, content: what makes a credential an Open Badge (OB 3.0, sections 4 and B.1)."""

from collections.abc import Iterator

from contexts import JsonObject, JsonValue
from verifier.checks.context import is_badge, is_endorsement
from verifier.data_model import as_list, subjects_of, types_of
from verifier.judgement import Judged, failed, noticed, passed, shown, undecided
from verifier.report import Finding
from verifier.timestamps import MalformedTimestamp, read_timestamp

CHECK = "achievement"
ENDORSED = "endorsementSubject"


def check_achievement(document: JsonObject) -> Finding:
    """Check what no JSON Schema says; for other credentials say that this is not judged."""
    try:
        if is_endorsement(document):
            return _check_endorsement(document)
        if not is_badge(document):
            types = shown(", ".join(str(name) for name in types_of(document)))
            raise undecided(
                "TYPE_NOT_JUDGED",
                f"This is a credential of the types {types} and not an Open Badge; what it says "
                "is signed, but whether it is complete cannot be judged here.",
                type=types,
            )
        return _check_badge(document)
    except Judged as stopped:
        return stopped.finding(CHECK)


def _check_endorsement(document: JsonObject) -> Finding:
    """Check that it says of something named that it is endorsed (OB 3.0, B.2.1)."""
    for subject in subjects_of(document):
        if "EndorsementSubject" not in types_of(subject) or not subject.get("id"):
            raise failed(
                "ENDORSEMENT_SUBJECT_TYPE",
                "The subject lacks the type EndorsementSubject, or the id of what is endorsed.",
            )
    return passed(ENDORSED)


def _check_badge(document: JsonObject) -> Finding:
    _check_issuer(document)
    _check_date(document, "awardedDate")
    _require_types(document, "evidence", "Evidence", "ACHIEVEMENT_EVIDENCE_TYPE")
    subjects = subjects_of(document)
    if len(subjects) != 1:
        raise failed("ACHIEVEMENT_SUBJECT_TYPE", "A badge has exactly one subject.")
    return _check_subject(subjects[0])


def _check_issuer(document: JsonObject) -> None:
    """Check that the issuer, and whatever it is part of, is described as a Profile."""
    organisation = document.get("issuer")
    while isinstance(organisation, dict):
        if "Profile" not in types_of(organisation):
            raise failed(
                "ACHIEVEMENT_ISSUER_TYPE", "The issuer or its parent lacks the type Profile."
            )
        organisation = organisation.get("parentOrg")


def _check_subject(subject: JsonObject) -> Finding:
    if "AchievementSubject" not in types_of(subject):
        raise failed("ACHIEVEMENT_SUBJECT_TYPE", "The subject lacks the type AchievementSubject.")
    if not subject.get("id") and not _objects(subject.get("identifier")):
        raise failed(
            "ACHIEVEMENT_SUBJECT_UNIDENTIFIED",
            "The badge names its owner neither by id nor by identifier, so it is anybody's.",
        )
    achievement = subject.get("achievement")
    if not isinstance(achievement, dict):
        raise failed("ACHIEVEMENT_MISSING", "The subject has no achievement.")
    _check_criteria(achievement)
    _require_types(subject, "result", "Result", "ACHIEVEMENT_RESULT_TYPE")
    described = _described(achievement)
    undescribed = [link for link in _result_links(subject) if link not in described]
    if undescribed:
        return noticed(
            CHECK,
            "ACHIEVEMENT_RESULT_UNDESCRIBED",
            f"A result refers to {shown(undescribed[0])}, which the achievement does not describe.",
            id=shown(undescribed[0]),
        )
    return passed(CHECK)


def _check_criteria(achievement: JsonObject) -> None:
    criteria = achievement.get("criteria")
    if not isinstance(criteria, dict) or not (criteria.get("id") or criteria.get("narrative")):
        raise failed(
            "ACHIEVEMENT_CRITERIA_MISSING",
            "The achievement says neither in words nor by a link what had to be done for it.",
        )


def _require_types(holder: JsonObject, member: str, name: str, code: str) -> None:
    for item in _objects(holder.get(member)):
        if name not in types_of(item):
            raise failed(code, f"An entry of {member} lacks the type {name}.", term=member)


def _result_links(subject: JsonObject) -> Iterator[JsonValue]:
    for result in _objects(subject.get("result")):
        if "resultDescription" in result:
            yield result["resultDescription"]


def _described(achievement: JsonObject) -> list[JsonValue]:
    return [item.get("id") for item in _objects(achievement.get("resultDescription"))]


def _check_date(document: JsonObject, member: str) -> None:
    if member in document:
        try:
            read_timestamp(document[member])
        except MalformedTimestamp as error:
            raise failed(
                "DATE_MALFORMED", f"The member {member} is malformed: {error}.", term=member
            ) from error


def _objects(value: JsonValue) -> list[JsonObject]:
    """Give the objects in a value that should be a list of objects; the schema says the rest."""
    return [item for item in as_list(value) if isinstance(item, dict)]
