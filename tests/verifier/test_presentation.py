"""Presentations: the holder's proof, and each credential judged on its own."""

from typing import Any

import pytest

from tests.verifier.makers import (
    EC_KEY,
    ISSUER,
    ISSUER_URL,
    KEY,
    NOW,
    OTHER_KEY,
    POLICY,
    V1,
    VECTORS,
    Json,
    badge,
    badge_1_1,
    causes,
    did_document,
    did_key,
    encoded,
    fetched,
    jwt,
    multikey,
    notices,
    ob_claims,
    proof_options,
    resources,
    signed,
)
from verifier import LIMITS, Kind, Outcome, PresentationRequest, Report, Resources, verify
from verifier.presentation_request import NOTHING_ASKED

V2 = "https://www.w3.org/ns/credentials/v2"
HOLDER = did_key(OTHER_KEY)
EC_HOLDER = did_key(EC_KEY)
ASKED = PresentationRequest("f3c1", "employer.example")
OURS = badge(credentialSubject={**badge()["credentialSubject"], "id": HOLDER})
VC_HEADER = {"alg": "ES256", "kid": f"{ISSUER}#key-1", "typ": "vc+jwt"}


def presentation(*credentials: Any, **changes: Any) -> Json:  # noqa: ANN401
    members = {
        "@context": [V2],
        "type": ["VerifiablePresentation"],
        "holder": HOLDER,
        "verifiableCredential": list(credentials),
        **changes,
    }
    return {name: value for name, value in members.items() if value is not None}


def answer(document: Json, **changes: Any) -> Json:  # noqa: ANN401
    """Sign as the holder, in answer to what was asked."""
    options = proof_options(
        f"{HOLDER}#{multikey(OTHER_KEY)}",
        proofPurpose="authentication",
        challenge=ASKED.challenge,
        domain=ASKED.domain,
    )
    changed = {k: v for k, v in {**options, **changes}.items() if v is not None}
    return signed(document, changed, OTHER_KEY)


def envelope(token: bytes, media_type: str = "application/vc+jwt") -> Json:
    kind = "Presentation" if "vp" in media_type else "Credential"
    return {
        "@context": [V2],
        "id": f"data:{media_type},{token.decode()}",
        "type": f"EnvelopedVerifiable{kind}",
    }


def vp_jwt(document: Json, **claims: Any) -> bytes:  # noqa: ANN401
    header = {"alg": "ES256", "kid": f"{EC_HOLDER}#{multikey(EC_KEY)}", "typ": "vp+jwt"}
    return jwt({**document, **claims}, header)


def judged(
    secured: Json | bytes,
    request: PresentationRequest = ASKED,
    given: Resources | None = None,
) -> Report:
    data = secured if isinstance(secured, bytes) else encoded(secured)
    given = resources() if given is None else given
    return verify(data, given, now=NOW, policy=POLICY, request=request)


def test_a_signed_presentation_that_answers_passes() -> None:
    report = judged(answer(presentation(signed(OURS))))
    assert report.outcome is Outcome.PASSED
    assert notices(report) == []
    assert [finding.check for finding in report.findings] == [
        "format", "verificationMethod", "proof", "holder", "credential",
    ]  # fmt: skip
    assert report.format == "presentation"
    assert report.facts.holder_id == HOLDER
    assert report.facts.issuer_id is None
    (credential,) = report.credentials
    assert credential.outcome is Outcome.PASSED
    assert credential.facts.issuer_id == ISSUER
    assert credential.document == signed(OURS)


def test_without_a_question_the_holder_is_only_noticed() -> None:
    report = judged(answer(presentation(signed(OURS))), PresentationRequest())
    assert report.outcome is Outcome.PASSED
    assert notices(report) == ["HOLDER_PROVEN_EARLIER"]


