"""An award as the claims of the European learning credential (ADR 34)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from contexts import JsonObject, JsonValue
from issuer.errors import FormatUnsuitable
from issuer.levels import with_counterparts
from issuer.model.approval import ProgrammeVersion
from issuer.model.award import Award, Learner
from issuer.model.organisation import Profile
from issuer.model.programme import ProgrammeContent
from issuer.model.text import REQUIRED_LANGUAGES, in_language
from issuer.rendering.criteria import quality_in_words
from issuer.rendering.members import present
from issuer.rendering.open_badge import months_later
from issuer.rendering.profile import country_code
from issuer.rendering.workload import workload_in_words
from issuer.sd_jwt_vc.fields import FIELDS

_LEVELS = range(1, 9)


@dataclass(frozen=True, slots=True, kw_only=True)
class LearningMaterial:
    """An issued award with all that it refers to."""

    award: Award
    learner: Learner
    version: ProgrammeVersion
    profile: Profile
    valid_from: datetime
    """Of the badge."""
    pseudonym: str
    """Names the learner in this credential, and in no other."""

    @property
    def ends(self) -> datetime | None:
        """Tell when the credential ends; None: never."""
        months = self.version.content.validity_months
        return None if months is None else months_later(self.valid_from, months)


def learning_claims(material: LearningMaterial) -> JsonObject:
    """Render the claims in the language of the award; raise FormatUnsuitable.

    What the records do not say is left out, and where it is mandatory there is no such credential.
    """
    language = material.award.language
    claims = {
        **_of_programme(material.version.content, language),
        **_of_learner(material.learner),
        **_of_issue(material, language),
        "learner_identification": material.pseudonym,
        "assessment_grade": material.award.result.grade,
    }
    said = {name: value for name, value in claims.items() if value not in (None, "", [])}
    missing = [field.name for field in FIELDS if field.mandatory and field.name not in said]
    if missing:
        raise FormatUnsuitable(
            "As a European learning credential it would have to say "
            f"{', '.join(missing)}, which its programme does not.",
            missing=", ".join(missing),
        )
    return {field.name: said[field.name] for field in FIELDS if field.name in said}


def can_be_said(content: ProgrammeContent) -> bool:
    """Say whether a programme states all that the type demands of it."""
    claims = _of_programme(content, REQUIRED_LANGUAGES[0])
    return all(claims[field.name] for field in FIELDS if field.mandatory and field.name in claims)


def _of_programme(content: ProgrammeContent, language: str) -> Mapping[str, JsonValue]:
    prerequisites = in_language(content.prerequisites, language)
    quality = quality_in_words(content, language)
    return {
        "achievement_title": in_language(content.title, language),
        "achievement_description": in_language(content.description, language),
        "language_of_classes": list(content.instruction_languages),
        "expected_study_time": workload_in_words(content, language),
        "level_of_learning_experience": _level(content),
        "types_of_quality_assurance": [quality] if quality else [],
        "learning_outcomes": [in_language(each.statement, language) for each in content.outcomes],
        "prerequisites_to_enroll": [prerequisites] if prerequisites else [],
        "integration_stackability_options": content.stackability.stackable,
    }


def _level(content: ProgrammeContent) -> int | None:
    eqf = with_counterparts(content.level).eqf
    return eqf if eqf in _LEVELS else None


def _of_learner(learner: Learner) -> Mapping[str, str]:
    """Give the parts of the name; a name that is known as a whole alone is a family name.

    So it is in travel documents (ICAO 9303, part 3): to part it would be to guess.
    """
    if learner.family_name and learner.given_name:
        return {"family_name": learner.family_name, "given_name": learner.given_name}
    return {"family_name": " ".join(learner.name.split())}


def _of_issue(material: LearningMaterial, language: str) -> JsonObject:
    ends = material.ends
    return present(
        issuing_authority=in_language(material.profile.name, language),
        issuing_country=country_code(material.profile.country),
        date_of_issuance=_day(material.valid_from),
        date_of_expiry=None if ends is None else _day(ends),
    )


def _day(moment: datetime) -> str:
    return moment.astimezone(UTC).date().isoformat()
