"""From question to report: requests made, read by a wallet, answered, and told to who asked."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest

from tests.app.oid4vp.wallet import (
    answer,
    encrypted,
    learner_credential,
    post,
    presented,
    read_request,
)
from tests.app.serving import Service
from tests.verifier.makers import badge, ob_claims
from tests.verifier.makers import jwt as jwt_of

Json = dict[str, Any]

PREFIXES = ("redirect_uri", "decentralized_identifier")
MODES = ("direct_post", "direct_post.jwt")


def made(service: Service, **changes: Any) -> Json:  # noqa: ANN401 - any JSON
    wanted = {"asker": "Podjetje d.o.o.", **changes}
    response = service.post("/verify/requests", json=wanted)
    assert response.status_code == 201, response.text
    told: Json = response.json()
    return told


def state(service: Service, request: Json) -> Json:
    told: Json = service.get(urlsplit(request["url"]).path).json()
    return told


@pytest.mark.parametrize("prefix", PREFIXES)
@pytest.mark.parametrize("mode", MODES)
def test_a_holder_answers_and_the_asker_reads_it(service: Service, prefix: str, mode: str) -> None:
    level = {"framework": "eqf", "at_least": 4}
    request = made(service, level=level, client_id_prefix=prefix, response_mode=mode)
    assert state(service, request)["state"] == "waiting"
    asked = read_request(service, request["wallet_link"])
    vp_token = {"sd_jwt_vc": [presented(asked, learner_credential())]}
    taken = answer(service, asked, vp_token)
    assert taken.status_code == 200, taken.text
    told = state(service, request)
    assert told["state"] == "answered"
    assert told["answer"]["result"] == "met", told["answer"]["report"]["root_cause"]
    assert told["answer"]["holder_proven"]
    assert told["answer"]["report"]["outcome"] == "passed"


def answered(service: Service, request: Json, **presentations: object) -> Json:
    """Answer a request with presentations by query id; give what its asker reads."""
    asked = read_request(service, request["wallet_link"])
    vp_token = {name: [item] for name, item in presentations.items()}
    taken = answer(service, asked, vp_token)
    assert taken.status_code == 200, taken.text
    told: Json = state(service, request)["answer"]
    return told


def test_without_holder_binding_a_bare_credential_will_do_and_proves_no_holder(
    service: Service,
) -> None:
    request = made(service, holder_binding=False)
    told = answered(service, request, sd_jwt_vc=learner_credential(cnf=None))
    assert not told["holder_proven"]
    assert told["holder_sentence"]["en"].startswith("The holder is not proven")
    assert "holder" not in {each["name"] for each in told["conditions"]}


@pytest.mark.parametrize("holder_binding", [True, False])
def test_a_bare_badge_proves_no_holder(service: Service, *, holder_binding: bool) -> None:
    request = made(service, holder_binding=holder_binding)
    bare = bound_to_nobody()
    told = answered(service, request, open_badge_jwt=bare)
    assert not told["holder_proven"]
    matches = {each["name"]: each["match"] for each in told["conditions"]}
    assert matches["kind"] == matches["fresh"] == "met"
    assert matches.get("holder") == ("unclear" if holder_binding else None)


def bound_to_nobody() -> str:
    return jwt_of(ob_claims(badge())).decode()


def test_the_request_is_signed_for_the_wallet_that_fetches_it(service: Service) -> None:
    request = made(service, client_id_prefix="decentralized_identifier")
    told = parse_qs(urlsplit(request["wallet_link"]).query)
    path = urlsplit(told["request_uri"][0]).path
    assert told["request_uri_method"] == ["post"]
    fetched = service.post(path, data={"wallet_nonce": "qPmxiNFCR3QTm19POc8u"})
    assert fetched.headers["content-type"] == "application/oauth-authz-req+jwt"
    assert fetched.headers["access-control-allow-origin"] == "*"
    header = jwt.get_unverified_header(fetched.text)
    assert header["typ"] == "oauth-authz-req+jwt"
    key = service.services.verifier_key.public_jwk
    claims = jwt.decode(
        fetched.text,
        jwt.PyJWK(key).key,
        ["ES256"],
        audience="https://self-issued.me/v2",
    )
    assert claims["wallet_nonce"] == "qPmxiNFCR3QTm19POc8u"
    assert claims["client_id"] == told["client_id"][0] == request["client_id"]
    assert len(claims["nonce"]) >= 22  # 128 bits in base64url
    assert "redirect_uri" not in claims
    assert claims["exp"] - claims["iat"] == 3600
    [encryption_key] = claims["client_metadata"]["jwks"]["keys"]
    assert "d" not in encryption_key
    assert (encryption_key["use"], encryption_key["alg"]) == ("enc", "ECDH-ES")


def test_an_answered_request_is_handed_out_no_more(service: Service) -> None:
    request = made(service)
    told = parse_qs(urlsplit(request["wallet_link"]).query)
    answered(service, request, sd_jwt_vc="a.b.c~")
    path = urlsplit(told["request_uri"][0]).path
    assert service.get(path).status_code == service.post(path, data={"a": "b"}).status_code == 404


def test_what_cannot_be_read_is_an_answer_that_does_not_count(service: Service) -> None:
    told = answered(service, made(service), sd_jwt_vc="a.b.c~")
    assert (told["result"], told["holder_proven"]) == ("missed", False)
    assert told["report"]["outcome"] == "failed"
    assert "does not count" in told["sentence"]["en"]


@pytest.mark.parametrize("error", ["access_denied", "<script>"])
def test_a_wallets_error_is_told_by_a_known_name(service: Service, error: str) -> None:
    request = made(service)
    asked = read_request(service, request["wallet_link"])
    assert post(service, asked, error=error, state=asked["state"]).status_code == 200
    told = state(service, request)
    assert (told["state"], told["answer"]) == ("declined", None)
    assert told["error"] == (error if error == "access_denied" else "other")


def test_a_request_can_be_withdrawn(service: Service) -> None:
    request = made(service)
    path = urlsplit(request["url"]).path
    assert service.call("DELETE", path).status_code == 204
    assert service.get(path).status_code == 404
    assert service.call("DELETE", path).status_code == 404


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"asker": ""}, 422, "INVALID_REQUEST"),
        ({"level": {"framework": "eqf", "at_least": 9}}, 422, "INVALID_REQUEST"),
        ({"isced_f": "6"}, 422, "INVALID_REQUEST"),
        ({"issuer": "https://school.example"}, 422, "INVALID_REQUEST"),
        ({"minutes": 1}, 422, "INVALID_REQUEST"),
        ({"client_id_prefix": "x509_hash"}, 422, "REFUSED"),
        ({"unknown": 1}, 422, "INVALID_REQUEST"),
    ],
)
def test_what_cannot_be_asked_is_refused(
    service: Service, changes: Json, status: int, code: str
) -> None:
    refused = service.post("/verify/requests", json={"asker": "A", **changes})
    assert (refused.status_code, refused.json()["code"]) == (status, code)


def test_no_secret_and_nothing_personal_is_logged(
    service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    request = made(service, words="varjenje")
    asked = read_request(service, request["wallet_link"])
    answer(service, asked, {"sd_jwt_vc": [presented(asked, learner_credential())]})
    state(service, request)
    own = [record for record in caplog.records if not record.name.startswith("http")]
    written = "\n".join(f"{record.getMessage()} {record.args}" for record in own)
    assert "/verify/requests" in written  # the routes, as they are written
    token = urlsplit(request["url"]).path.rpartition("/")[2]
    handle = urlsplit(asked["response_uri"]).path.rpartition("/")[2]
    for secret in (token, handle, asked["nonce"], asked["state"], "Novak", "varjenje", "Podjetje"):
        assert secret not in written


def test_the_report_can_be_kept_as_a_signed_file(service: Service) -> None:
    request = made(service)
    path = urlsplit(request["url"]).path
    assert service.get(f"{path}/report").status_code == 404
    answered(service, request, sd_jwt_vc=learner_credential())
    pdf = service.get(f"{path}/report")
    assert (pdf.headers["content-type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")
    token = service.get(f"{path}/report?format=jwt").text
    assert jwt.get_unverified_header(token)["typ"] == "dokazilo-report+jwt"
    assert (
        service.get(f"{path}/report?format=json").json()
        == state(service, request)["answer"]["report"]
    )
    assert service.get(f"{path}/report?format=evidence").status_code == 422


@pytest.mark.parametrize("enc", ["A128GCM", "A256GCM"])
def test_both_ciphers_that_are_offered_are_read(service: Service, enc: str) -> None:
    request = made(service)
    asked = read_request(service, request["wallet_link"])
    assert enc in asked["client_metadata"]["encrypted_response_enc_values_supported"]
    told = {"vp_token": {"sd_jwt_vc": ["a.b.c~"]}, "state": asked["state"]}
    assert post(service, asked, response=encrypted(asked, told, enc=enc)).status_code == 200


def test_of_several_credentials_each_is_judged_and_the_best_comes_first(service: Service) -> None:
    level = {"at_least": 5}
    request = made(service, several=True, level=level)
    asked = read_request(service, request["wallet_link"])
    each = [
        presented(asked, learner_credential(level_of_learning_experience=found)) for found in (4, 6)
    ]
    other = presented(asked, learner_credential(), nonce="another")
    assert answer(service, asked, {"sd_jwt_vc": [*each, other]}).status_code == 200
    told = state(service, request)
    assert told["answer"]["result"] == "met"
    further = told["further_answers"]
    assert [(one["result"], one["holder_proven"]) for one in further] == [
        *(("missed", True), ("missed", False))
    ]
    page = service.get(urlsplit(request["page_url"]).path, headers={"Accept-Language": "en"}).text
    assert page.count("Another one: Not what you asked for") == 2
