"""SD-JWT VC: whose key it is, what may be left out, until when it holds, and who holds it."""

from typing import Any

import pytest

from tests.verifier.makers import (
    EC_KEY,
    NOW,
    Json,
    causes,
    did_document,
    did_key,
    ec_jwk,
    encoded,
    fetched,
    judged,
    multikey,
    notices,
)
from tests.verifier.sd_jwts import (
    AUDIENCE,
    EUDI,
    HTTPS_ISSUER,
    KEY_ID,
    METADATA_URL,
    NONCE,
    bound,
    learning_claims,
    learning_credential,
    metadata,
    sd_jwt,
    showing,
)
from verifier import (
    AllowedIssuers,
    Kind,
    Outcome,
    PresentationRequest,
    Report,
    Resources,
    verify,
)
from verifier.presentation_request import NOTHING_ASKED

POLICY = AllowedIssuers({HTTPS_ISSUER: "Šola za primere"})
PUBLISHED = {METADATA_URL: fetched(METADATA_URL, metadata())}
ASKED = PresentationRequest(NONCE, AUDIENCE)


def verdict(
    text: str,
    given: Resources | None = None,
    request: PresentationRequest = NOTHING_ASKED,
) -> Report:
    return verify(
        text.encode(),
        PUBLISHED if given is None else given,
        now=NOW,
        policy=POLICY,
        request=request,
    )


def published(**changes: Any) -> Resources:  # noqa: ANN401
    return {METADATA_URL: fetched(METADATA_URL, metadata(**changes))}


def finding(report: Report, check: str) -> tuple[Outcome, str | None]:
    found = next(one for one in report.findings if one.check == check)
    return found.outcome, found.problem.code if found.problem else None


def test_a_learning_credential_passes_and_shows_every_claim() -> None:
    report = verdict(learning_credential())
    assert report.outcome is Outcome.PASSED, causes(report)
    assert report.format == "dc+sd-jwt"
    assert report.document == learning_claims()
    assert notices(report) == ["HOLDER_KEY_NOT_SHOWN"]
    assert report.facts.issuer_id == HTTPS_ISSUER
    assert report.facts.verification_method == f"{HTTPS_ISSUER}#{KEY_ID}"


def test_what_is_not_shown_is_not_in_the_report() -> None:
    report = verdict(showing(learning_credential(), 3))
    assert report.outcome is Outcome.PASSED, causes(report)
    assert report.document is not None
    assert report.document["expected_study_time"] == "75 ur"
    assert not {"family_name", "given_name", "_sd", "_sd_alg"} & set(report.document)


def test_the_issuers_keys_are_asked_for_by_address() -> None:
    report = verdict(learning_credential(), {})
    assert [(need.url, need.kind) for need in report.needs] == [
        (METADATA_URL, Kind.ISSUER_METADATA)
    ]
    assert causes(report) == ["verificationMethod indeterminate DID_DOCUMENT_UNREACHABLE"]
    keys_url = "https://keys.example/jwks"
    given = dict(published(jwks=None, jwks_uri=keys_url))
    report = verdict(learning_credential(), given)
    assert [(need.url, need.kind) for need in report.needs] == [(keys_url, Kind.ISSUER_KEYS)]
    given[keys_url] = fetched(keys_url, {"keys": [{**ec_jwk(), "kid": KEY_ID}]})
    assert verdict(learning_credential(), given).outcome is Outcome.PASSED


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"issuer": HTTPS_ISSUER + "/"}, "failed DID_DOCUMENT_ID_MISMATCH"),
        ({"issuer": None}, "failed DID_DOCUMENT_ID_MISMATCH"),
        ({"jwks": None}, "failed DID_DOCUMENT_INVALID"),
        ({"jwks_uri": "https://keys.example/"}, "failed DID_DOCUMENT_INVALID"),
        ({"jwks": []}, "failed DID_DOCUMENT_INVALID"),
        ({"jwks": {"keys": ["x"]}}, "failed DID_DOCUMENT_INVALID"),
        ({"jwks": None, "jwks_uri": "http://keys.example/"}, "failed DID_MALFORMED"),
        ({"jwks": None, "jwks_uri": 1}, "failed DID_DOCUMENT_INVALID"),
        ({"jwks": {"keys": []}}, "failed KEY_NOT_LISTED"),
        ({"jwks": {"keys": [{**ec_jwk(), "kid": "other"}]}}, "failed KEY_NOT_LISTED"),
        (
            {"jwks": {"keys": [{**ec_jwk(), "kid": KEY_ID, "use": "enc"}]}},
            "failed KEY_NOT_LISTED",
        ),
        ({"jwks": {"keys": [{"kty": "oct", "k": "AA", "kid": KEY_ID}]}},
         "failed SECRET_KEY_PUBLISHED"),
        ({"jwks": {"keys": [{"kty": "EC", "crv": "secp256k1", "kid": KEY_ID}]}},
         "indeterminate KEY_TYPE_UNSUPPORTED"),
        ({"jwks": {"keys": [{"kty": "EC", "crv": "P-256", "kid": KEY_ID}]}},
         "failed KEY_MALFORMED"),
        ({"jwks": {"keys": [{**ec_jwk(), "kid": KEY_ID}] * 2}}, "indeterminate KEY_NOT_NAMED"),
    ],
)  # fmt: skip
def test_metadata_that_does_not_show_the_key(changes: Json, expected: str) -> None:
    report = verdict(learning_credential(), published(**changes))
    assert causes(report) == [f"verificationMethod {expected}"]


