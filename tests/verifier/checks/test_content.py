"""What a badge says: contexts, schema and the achievement's own rules."""

from typing import Any

import pytest

from tests.verifier.makers import NOW, POLICY, badge, causes, judged, jwt, notices, signed
from verifier import LIMITS
from verifier.checks.achievement import check_achievement
from verifier.checks.schema import check_schema
from verifier.inquiry import Inquiry

OB = "https://purl.imsglobal.org/spec/ob/v3p0/"
V2 = "https://www.w3.org/ns/credentials/v2"
EXTENSIONS = OB + "extensions.json"
SCHEMA = OB + "schema/json/ob_v3p0_achievementcredential_schema.json"


def subject(**changes: Any) -> dict[str, Any]:  # noqa: ANN401
    """Give a badge with members of its subject changed, or removed by None."""
    members = {**badge()["credentialSubject"], **changes}
    return badge(credentialSubject={k: v for k, v in members.items() if v is not None})


def achievement(**changes: Any) -> dict[str, Any]:  # noqa: ANN401
    members = {**badge()["credentialSubject"]["achievement"], **changes}
    return subject(achievement={k: v for k, v in members.items() if v is not None})


WRONG_ORDER = ["context failed CONTEXT_ORDER", "schema failed SCHEMA_INVALID"]

# --- context -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("contexts", "cause"),
    [
        ([V2, OB + "context-3.0.3.json"], []),
        ([V2, OB + "context-3.0.3.json", EXTENSIONS], []),
        ([V2, EXTENSIONS, OB + "context-3.0.3.json"], WRONG_ORDER),
    ],
)
def test_the_order_of_contexts(contexts: list[str], cause: list[str]) -> None:
    assert causes(judged(signed(badge(**{"@context": contexts})))) == cause


def test_exchanged_contexts_are_seen_although_the_proof_holds() -> None:
    document = signed(badge(**{"@context": [V2, OB + "context-3.0.3.json", EXTENSIONS]}))
    document["@context"] = [V2, EXTENSIONS, OB + "context-3.0.3.json"]
    assert causes(judged(document)) == WRONG_ORDER


def test_an_older_context_is_noticed() -> None:
    contexts = [V2, OB + "context-3.0.2.json"]
    document = {**achievement(inLanguage=None), "@context": contexts}
    assert notices(judged(signed(document))) == ["CONTEXT_OLDER"]


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        ({"grade": "A"}, "context indeterminate TERM_UNDEFINED"),
        ({"name": None, "@context": [V2, OB + "context-3.0.3.json", "https://a.example"]},
         "context indeterminate CONTEXT_UNKNOWN"),
        ({"@context": [V2, OB + "context-3.0.3.json", {"grade": "https://a.example"}]},
         "context failed CONTEXT_REFUSED"),
    ],
)  # fmt: skip
def test_in_a_token_terms_are_signed_and_may_yet_mean_nothing(
    change: dict[str, Any], cause: str
) -> None:
    assert causes(judged(jwt(badge(**change)))) == [cause]


# --- schema --------------------------------------------------------------------------------------


SOME_DIGEST = "sha256-" + "A" * 43 + "="


def nothing_given() -> Inquiry:
    return Inquiry({}, NOW, POLICY, LIMITS)


def schema_codes(document: dict[str, Any]) -> list[str]:
    return [f.problem.code if f.problem else "-" for f in check_schema(document, nothing_given())]


@pytest.mark.parametrize(
    ("document", "codes"),
    [
        (badge(), ["-"]),
        (badge(credentialSchema=[{"id": SCHEMA, "type": "1EdTechJsonSchemaValidator2019"}]), ["-"]),
        (badge(credentialSchema={"id": "https://a.example", "type": "JsonSchema"}),
         ["-", "SCHEMA_UNREACHABLE"]),
        (badge(credentialSchema={"id": "urn:a", "type": "JsonSchema"}), ["-", "SCHEMA_UNKNOWN"]),
        (badge(credentialSchema={"id": SCHEMA, "type": "JsonSchema", "digestSRI": "sha256-AA=="}),
         ["-", "SCHEMA_MALFORMED"]),
        (badge(credentialSchema={"id": SCHEMA, "type": "JsonSchema", "digestSRI": SOME_DIGEST}),
         ["-", "SCHEMA_DIGEST_NOT_COMPARED"]),
        (badge(credentialSchema={"id": "https://a.example", "type": "Other"}),
         ["-", "SCHEMA_TYPE_UNKNOWN"]),
        (badge(credentialSchema=["x"]), ["SCHEMA_INVALID", "SCHEMA_MALFORMED"]),
        (badge(id=None), ["SCHEMA_INVALID"]),
        (achievement(criteria=None), ["SCHEMA_INVALID"]),
        (badge(credentialStatus=[{"id": "x", "type": "y"}, {"id": "x"}]), ["SCHEMA_INVALID"]),
        (badge(credentialStatus=[{"id": "urn:x", "type": "y"}]), ["SCHEMA_STATUS_ARRAY"]),
        ({"type": ["VerifiableCredential"]}, ["-"]),
        ({"type": [], "credentialSchema": [{"id": "a", "type": "JsonSchema"}] * 9},
         ["SCHEMA_UNKNOWN"] * 2 + ["LIMIT_EXCEEDED"] * 2),
    ],
)  # fmt: skip
def test_schemas(document: dict[str, Any], codes: list[str]) -> None:
    assert schema_codes(document) == codes


def test_the_place_is_told_and_not_the_value() -> None:
    (finding,) = check_schema(achievement(achievementType="geheim"), nothing_given())
    assert finding.problem
    assert finding.problem.params["path"].startswith("/credentialSubject")
    assert "geheim" not in repr(finding)


# --- achievement ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("document", "code"),
    [
        (badge(), None),
        (subject(identifier=None), "ACHIEVEMENT_SUBJECT_UNIDENTIFIED"),
        (subject(identifier=[]), "ACHIEVEMENT_SUBJECT_UNIDENTIFIED"),
        (subject(identifier=None, id="urn:uuid:1"), None),
        (subject(type=["Person"]), "ACHIEVEMENT_SUBJECT_TYPE"),
        (badge(credentialSubject=[badge()["credentialSubject"]] * 2), "ACHIEVEMENT_SUBJECT_TYPE"),
        (subject(achievement=None), "ACHIEVEMENT_MISSING"),
        (achievement(criteria=None), "ACHIEVEMENT_CRITERIA_MISSING"),
        (achievement(criteria={"narrative": ""}), "ACHIEVEMENT_CRITERIA_MISSING"),
        (subject(result=[{"value": "5"}]), "ACHIEVEMENT_RESULT_TYPE"),
        (achievement(resultDescription=None), "ACHIEVEMENT_RESULT_UNDESCRIBED"),
        (badge(evidence=[{"type": ["Proof"]}]), "ACHIEVEMENT_EVIDENCE_TYPE"),
        (badge(issuer={"id": "did:web:a.example"}), "ACHIEVEMENT_ISSUER_TYPE"),
        (badge(issuer={"type": "Profile", "parentOrg": {"type": []}}), "ACHIEVEMENT_ISSUER_TYPE"),
        (badge(awardedDate="2026-01-15"), "DATE_MALFORMED"),
        ({"type": ["VerifiableCredential", "X"]}, "TYPE_NOT_JUDGED"),
    ],
)
def test_the_rules_of_a_badge(document: dict[str, Any], code: str | None) -> None:
    finding = check_achievement(document)
    assert (finding.problem.code if finding.problem else None) == code
