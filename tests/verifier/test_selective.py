"""W3C credentials as SD-JWT: judged like any other, by what is shown and by what may be missing."""

import pytest

from tests.verifier.makers import (
    EC_KEY,
    ISSUER,
    NOW,
    POLICY,
    Json,
    badge,
    causes,
    did_document,
    did_key,
    ec_jwk,
    encoded,
    entry,
    judged,
    multikey,
    notices,
    resources,
    signed,
    status_list,
)
from tests.verifier.sd_jwts import (
    AUDIENCE,
    NONCE,
    W3C_HEADER,
    bound,
    p384_jwk,
    sd_jwt,
    showing,
)
from verifier import Outcome, PresentationRequest, verify

KID = f"{did_key(EC_KEY)}#{multikey(EC_KEY)}"
UNTIL = {"validUntil": "2036-01-15T09:00:00Z"}


def w3c(document: Json, *paths: list[str | int], **header: str) -> str:
    return sd_jwt(document, paths, {**W3C_HEADER, **header})


def test_a_badge_shown_whole_is_a_badge_like_any_other() -> None:
    text = w3c(badge(), ["credentialSubject", "achievement", "description"], ["name"])
    report = judged(text.encode())
    assert report.outcome is Outcome.PASSED, causes(report)
    assert report.format == "vc+sd-jwt"
    assert report.document == badge()
    assert not notices(report)


def test_what_is_left_out_of_a_badge_is_not_told() -> None:
    text = showing(w3c(badge(**UNTIL), ["credentialSubject", "identifier"], ["name"]), 0)
    report = judged(text.encode())
    assert report.document is not None
    assert "name" not in report.document


def test_a_hidden_end_of_validity_or_status_leaves_the_question_open() -> None:
    document = badge(credentialStatus=entry(), **UNTIL)
    text = w3c(document, ["credentialStatus"], ["validUntil"])
    revoked = encoded(signed(status_list(94_567)))
    assert "credentialStatus failed REVOKED" in causes(
        judged(text.encode(), resources(list=revoked))
    )
    hidden = judged(showing(text).encode(), resources(list=revoked))
    assert causes(hidden) == [
        "validUntil indeterminate MAY_BE_CONCEALED",
        "credentialStatus indeterminate MAY_BE_CONCEALED",
    ]


def test_a_hidden_entry_among_several_leaves_the_status_open() -> None:
    statuses = [entry(), entry("suspension", statusListIndex="5")]
    text = w3c(badge(credentialStatus=statuses), ["credentialStatus", 0])
    lists = resources(
        list=signed(status_list(94_567, subject={"statusPurpose": ["revocation", "suspension"]}))
    )
    assert "credentialStatus failed REVOKED" in causes(judged(text.encode(), lists))
    hidden = judged(showing(text).encode(), lists)
    assert causes(hidden) == ["credentialStatus indeterminate MAY_BE_CONCEALED"]


def test_what_stands_in_the_open_is_not_doubted_for_a_hidden_name() -> None:
    document = badge(credentialStatus=entry(), **UNTIL)
    given = resources(list=signed(status_list()))
    report = judged(showing(w3c(document, ["name"])).encode(), given)
    assert report.outcome is Outcome.PASSED, causes(report)


def test_a_hidden_part_a_badge_needs_is_missed_and_called_no_fault() -> None:
    text = showing(w3c(badge(**UNTIL), ["credentialSubject", "achievement"]))
    assert causes(judged(text.encode())) == [
        "schema indeterminate MAY_BE_CONCEALED",
        "achievement indeterminate MAY_BE_CONCEALED",
    ]


def test_claims_may_stand_beside_the_credential() -> None:
    document = {**badge(), "iss": ISSUER, "cnf": {"jwk": p384_jwk()}, "iat": 1_768_467_600}
    report = judged(w3c(document).encode())
    assert report.outcome is Outcome.PASSED, causes(report)
    assert report.document == badge()
    assert notices(report) == ["HOLDER_KEY_NOT_SHOWN"]


def test_the_holder_may_be_proven() -> None:
    text = bound(w3c({**badge(), "cnf": {"jwk": p384_jwk()}}))
    asked = PresentationRequest(NONCE, AUDIENCE)
    report = verify(text.encode(), resources(), now=NOW, policy=POLICY, request=asked)
    assert report.outcome is Outcome.PASSED, causes(report)
    assert report.facts.holder_id is not None
    assert not notices(report)


