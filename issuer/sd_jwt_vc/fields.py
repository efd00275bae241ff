"""The claims of the European learning credential, in the order in which they are shown.

EUDI reference issuer, learning_credential.json. The claims that every SD-JWT VC has (`iss`, `vct`,
`iat`, `exp`, `cnf`, `jti`, `status`) are not among them.
"""

from __future__ import annotations

from dataclasses import dataclass

from issuer.model.text import Text


@dataclass(frozen=True, slots=True)
class Field:
    """One claim: always disclosable by itself, or never; an array as a whole."""

    name: str
    label: Text
    mandatory: bool
    disclosable: bool


def _shown(name: str, sl: str, en: str, *, mandatory: bool = True) -> Field:
    return Field(name, {"sl": sl, "en": en}, mandatory, disclosable=False)


def _disclosable(name: str, sl: str, en: str, *, mandatory: bool = False) -> Field:
    return Field(name, {"sl": sl, "en": en}, mandatory, disclosable=True)


FIELDS: tuple[Field, ...] = (
    _shown("achievement_title", "Mikrodokazilo", "Micro-credential"),
    _shown("achievement_description", "Opis", "Description", mandatory=False),
    _disclosable("family_name", "Priimek", "Family name", mandatory=True),
    _disclosable("given_name", "Ime", "Given name"),
    _disclosable(
        "learner_identification",
        "Oznaka v tem dokazilu",
        "Identifier in this credential",
        mandatory=True,
    ),
    _disclosable("learning_outcomes", "Učni izidi", "Learning outcomes"),
    _disclosable("assessment_grade", "Ocena", "Grade"),
    _disclosable("level_of_learning_experience", "Raven (EOK)", "Level (EQF)", mandatory=True),
    _disclosable("expected_study_time", "Obremenitev", "Workload", mandatory=True),
    _disclosable(
        "types_of_quality_assurance",
        "Zagotavljanje kakovosti",
        "Quality assurance",
        mandatory=True,
    ),
    _shown("language_of_classes", "Jezik izvajanja", "Language of instruction"),
    _disclosable("prerequisites_to_enroll", "Pogoji za vključitev", "Prerequisites"),
    _disclosable(
        "integration_stackability_options",
        "Povezljivo z drugimi dosežki",
        "Counts towards other achievements",
    ),
    _shown("issuing_authority", "Izdajatelj", "Issued by"),
    _shown("issuing_country", "Država izdaje", "Country of issue"),
    _shown("date_of_issuance", "Izdano", "Date of issue"),
    _shown("date_of_expiry", "Velja do", "Valid until", mandatory=False),
)
