"""Two objects with one `id` are one node to a proof over statements: what may they have traded?

Where the issuer wrote the achievement's id a second time, a holder can put its criteria or credits
there, and they are missing where they are looked for. So where another object of the same id says
something of what decides, it has to say the same as the one that is looked at. Honest repetitions
do.
"""

from collections.abc import Iterator

from contexts import JsonObject, JsonValue
from verifier.data_model import as_list

_SUBJECT = ("achievement", "result", "creditsEarned", "role", "licenseNumber", "term", "identifier")
_PERIOD = ("activityStartDate", "activityEndDate")
_ACHIEVEMENT = ("name", "description", "criteria", "achievementType", "creditsAvailable")
_COMPETENCE = ("alignment", "resultDescription", "fieldOfStudy", "specialization", "creator")
_RESULT = ("value", "status", "achievedLevel", "resultType", "valueMin", "valueMax")
_LEVEL = ("requiredValue", "requiredLevel", "allowedValue", "rubricCriterionLevel", "level")
_DIGESTS = ("digestSRI", "digestMultibase")
_DECISIVE = {
    *(*_SUBJECT, *_PERIOD, *_ACHIEVEMENT, *_COMPETENCE),
    *(*_RESULT, *_LEVEL, "points", *_DIGESTS),
}
"""What an employer relies upon, and the digests that say what it rests on."""
_APART = {"@context", "proof", "jsonSchema"}
_LEADS_TO = ("achievement", "result", "resultDescription", "rubricCriterionLevel")


def traded_member(document: JsonObject) -> str | None:
    """Give a member that may stand elsewhere than its issuer wrote it; None when there is none."""
    named: dict[str, list[JsonObject]] = {}
    for each in _objects(document):
        if isinstance(each.get("id"), str):
            named.setdefault(each["id"], []).append(each)
    for place in looked_at(document):
        identifier = place.get("id")
        for other in named.get(identifier, ()) if isinstance(identifier, str) else ():
            if other is not place:
                for name in sorted(_DECISIVE & other.keys()):
                    if name not in place or place[name] != other[name]:
                        return name
    return None


def looked_at(document: JsonObject) -> Iterator[JsonObject]:
    """Give the objects by which a credential is judged and shown, in their places."""
    waiting = [
        *as_list(document.get("credentialSubject", [])),
        *as_list(document.get("credentialSchema", [])),
        *as_list(document.get("relatedResource", [])),
    ]
    while waiting:
        place = waiting.pop()
        if isinstance(place, dict):
            yield place
            for name in _LEADS_TO:
                if name in place:
                    waiting += as_list(place[name])


def _objects(value: JsonValue) -> Iterator[JsonObject]:
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, list):
            waiting.extend(item)
        elif isinstance(item, dict):
            yield item
            waiting.extend(member for name, member in item.items() if name not in _APART)