@pytest.mark.parametrize(
    ("changes", "header", "expected"),
    [
        ({"iss": "did:web:other.example"}, {}, "claims failed JWT_ISSUER_MISMATCH"),
        ({"exp": 1}, {}, "claims failed SIGNATURE_EXPIRED"),
        ({"issuer": did_key()}, {}, "verificationMethod failed ISSUER_MISMATCH"),
        ({}, {"kid": "key-1"}, "verificationMethod failed METHOD_URL_MALFORMED"),
        ({}, {"alg": "none"}, "proof failed ALGORITHM_FORBIDDEN"),
        ({}, {"alg": "HS256"}, "proof failed ALGORITHM_FORBIDDEN"),
        ({}, {"alg": "ES384"}, "proof failed KEY_ALGORITHM_MISMATCH"),
        ({"vc": {}}, {}, "format failed JWT_CLAIM_FORBIDDEN"),
        ({"vp": {}}, {}, "format failed JWT_CLAIM_FORBIDDEN"),
        ({}, {"cty": "json"}, "format failed JWT_CONTENT_TYPE_MISMATCH"),
        ({}, {"typ": "vp+sd-jwt", "cty": "vp"}, "format failed TYPE_MISSING"),
        ({}, {"typ": "dc+sd-jwt"}, "format failed MALFORMED_VALUE"),
        ({}, {"typ": "vc+jwt"}, "format indeterminate FORMAT_NOT_SUPPORTED"),
    ],
)
def test_each_reason_is_named(changes: Json, header: dict[str, str], expected: str) -> None:
    report = judged(w3c({**badge(), **changes}, **header).encode())
    assert expected in causes(report)


def test_a_key_that_the_token_brings_along_counts_for_nothing() -> None:
    text = sd_jwt(badge(), header={**W3C_HEADER, "kid": KID, "jwk": ec_jwk()})
    report = judged(text.encode())
    assert causes(report) == ["verificationMethod failed ISSUER_MISMATCH"]


def enveloped(text: str, media_type: str = "vc+sd-jwt") -> Json:
    return {
        "@context": "https://www.w3.org/ns/credentials/v2",
        "type": "EnvelopedVerifiableCredential",
        "id": f"data:application/{media_type},{text}",
    }


def presentation(*credentials: Json) -> Json:
    return {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiablePresentation"],
        "holder": ISSUER,
        "verifiableCredential": list(credentials),
    }


@pytest.mark.parametrize("media_type", ["vc+sd-jwt", "VC+SD-JWT"])
def test_an_envelope_is_opened(media_type: str) -> None:
    report = judged(enveloped(w3c(badge()), media_type))
    assert report.outcome is Outcome.PASSED, causes(report)


@pytest.mark.parametrize("media_type", ["vc+jwt", "dc+sd-jwt"])
def test_an_envelope_must_not_announce_something_else(media_type: str) -> None:
    report = judged(enveloped(w3c(badge()), media_type))
    assert causes(report) == ["format failed JWT_CONTENT_TYPE_MISMATCH"]


def test_a_presentation_may_be_an_sd_jwt_too() -> None:
    document = did_document()
    document["authentication"] = document["assertionMethod"]
    given = resources(did=document)
    header = {**W3C_HEADER, "typ": "vp+sd-jwt", "cty": "vp"}
    credentials = [enveloped(w3c(badge(**UNTIL), ["name"]))]
    text = sd_jwt(presentation(*credentials), [["verifiableCredential", 0]], header)
    report = judged(text.encode(), given)
    assert report.outcome is Outcome.PASSED, causes(report)
    assert report.format == "vp+sd-jwt"
    assert [one.format for one in report.credentials] == ["vc+sd-jwt"]
    assert notices(report) == ["HOLDER_PROVEN_EARLIER"]
    nothing_shown = judged(showing(text).encode(), given)
    assert causes(nothing_shown) == ["credential indeterminate PRESENTATION_EMPTY"]


def test_a_presentation_as_sd_jwt_holds_no_loose_credentials() -> None:
    header = {**W3C_HEADER, "typ": "vp+sd-jwt", "cty": "vp"}
    report = judged(sd_jwt(presentation(signed(badge())), header=header).encode())
    assert "credential failed MALFORMED_VALUE" in causes(report)