def test_metadata_that_cannot_be_read() -> None:
    report = verdict(learning_credential(), {METADATA_URL: fetched(METADATA_URL, b"<html>")})
    assert causes(report) == ["verificationMethod failed DID_DOCUMENT_INVALID"]


@pytest.mark.parametrize(
    ("issuer", "url"),
    [
        ("https://a.example", "https://a.example/.well-known/jwt-vc-issuer"),
        ("https://a.example/", "https://a.example/.well-known/jwt-vc-issuer"),
        ("https://a.example:8443/t/1/", "https://a.example:8443/.well-known/jwt-vc-issuer/t/1"),
    ],
)
def test_the_well_known_path_stands_between_host_and_path(issuer: str, url: str) -> None:
    report = verdict(learning_credential(iss=issuer), {})
    assert [need.url for need in report.needs] == [url]


@pytest.mark.parametrize(
    ("issuer", "expected"),
    [
        (None, "failed ISSUER_MISSING"),
        ("http://a.example", "indeterminate DID_METHOD_UNSUPPORTED"),
        ("https://a.example/?t=1", "failed DID_MALFORMED"),
        ("https://a.example/#t", "failed DID_MALFORMED"),
        ("did:example:1", "indeterminate DID_METHOD_UNSUPPORTED"),
        ("did:web:school.example", "failed KEY_NOT_LISTED"),
    ],
)
def test_an_issuer_of_another_kind(issuer: str | None, expected: str) -> None:
    url = "https://school.example/.well-known/did.json"
    report = verdict(learning_credential(iss=issuer), {url: fetched(url, did_document())})
    assert causes(report) == [f"verificationMethod {expected}"]


@pytest.mark.parametrize(
    ("issuer", "kid"),
    [
        (did_key(EC_KEY), None),
        (did_key(EC_KEY), f"{did_key(EC_KEY)}#{multikey(EC_KEY)}"),
        (did_key(EC_KEY), f"#{multikey(EC_KEY)}"),
        ("did:web:school.example", "did:web:school.example#key-1"),
        ("did:web:school.example", "key-1"),
    ],
)
def test_identifiers_of_the_kind_did_are_read(issuer: str, kid: str | None) -> None:
    header = {"alg": "ES256", "typ": "vc+sd-jwt", **({"kid": kid} if kid else {})}
    text = sd_jwt(learning_claims(iss=issuer), header={"kid": kid, **header} if kid else header)
    url = "https://school.example/.well-known/did.json"
    given = {url: fetched(url, did_document())}
    report = verify(text.encode(), given, now=NOW, policy=AllowedIssuers({issuer: "Šola"}))
    if kid:
        assert report.outcome is Outcome.PASSED, causes(report)
    assert report.format == "dc+sd-jwt"


