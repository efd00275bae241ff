"""Names for controlled values: from the bundled vocabularies, and from our own short lists."""

from collections.abc import Mapping

from app.web.languages import N_, Language
from contexts import vocabulary
from issuer.model.approval import Step
from issuer.model.organisation import Profile
from issuer.model.programme import GradeType, OutcomeKind, PartnerRole, QualityAssuranceKind
from issuer.rendering.phrases import concept_label

STEPS: Mapping[Step, str] = {
    Step.SUBMIT: N_("Submitted for review"),
    Step.TAKE: N_("Taken into review"),
    Step.APPROVE: N_("Approved"),
    Step.RETURN: N_("Returned for completion"),
    Step.REJECT: N_("Rejected"),
    Step.RETIRE: N_("Retired"),
}

OUTCOME_KINDS: Mapping[OutcomeKind, str] = {
    OutcomeKind.KNOWLEDGE: N_("Knowledge"),
    OutcomeKind.SKILL: N_("Skill"),
    OutcomeKind.RESPONSIBILITY: N_("Responsibility and autonomy"),
}

PARTNER_ROLES: Mapping[PartnerRole, str] = {
    PartnerRole.CO_DESIGNER: N_("designed the programme together with the provider"),
    PartnerRole.WORKPLACE_PROVIDER: N_("offers training at the workplace"),
    PartnerRole.ASSESSOR: N_("takes part in the assessment"),
    PartnerRole.ENDORSER: N_("endorses the programme"),
}

QUALITY_ASSURANCE: Mapping[QualityAssuranceKind, str] = {
    QualityAssuranceKind.INTERNAL: N_("Internal"),
    QualityAssuranceKind.EXTERNAL: N_("External"),
    QualityAssuranceKind.ACCREDITED: N_("Accredited programme"),
}

GRADE_TYPES: Mapping[GradeType, str] = {
    GradeType.PERCENT: N_("Percentage"),
    GradeType.LETTER_GRADE: N_("Grade"),
    GradeType.RAW_SCORE: N_("Points"),
    GradeType.PERFORMANCE_LEVEL: N_("Level of performance"),
    GradeType.STATUS: N_("Passed or not"),
    GradeType.RESULT: N_("Result"),
}


def concept(name: str, uri: str | None, language: Language) -> str:
    """Name a value of a bundled vocabulary, with a capital letter; "" when nothing is stated."""
    if not uri:
        return ""
    found = vocabulary(name).get(uri)
    if found is None:
        return uri
    label = concept_label(found.labels, language.code)
    return label[:1].upper() + label[1:]


def field_of_study(uri: str | None, language: Language) -> str:
    """Name an ISCED-F field with its code: "Elektronika in avtomatizacija (0714)"."""
    found = vocabulary("isced-f").get(uri or "")
    return f"{concept_label(found.labels, language.code)} ({found.notation})" if found else ""


def language_name(code: str, language: Language) -> str:
    """Name a language by its BCP 47 code, else give the code."""
    for known in vocabulary("languages").values():
        if known.notation == code:
            return concept_label(known.labels, language.code)
    return code


def country(profile: Profile, language: Language) -> str:
    """Name the profile's country, else give its ISO 3166-1 alpha-3 code."""
    for uri, known in vocabulary("countries").items():
        if uri.rpartition("/")[2] == profile.country:
            return concept_label(known.labels, language.code)
    return profile.country