def test_a_credential_about_somebody_else_is_noticed() -> None:
    report = judged(answer(presentation(signed(OURS), signed(badge()))))
    assert report.outcome is Outcome.PASSED
    assert notices(report) == ["HOLDER_NOT_SUBJECT"]
    token = jwt(badge(), VC_HEADER)
    assert notices(judged(answer(presentation(envelope(token))))) == ["HOLDER_NOT_SUBJECT"]


def test_unsigned_proves_nobody() -> None:
    report = judged(presentation(signed(OURS)))
    assert causes(report) == ["holder indeterminate HOLDER_NOT_PROVEN"]
    assert report.credentials[0].outcome is Outcome.PASSED


@pytest.mark.parametrize(
    ("changes", "cause"),
    [
        ({"challenge": "other"}, "holder failed PRESENTATION_CHALLENGE_MISMATCH"),
        ({"challenge": None}, "holder failed PRESENTATION_CHALLENGE_MISMATCH"),
        ({"domain": "other.example"}, "holder failed PRESENTATION_DOMAIN_MISMATCH"),
        ({"domain": None}, "holder failed PRESENTATION_DOMAIN_MISMATCH"),
        ({"proofPurpose": "assertionMethod"}, "proof failed PROOF_WRONG_PURPOSE"),
        ({"expires": "2026-02-01T00:00:00Z"}, "proof failed PROOF_EXPIRED"),
        (
            {"verificationMethod": f"{did_key(KEY)}#{multikey(KEY)}"},
            "verificationMethod failed HOLDER_MISMATCH",
        ),
    ],
)
def test_each_fault_of_the_holders_proof_is_named(changes: Json, cause: str) -> None:
    report = judged(answer(presentation(signed(OURS)), **changes))
    assert causes(report) == [cause]
    assert report.credentials[0].outcome is Outcome.PASSED


def test_several_domains_in_the_proof() -> None:
    domains = ["other.example", ASKED.domain]
    assert causes(judged(answer(presentation(signed(OURS)), domain=domains))) == []


def test_a_changed_presentation_fails() -> None:
    document = answer(presentation(signed(OURS)))
    document["verifiableCredential"].append(signed(badge()))
    assert causes(judged(document)) == ["proof failed SIGNATURE_INVALID"]


def test_an_unnamed_holder_is_who_signed() -> None:
    report = judged(answer(presentation(signed(OURS), holder=None)))
    assert report.outcome is Outcome.PASSED
    assert report.facts.holder_id == HOLDER


def test_the_holders_key_has_to_be_for_authentication() -> None:
    document = did_document()
    options = proof_options(proofPurpose="authentication", challenge="f3c1", domain=ASKED.domain)
    shown = signed(presentation(signed(badge()), holder=ISSUER), options)
    assert causes(judged(shown)) == ["verificationMethod failed KEY_WRONG_PURPOSE"]
    document["authentication"] = [f"{ISSUER}#key-0"]
    assert causes(judged(shown, given={ISSUER_URL: fetched(ISSUER_URL, document)})) == []


def test_the_holders_document_is_asked_for() -> None:
    options = proof_options("did:web:holder.example#key-0", proofPurpose="authentication")
    shown = signed(presentation(signed(badge()), holder="did:web:holder.example"), options)
    report = judged(shown, given={})
    assert [(need.kind, need.check) for need in report.needs] == [
        (Kind.DID_DOCUMENT, "verificationMethod"),
        (Kind.HOLDER_DOCUMENT, "verificationMethod"),
    ]


def test_each_credential_is_judged_on_its_own() -> None:
    expired = signed(badge(validUntil="2026-05-01T00:00:00Z"))
    tampered = {**signed(badge()), "name": "changed"}
    report = judged(presentation(signed(badge()), expired, tampered, holder=None))
    assert causes(report) == [
        "holder indeterminate HOLDER_NOT_PROVEN",
        "credential failed EXPIRED",
        "credential failed SIGNATURE_INVALID",
    ]
    assert [causes(credential) for credential in report.credentials] == [
        [],
        ["validUntil failed EXPIRED"],
        ["proof failed SIGNATURE_INVALID"],
    ]
    assert report.root_cause
    assert report.root_cause.params["position"] == "2"


