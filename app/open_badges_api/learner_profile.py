"""The learner's profile: as a program wrote it, else the little that is known."""

from __future__ import annotations

import json

from app.db import accounts
from app.db.accounts import Account
from app.problems import ApiProblem, RequestFault
from app.services import Services
from contexts import JsonObject
from verifier.json_reading import read_object
from verifier.judgement import Judged

MOST_BYTES = 64 * 1024
_TYPE = "Profile"
_CONTEXTS = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
)
_TEXTS = (
    *("name", "url", "phone", "description", "official", "email", "familyName", "givenName"),
    *("additionalName", "patronymicName", "honorificPrefix", "honorificSuffix", "dateOfBirth"),
)


def profile_json(services: Services, account: Account) -> bytes:
    """Give the profile as JSON."""
    with services.database.read() as connection:
        written = accounts.profile_of(connection, account)
    if written is not None:
        return written
    known = {"@context": _CONTEXTS, "id": f"urn:uuid:{account.id}", "type": [_TYPE]}
    return json.dumps(known | ({"email": account.email} if account.email else {})).encode()


def keep_profile(services: Services, account: Account, body: bytes) -> bytes:
    """Keep a profile that a program wrote, whole. Raises ApiProblem.

    Nobody checked what it says: it is shown to programs only, never as a fact about the learner.
    """
    _check(_read(body))
    with services.database.write() as connection:
        accounts.save_profile(connection, account, body)
    return body


def _read(body: bytes) -> JsonObject:
    if len(body) > MOST_BYTES:
        raise ApiProblem("TOO_LARGE", f"A profile has at most {MOST_BYTES} bytes.")
    try:
        return read_object(body)
    except Judged as judged:
        raise ApiProblem("MALFORMED_BODY", judged.problem.detail) from None


def _check(profile: JsonObject) -> None:
    """Refuse what the class Profile does not allow (Open Badges 3.0, appendix B)."""
    types = profile.get("type")
    if not isinstance(profile.get("id"), str) or ":" not in profile["id"]:
        raise _refused("/id", "The profile's id is a URI.")
    if _TYPE not in (types if isinstance(types, list) else [types]):
        raise _refused("/type", "One of the types is Profile.")
    for name in _TEXTS:
        if not isinstance(profile.get(name, ""), str):
            raise _refused(f"/{name}", "This member is a text.")


def _refused(path: str, sentence: str) -> ApiProblem:
    both = {"sl": "Vrednost ni takšna, kot jo zahteva razred Profile.", "en": sentence}
    return ApiProblem(
        "INVALID_REQUEST", sentence, faults=(RequestFault(path, "INVALID_PROFILE", both),)
    )