def test_somebody_elses_key_proves_nothing() -> None:
    other = did_key()
    header = {"kid": f"{other}#{multikey()}", "jwk": ec_jwk()}
    report = verdict(sd_jwt(learning_claims(iss="did:web:school.example"), header=header), {})
    assert causes(report) == ["verificationMethod failed ISSUER_MISMATCH"]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"exp": 1_768_467_600}, "validUntil failed EXPIRED"),
        ({"nbf": 1_968_467_600}, "validFrom failed NOT_YET_VALID"),
        ({"iat": 1_968_467_600}, "claims failed SIGNATURE_NOT_YET_VALID"),
        ({"exp": "2027-01-01"}, "validUntil failed JWT_CLAIM_MALFORMED"),
        ({"nbf": True}, "validFrom failed JWT_CLAIM_MALFORMED"),
        ({"vct": "https://types.example/other"}, "schema indeterminate TYPE_NOT_JUDGED"),
        ({"achievement_title": None}, "schema failed SCHEMA_INVALID"),
        ({"level_of_learning_experience": 9}, "schema failed SCHEMA_INVALID"),
        (
            {"status": {"status_list": {"idx": 1, "uri": "https://school.example/s"}}},
            "credentialStatus indeterminate",
        ),
        ({"iss": "https://school.example/credentials/x"}, "verificationMethod indeterminate"),
    ],
)
def test_each_reason_is_named(changes: Json, expected: str) -> None:
    [cause] = causes(verdict(learning_credential(**changes)))
    assert cause.startswith(expected)


def test_an_unknown_issuer_is_not_a_wrong_one() -> None:
    report = judged(learning_credential().encode(), PUBLISHED)
    assert causes(report) == ["issuer indeterminate ISSUER_UNKNOWN"]


@pytest.mark.parametrize("claim", ["iss", "exp", "cnf", "vct", "status"])
def test_what_decides_on_validity_cannot_be_left_to_the_holder(claim: str) -> None:
    claims = learning_claims(status={"status_list": {}})
    report = verdict(sd_jwt(claims, [[claim]]))
    assert causes(report) == ["format failed DISCLOSURE_FORBIDDEN"]


def test_nothing_inside_the_status_can_be_left_out() -> None:
    claims = learning_claims(status={"status_list": {}})
    report = verdict(showing(sd_jwt(claims, [["status", "status_list"]])))
    assert causes(report) == ["format failed DISCLOSURE_FORBIDDEN"]


def test_a_tampered_disclosure_is_not_the_issuers() -> None:
    signed, first, *rest = learning_credential().split("~")
    forged = sd_jwt({**learning_claims(), "family_name": "Kralj"}, [["family_name"]]).split("~")[1]
    assert first != forged
    report = verdict("~".join((signed, forged, *rest)))
    assert causes(report) == ["format failed DISCLOSURE_UNUSED"]


def test_a_tampered_payload_is_found_by_the_signature() -> None:
    honest, forged = learning_credential(), learning_credential(achievement_title="Doktorat")
    signature = honest.split("~")[0].rpartition(".")[2]
    head, _, tail = forged.partition("~")
    report = verdict(f"{head.rpartition('.')[0]}.{signature}~{tail}")
    assert causes(report) == ["proof failed SIGNATURE_INVALID"]


def test_the_holder_is_proven_by_an_answer_to_our_question() -> None:
    report = verdict(bound(showing(learning_credential(), 0)), request=ASKED)
    assert report.outcome is Outcome.PASSED, causes(report)
    assert finding(report, "holder") == (Outcome.PASSED, None)


def test_a_proof_that_answers_no_question_is_of_earlier() -> None:
    report = verdict(bound(learning_credential()))
    assert finding(report, "holder") == (Outcome.PASSED, "HOLDER_PROVEN_EARLIER")