@pytest.mark.parametrize("members", [{}, {"verifiableCredential": []}])
def test_an_empty_presentation_says_nothing(members: Json) -> None:
    document = presentation(verifiableCredential=None) | members
    assert causes(judged(answer(document))) == ["credential indeterminate PRESENTATION_EMPTY"]


@pytest.mark.parametrize(
    ("item", "cause"),
    [
        (5, "credential failed MALFORMED_VALUE"),
        (None, "credential failed MALFORMED_VALUE"),
        ([badge()], "credential failed MALFORMED_VALUE"),
        ("e30.e30.AA", "credential failed MALFORMED_VALUE"),  # only 1.1 has bare tokens
        ({}, "credential failed TYPE_MISSING"),
        (presentation(badge()), "credential failed MALFORMED_VALUE"),
        (badge(), "credential failed PROOF_MISSING"),
        ({**badge(), "@context": None}, "credential failed CONTEXT_ORDER"),
    ],
)
def test_what_is_no_credential(item: object, cause: str) -> None:
    assert causes(judged(presentation(item)))[1:] == [cause]


def test_too_many_credentials() -> None:
    report = judged(presentation(*[{}] * (LIMITS.presented_credentials + 1)))
    assert len(report.credentials) == LIMITS.presented_credentials
    assert causes(report)[-1] == "credential indeterminate LIMIT_EXCEEDED"


def test_each_credential_asks_for_its_own_and_all_together_are_bounded() -> None:
    def by(host: int) -> Json:
        issuer = f"did:web:school{host}.example"
        document = badge(issuer={**badge()["issuer"], "id": issuer})
        return signed(document, proof_options(f"{issuer}#key-0"))

    most = LIMITS.presented_credentials
    report = judged(presentation(*[by(host) for host in range(most)]), given={})
    assert len({need.url for need in report.needs}) == len(report.needs) == most
    assert most < LIMITS.needs_in_all == 40


@pytest.mark.parametrize("value", [5, [], {"id": 5}, "holder", ""])
def test_a_malformed_holder(value: object) -> None:
    report = judged(presentation(signed(badge()), holder=value))
    assert causes(report) == ["format failed MALFORMED_VALUE"]


# --- tokens and envelopes ------------------------------------------------------------------------


def enveloped_ours() -> Json:
    subject = {**badge()["credentialSubject"], "id": EC_HOLDER}
    return envelope(jwt(badge(credentialSubject=subject), VC_HEADER))


def test_a_vp_jwt_passes() -> None:
    token = vp_jwt(presentation(enveloped_ours(), holder=EC_HOLDER), nonce="f3c1", aud=ASKED.domain)
    report = judged(token)
    assert causes(report) == []
    assert report.format == "vp+jwt"
    assert report.credentials[0].format == "vc+jwt"
    again = judged(envelope(token, "application/vp+jwt"))
    assert again.findings == report.findings


@pytest.mark.parametrize(
    ("claims", "cause"),
    [
        ({"nonce": "x"}, "holder failed PRESENTATION_CHALLENGE_MISMATCH"),
        ({"aud": ["x"]}, "holder failed PRESENTATION_DOMAIN_MISMATCH"),
        ({"iss": ISSUER}, "claims failed HOLDER_MISMATCH"),
        ({"exp": 1_700_000_000}, "claims failed SIGNATURE_EXPIRED"),
    ],
)
def test_claims_of_a_vp_jwt(claims: Json, cause: str) -> None:
    asked = {"nonce": "f3c1", "aud": [ASKED.domain], **claims}
    report = judged(vp_jwt(presentation(enveloped_ours(), holder=EC_HOLDER), **asked))
    assert causes(report) == [cause]


