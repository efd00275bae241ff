"""What kind of credential is it? The `vct` of an SD-JWT VC, and what that kind must say.

Type metadata is never fetched: what a stranger's address says of a type is no more to be believed
than the credential. Only kinds that are known here are judged.
"""

from collections.abc import Callable, Mapping

from contexts import JsonObject, JsonValue
from verifier.judgement import failed, passed, shown, undecided
from verifier.report import Finding

CHECK = "schema"
EUDI_LEARNING = "urn:eu.europa.ec.eudi:learning:credential:1"


def _is_text(value: JsonValue) -> bool:
    return isinstance(value, str) and bool(value)


def _is_texts(value: JsonValue) -> bool:
    return isinstance(value, list) and all(_is_text(item) for item in value)


def _is_level(value: JsonValue) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 8  # noqa: PLR2004


Shape = Callable[[JsonValue], bool]

# EUDI reference issuer, learning_credential.json: what the holder cannot leave out, and the form of
# what may be left out.
_REQUIRED: Mapping[str, Mapping[str, Shape]] = {
    EUDI_LEARNING: {
        "issuing_authority": _is_text,
        "issuing_country": _is_text,
        "date_of_issuance": _is_text,
        "achievement_title": _is_text,
        "language_of_classes": _is_texts,
    }
}
_OPTIONAL: Mapping[str, Mapping[str, Shape]] = {
    EUDI_LEARNING: {
        "date_of_expiry": _is_text,
        "achievement_description": _is_text,
        "family_name": _is_text,
        "given_name": _is_text,
        "learner_identification": _is_text,
        "expected_study_time": _is_text,
        "level_of_learning_experience": _is_level,
        "types_of_quality_assurance": _is_texts,
        "learning_outcomes": _is_texts,
        "assessment_grade": _is_text,
        "prerequisites_to_enroll": _is_texts,
        "integration_stackability_options": lambda value: isinstance(value, bool),
    }
}


def check_vct(claims: JsonObject) -> Finding:
    """Check the claims of a kind that is known; say of every other that it is not judged."""
    vct = str(claims["vct"])
    known = next((name for name in (vct, *_also(claims)) if name in _REQUIRED), None)
    if known is None:
        return undecided(
            "TYPE_NOT_JUDGED",
            f"This is a credential of the type {shown(vct)}; what it says is signed, but whether "
            "it is complete cannot be judged here.",
            type=shown(vct),
        ).finding(CHECK)
    required, optional = _REQUIRED[known], _OPTIONAL[known]
    wrong = [name for name, fits in required.items() if not fits(claims.get(name))]
    wrong += [name for name, fits in optional.items() if name in claims and not fits(claims[name])]
    if not wrong:
        return passed(CHECK, url=known)
    return failed(
        "SCHEMA_INVALID",
        f"The credential of the type {known} does not have the required form: "
        f"{', '.join(wrong)} missing or malformed.",
        url=known,
        path=wrong[0],
        count=str(len(wrong)),
    ).finding(CHECK)


def _also(claims: JsonObject) -> list[str]:
    """Give the other types the issuer says it may be taken for (SD-JWT VC, section 2.2.2.2)."""
    also = claims.get("aka_vcts")
    return [name for name in also if isinstance(name, str)] if isinstance(also, list) else []