def test_who_was_asked_and_shows_no_key_is_not_proven() -> None:
    report = verdict(learning_credential(), request=ASKED)
    assert causes(report) == ["holder indeterminate HOLDER_KEY_NOT_SHOWN"]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"nonce": "other"}, "PRESENTATION_CHALLENGE_MISMATCH"),
        ({"aud": "https://other.example"}, "PRESENTATION_DOMAIN_MISMATCH"),
        ({"sd_hash": "x"}, "HOLDER_PROOF_OF_OTHER"),
        ({"sd_hash": None}, "HOLDER_PROOF_MALFORMED"),
        ({"nonce": 1}, "HOLDER_PROOF_MALFORMED"),
        ({"aud": [AUDIENCE]}, "HOLDER_PROOF_MALFORMED"),
        ({"iat": None}, "HOLDER_PROOF_MALFORMED"),
        ({"iat": True}, "HOLDER_PROOF_MALFORMED"),
        ({"iat": 1_968_467_600}, "HOLDER_PROOF_MALFORMED"),
        ({"header": {"typ": "JWT"}}, "HOLDER_PROOF_MALFORMED"),
        ({"header": {"alg": "none"}}, "ALGORITHM_FORBIDDEN"),
        ({"header": {"alg": "HS256"}}, "ALGORITHM_FORBIDDEN"),
        ({"header": {"alg": "ES256"}}, "KEY_ALGORITHM_MISMATCH"),
        ({"key": EC_KEY, "header": {"alg": "ES384"}}, "HOLDER_SIGNATURE_INVALID"),
    ],
)
def test_a_holders_proof_that_does_not_hold(changes: Json, expected: str) -> None:
    report = verdict(bound(learning_credential(), **changes), request=ASKED)
    assert causes(report) == [f"holder failed {expected}"]


def test_a_proof_over_fewer_values_does_not_hold_for_more() -> None:
    full = learning_credential()
    proof = bound(showing(full, 0)).rpartition("~")[2]
    assert causes(verdict(full + proof, request=ASKED)) == ["holder failed HOLDER_PROOF_OF_OTHER"]


@pytest.mark.parametrize(
    ("confirmation", "expected"),
    [
        (None, "HOLDER_KEY_MISSING"),
        ({}, "HOLDER_KEY_MISSING"),
        ("x", "HOLDER_KEY_MISSING"),
        ({"jwk": {"kty": "EC"}}, "KEY_TYPE_UNSUPPORTED"),
        ({"jwk": {**ec_jwk(), "d": "AA"}}, "SECRET_KEY_PUBLISHED"),
        ({"jwk": {**ec_jwk(), "x": "AA"}}, "KEY_MALFORMED"),
    ],
)
def test_a_key_of_the_holder_that_cannot_be_used(confirmation: Any, expected: str) -> None:  # noqa: ANN401
    report = verdict(bound(learning_credential(cnf=confirmation)), request=ASKED)
    assert [cause.split()[-1] for cause in causes(report)] == [expected]


def test_a_private_key_in_a_credential_is_a_fault_though_nobody_uses_it() -> None:
    report = verdict(learning_credential(cnf={"jwk": {**ec_jwk(), "d": "AA"}}))
    assert causes(report) == ["holder failed SECRET_KEY_PUBLISHED"]


def test_the_holders_key_may_be_named_by_an_identifier() -> None:
    kid = f"{did_key(EC_KEY)}#{multikey(EC_KEY)}"
    text = bound(learning_credential(cnf={"kid": kid}), {"alg": "ES256"}, EC_KEY)
    assert finding(verdict(text, request=ASKED), "holder") == (Outcome.PASSED, None)


def test_the_type_of_a_known_kind_is_judged() -> None:
    report = verdict(learning_credential())
    assert next(one for one in report.findings if one.check == "schema").params["url"] == EUDI


def test_a_type_of_somebodys_own_is_judged_by_a_known_one_it_may_be_taken_for() -> None:
    own = {"vct": "https://types.example/own", "aka_vcts": ["urn:example:unknown", EUDI]}
    report = verdict(learning_credential(**own))
    assert report.outcome is Outcome.PASSED, causes(report)
    assert next(one for one in report.findings if one.check == "schema").params["url"] == EUDI
    lacking = learning_credential(**own, achievement_title=None)
    assert causes(verdict(lacking)) == ["schema failed SCHEMA_INVALID"]


@pytest.mark.parametrize("also", [["urn:example:unknown"], [1, None, {}], EUDI, None, {EUDI: 1}])
def test_other_types_that_say_nothing_to_us(also: Any) -> None:  # noqa: ANN401
    text = sd_jwt({**learning_claims(vct="https://types.example/own"), "aka_vcts": also})
    assert causes(verdict(text)) == ["schema indeterminate TYPE_NOT_JUDGED"]


def test_it_may_come_in_an_envelope() -> None:
    envelope = {
        "@context": "https://www.w3.org/ns/credentials/v2",
        "type": "EnvelopedVerifiableCredential",
        "id": "data:application/dc+sd-jwt," + learning_credential(),
    }
    assert verdict(encoded(envelope).decode()).outcome is Outcome.PASSED