def test_a_vp_jwt_presents_envelopes_only() -> None:
    token = vp_jwt(presentation(signed(badge()), holder=EC_HOLDER), nonce="f3c1", aud=ASKED.domain)
    assert causes(judged(token)) == ["credential failed MALFORMED_VALUE"]


def test_a_token_of_1_1_presents_tokens() -> None:
    credential = jwt({"iss": ISSUER, "jti": badge()["id"], "nbf": 1_768_467_600, "vc": badge_1_1()})
    content = {
        "@context": [V1],
        "type": ["VerifiablePresentation"],
        "verifiableCredential": [credential.decode()],
    }
    header = {"alg": "ES256", "kid": f"{EC_HOLDER}#{multikey(EC_KEY)}", "typ": "JWT"}
    claims = {"iss": EC_HOLDER, "nonce": ASKED.challenge, "aud": ASKED.domain}
    report = judged(jwt({**claims, "vp": content}, header))
    assert causes(report) == []
    assert report.format == "vcdm-1.1-vp-jwt"
    assert report.document
    assert report.document["holder"] == EC_HOLDER
    assert report.credentials[0].format == "vcdm-1.1-jwt"


def test_an_enveloped_credential_alone() -> None:
    report = judged(envelope(jwt(badge(), VC_HEADER)), NOTHING_ASKED)
    assert report.outcome is Outcome.PASSED
    assert report.format == "vc+jwt"
    assert report.document == badge()


@pytest.mark.parametrize(
    ("document", "cause"),
    [
        ({"id": None}, "failed MALFORMED_VALUE"),
        ({"id": "https://school.example/c/1"}, "failed MALFORMED_VALUE"),
        ({"id": "data:application/vc+jwt"}, "failed MALFORMED_VALUE"),
        ({"id": "data:application/vc+jwt,x"}, "failed JWS_MALFORMED"),
        ({"id": "data:application/vc+cose;base64,AA"}, "indeterminate ENVELOPE_TYPE_UNKNOWN"),
        ({"@context": V1}, "failed CONTEXT_ORDER"),
        (envelope(jwt(ob_claims(badge()))), "failed JWT_CONTENT_TYPE_MISMATCH"),
        (
            {**envelope(vp_jwt(presentation())), "id": f"data:application/jwt,"
             f"{vp_jwt(presentation()).decode()}"},
            "failed JWT_CONTENT_TYPE_MISMATCH",
        ),
    ],
)  # fmt: skip
def test_a_broken_envelope(document: Json, cause: str) -> None:
    whole = {**envelope(jwt(badge(), VC_HEADER)), **document}
    assert causes(judged(whole)) == [f"format {cause}"]


def test_an_envelope_without_precise_media_type_is_judged_by_typ() -> None:
    whole = envelope(jwt(ob_claims(badge())), "application/jwt")
    assert judged(whole, NOTHING_ASKED).outcome is Outcome.PASSED


def test_a_presentation_signed_by_foreign_software() -> None:
    data = (VECTORS / "presentation.foreign.json").read_bytes()
    given = resources(list=(VECTORS / "status-list.json").read_bytes())
    report = judged(data, given=given)
    assert causes(report) == []
    assert notices(report) == ["HOLDER_NOT_SUBJECT"]
    assert report.facts.holder_id == HOLDER
    other = judged(data, PresentationRequest("another"), given)
    assert causes(other) == ["holder failed PRESENTATION_CHALLENGE_MISMATCH"]


def test_a_holder_under_another_name_is_no_holder() -> None:
    document = answer(presentation(signed(OURS)))
    document["https://www.w3.org/2018/credentials#holder"] = {"@id": document.pop("holder")}
    report = verify(encoded(document), resources(), now=NOW, policy=POLICY, request=ASKED)
    assert causes(report) == ["holder failed CONTENT_REARRANGED"]
    assert report.facts.holder_id is None
