"""POST /vc-api/…/verify: VCALM's answers, and no malformed request that is not 400."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.main import create_app
from tests.app.serving import Service, serving, settings_for
from tests.verifier.makers import (
    EC_KEY,
    ISSUER,
    KEY,
    OTHER_KEY,
    badge,
    did_key,
    jwt,
    multikey,
    proof_options,
    signed,
    signed_by_key,
)

Json = dict[str, Any]

V2 = "https://www.w3.org/ns/credentials/v2"
CREDENTIALS = "/vc-api/credentials/verify"
PRESENTATIONS = "/vc-api/presentations/verify"
ASKED = {"challenge": "f3c1", "domain": "employer.example"}
HOLDER = did_key(OTHER_KEY)
EC_ISSUER = did_key(EC_KEY)


def ours(**changes: Any) -> Json:  # noqa: ANN401  # any JSON
    """Give a badge about the holder, by an issuer who is known and is the key itself."""
    subject = {**badge()["credentialSubject"], "id": HOLDER}
    return signed_by_key(badge(credentialSubject=subject, **changes))


def envelope(token: bytes, kind: str) -> Json:
    media_type = "application/vp+jwt" if kind == "Presentation" else "application/vc+jwt"
    data = f"data:{media_type},{token.decode()}"
    return {"@context": [V2], "id": data, "type": f"EnvelopedVerifiable{kind}"}


def enveloped() -> Json:
    """Give a badge as token in an envelope."""
    document = badge(issuer={**badge()["issuer"], "id": EC_ISSUER})
    header = {"alg": "ES256", "kid": f"{EC_ISSUER}#{multikey(EC_KEY)}", "typ": "vc+jwt"}
    return envelope(jwt(document, header), "Credential")


def presentation(*credentials: object) -> Json:
    return {
        "@context": [V2],
        "type": ["VerifiablePresentation"],
        "holder": HOLDER,
        "verifiableCredential": list(credentials),
    }


def presented(*credentials: object) -> Json:
    """Sign as the holder, in answer to what is asked."""
    method = f"{HOLDER}#{multikey(OTHER_KEY)}"
    options = proof_options(method, proofPurpose="authentication", **ASKED)
    return signed(presentation(*credentials), options, OTHER_KEY)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory, migrated_sqlite: Path) -> Iterator[Service]:
    file = tmp_path_factory.mktemp("vc-api") / "dokazilo.db"
    file.write_bytes(migrated_sqlite.read_bytes())
    known = {did_key(KEY): "Šola", EC_ISSUER: "Univerza"}
    with serving(settings_for(f"sqlite:///{file}", trusted_issuers=known)) as service:
        yield service


def verified(client: Service, path: str, **body: object) -> Json:
    response = client.post(path, json=body)
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "application/json"
    assert response.headers["cache-control"] == "no-store"
    answer: Json = response.json()
    return answer


def codes(answer: Json) -> list[str]:
    return [problem["code"] for problem in answer["problemDetails"]]


def test_a_good_credential(client: Service) -> None:
    answer = verified(client, CREDENTIALS, verifiableCredential=ours(), options={})
    assert answer == {"verified": True, "problemDetails": []}
    assert verified(client, CREDENTIALS, verifiableCredential=ours()) == answer


def test_the_answer_holds_what_is_asked_for(client: Service) -> None:
    given = ours(validUntil="2999-01-01T00:00:00Z", credentialSchema=None)
    wanted = {"returnResults": True, "returnProblemDetails": False, "returnCredential": True}
    answer = verified(client, CREDENTIALS, verifiableCredential=given, options=wanted)
    assert answer == {
        "verified": True,
        "credential": given,
        "results": {
            "validFrom": {"verified": True, "input": given["validFrom"]},
            "validUntil": {"verified": True, "input": "2999-01-01T00:00:00Z"},
            "credentialSchema": [],
            "credentialStatus": [],
            "proof": [{"verified": True, "input": given["proof"]}],
        },
    }


def test_an_enveloped_credential(client: Service) -> None:
    given = enveloped()
    wanted = {"returnResults": True, "returnCredential": True}
    answer = verified(client, CREDENTIALS, verifiableCredential=given, options=wanted)
    assert answer["verified"] is True, answer
    assert answer["results"]["proof"] == [{"verified": True, "input": given}]
    assert answer["credential"]["issuer"]["id"] == EC_ISSUER


def test_reasons_are_problem_details(client: Service) -> None:
    changed = ours() | {"name": "Doktorat"}
    wanted = {"returnResults": True}
    answer = verified(client, CREDENTIALS, verifiableCredential=changed, options=wanted)
    assert answer["verified"] is False
    [problem] = answer["problemDetails"]
    assert problem["type"].startswith("https://www.w3.org/")
    assert {"title", "detail"} <= set(problem)
    assert (problem["code"], problem["check"]) == ("SIGNATURE_INVALID", "proof")
    assert problem["outcome"] == "failed"
    assert answer["results"]["proof"] == [{"verified": False, "input": changed["proof"]}]
    assert answer["results"]["validFrom"]["verified"] is False, "nothing is believed without proof"


def test_not_checked_is_not_verified(client: Service) -> None:
    stranger = signed_by_key(badge(), OTHER_KEY)
    answer = verified(client, CREDENTIALS, verifiableCredential=stranger)
    assert (answer["verified"], codes(answer)) == (False, ["ISSUER_UNKNOWN"])
    assert answer["problemDetails"][0]["outcome"] == "indeterminate"
    assert answer["problemDetails"][0]["type"] == "http://localhost:8000/problems/ISSUER_UNKNOWN"


@pytest.mark.parametrize(
    ("checks", "expected"),
    [([], False), (["proof"], True), (["proof", "credentialStatus"], False)],
)
def test_only_the_proof_asked_means_only_the_proof(
    client: Service, checks: list[str], expected: object
) -> None:
    status = {
        "id": "https://10.0.0.1/list#7",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "7",
        "statusListCredential": "https://10.0.0.1/list",
    }
    over = ours(validUntil="2026-02-01T00:00:00Z", credentialStatus=status)
    wanted = {"checks": checks, "returnResults": True}
    answer = verified(client, CREDENTIALS, verifiableCredential=over, options=wanted)
    assert answer["verified"] is expected
    assert codes(answer) == ([] if expected else ["EXPIRED", "STATUS_UNREACHABLE"])
    results = answer["results"]
    assert results["validUntil"]["verified"] is False
    assert results["credentialStatus"] == [{"verified": False, "input": status}]
    inside = verified(
        client,
        PRESENTATIONS,
        verifiablePresentation=presented(over),
        options={**ASKED, "checks": checks},
    )
    assert inside["verified"] is expected


def test_the_proof_alone_does_not_save_a_changed_credential(client: Service) -> None:
    changed = ours() | {"name": "Doktorat"}
    wanted = {"checks": ["proof"]}
    answer = verified(client, CREDENTIALS, verifiableCredential=changed, options=wanted)
    assert answer["verified"] is False


def test_a_presentation_in_answer(client: Service) -> None:
    given = presented(ours(), enveloped())
    answer = verified(
        client,
        PRESENTATIONS,
        verifiablePresentation=given,
        options={**ASKED, "returnResults": True, "returnPresentation": True},
    )
    assert answer["verified"] is True, answer["problemDetails"]
    assert answer["verifiablePresentation"] == given
    assert answer["results"]["presentation"] == {
        "challenge": {"verified": True, "input": "f3c1"},
        "domain": {"verified": True, "input": "employer.example"},
        "holder": {"verified": True, "input": HOLDER},
        "proof": [{"verified": True, "input": given["proof"]}],
    }
    first, second = answer["results"]["credentials"]
    assert (first["verified"], second["verified"]) == (True, True)
    assert second["results"]["proof"][0]["input"] == given["verifiableCredential"][1]


@pytest.mark.parametrize(
    ("asked", "code", "challenge"),
    [
        ({"challenge": "other"}, "PRESENTATION_CHALLENGE_MISMATCH", False),
        ({"domain": "other.example"}, "PRESENTATION_DOMAIN_MISMATCH", True),
    ],
)
def test_another_question(client: Service, asked: Json, code: str, challenge: object) -> None:
    answer = verified(
        client,
        PRESENTATIONS,
        verifiablePresentation=presented(ours()),
        options={**ASKED, **asked, "returnResults": True},
    )
    assert (answer["verified"], codes(answer)) == (False, [code])
    shown = answer["results"]["presentation"]
    assert (shown["challenge"]["verified"], shown["domain"]["verified"]) == (challenge, False)


def test_each_credential_counts(client: Service) -> None:
    given = presented(ours(), ours() | {"name": "Doktorat"})
    answer = verified(
        client,
        PRESENTATIONS,
        verifiablePresentation=given,
        options={**ASKED, "returnResults": True},
    )
    assert (answer["verified"], codes(answer)) == (False, ["SIGNATURE_INVALID"])
    assert answer["problemDetails"][0]["credential"] == 1
    assert [one["verified"] for one in answer["results"]["credentials"]] == [True, False]


@pytest.mark.parametrize("name", ["presentation", "verifiablePresentation"])
@pytest.mark.parametrize("checks", [[], ["proof"]])
def test_unsigned_is_described_and_never_verified(
    client: Service, name: str, checks: list[str]
) -> None:
    wanted = {"returnResults": True, "checks": checks}
    answer = verified(client, PRESENTATIONS, **{name: presentation(ours()), "options": wanted})
    assert (answer["verified"], codes(answer)) == (False, ["HOLDER_NOT_PROVEN"])
    assert answer["results"]["presentation"]["holder"] == {"verified": False, "input": HOLDER}
    assert answer["results"]["credentials"][0]["verified"] is True


def test_an_enveloped_presentation(client: Service) -> None:
    content = presentation(enveloped()) | {"holder": EC_ISSUER}
    header = {"alg": "ES256", "kid": f"{EC_ISSUER}#{multikey(EC_KEY)}", "typ": "vp+jwt"}
    claims = {"nonce": ASKED["challenge"], "aud": ASKED["domain"]}
    given = envelope(jwt({**content, **claims}, header), "Presentation")
    wanted = {**ASKED, "returnResults": True}
    answer = verified(client, PRESENTATIONS, verifiablePresentation=given, options=wanted)
    assert answer["verified"] is True, answer
    assert answer["results"]["presentation"]["proof"] == [{"verified": True, "input": given}]


ANYTHING = ["x", None, 7, True, [], ["x"], 1.5, ""]


@pytest.mark.parametrize("value", ANYTHING)
@pytest.mark.parametrize(
    ("path", "member"),
    [
        (CREDENTIALS, "verifiableCredential"),
        (CREDENTIALS, "options"),
        (PRESENTATIONS, "verifiablePresentation"),
        (PRESENTATIONS, "presentation"),
        (PRESENTATIONS, "options"),
    ],
)
def test_any_json_in_a_field_is_refused(
    client: Service, path: str, member: str, value: object
) -> None:
    good = {"verifiableCredential": ours()}
    if path == PRESENTATIONS:
        good = {} if member == "presentation" else {"verifiablePresentation": presentation(ours())}
    assert_malformed(client, path, json.dumps({**good, member: value}).encode())


@pytest.mark.parametrize(
    "options",
    [
        {"returnResults": "yes"},
        {"returnCredential": 1},
        {"checks": "proof"},
        {"checks": ["nothing"]},
        {"checks": [{}]},
    ],
)
def test_malformed_options(client: Service, options: Json) -> None:
    body = {"verifiableCredential": ours(), "options": options}
    problem = assert_malformed(client, CREDENTIALS, json.dumps(body).encode())
    assert problem["faults"][0]["path"].startswith("/options/")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b'"x"',
        b"{}",
        b"[" * 50_000,
        b'{"a": 1, "a": 2}',
        b'{"verifiableCredential": {}, "verifiablePresentation": {}}',
        b'{"verifiablePresentation": {"type": "VerifiablePresentation"}, "presentation": {}}',
        b'{"verifiableCredential": {"type": "VerifiablePresentation"}}',
        b'{"verifiableCredential": {"x": "\\u0000"}}',
        b'{"verifiableCredential": {"x": NaN}}',
        b"\xff\xfe",
        b'{"verifiablePresentation": {"type": [{}]}}',
    ],
)
@pytest.mark.parametrize("path", [CREDENTIALS, PRESENTATIONS])
def test_unusable_requests(client: Service, path: str, body: bytes) -> None:
    assert_malformed(client, path, body)


def assert_malformed(client: Service, path: str, body: bytes) -> Json:
    headers = {"Content-Type": "application/json", "Accept": "text/html"}
    response = client.post(path, content=body, headers=headers)
    assert response.status_code == 400, response.text
    assert response.headers["content-type"] == "application/problem+json"
    problem: Json = response.json()
    assert problem["detail"]
    return problem


@pytest.mark.parametrize("path", [CREDENTIALS, PRESENTATIONS])
def test_an_unknown_option_has_its_type(client: Service, path: str) -> None:
    name = "verifiableCredential" if path == CREDENTIALS else "verifiablePresentation"
    body = {name: presentation(), "options": {"challange": "f3c1"}}
    problem = assert_malformed(client, path, json.dumps(body).encode())
    assert problem["type"] == "https://www.w3.org/TR/vcalm#UNKNOWN_OPTION_PROVIDED"
    assert problem["faults"][0]["path"] == "/options/challange"


def test_another_media_type(client: Service) -> None:
    response = client.post(CREDENTIALS, content=b"x", headers={"Content-Type": "text/plain"})
    assert response.status_code == 415
    assert response.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "changes",
    [{"@context": value} for value in ANYTHING]
    + [{name: value} for name in ("type", "issuer", "proof", "validFrom") for value in ANYTHING]
    + [{"credentialSubject": value} for value in ANYTHING]
    + [{"credentialStatus": value, "credentialSchema": value} for value in ANYTHING],
)
def test_malformed_credentials_are_judged_and_not_verified(client: Service, changes: Json) -> None:
    wanted = {"returnResults": True, "returnCredential": True}
    bad = ours() | changes
    answer = verified(client, CREDENTIALS, verifiableCredential=bad, options=wanted)
    assert answer["verified"] is False
    assert codes(answer)
    given = presented() | {"verifiableCredential": [bad, *ANYTHING]}
    wanted = {"returnResults": True, "returnPresentation": True}
    inside = verified(client, PRESENTATIONS, verifiablePresentation=given, options=wanted)
    assert inside["verified"] is False


@pytest.mark.parametrize("name", ["verifiableCredential", "proof", "holder", "@context", "id"])
@pytest.mark.parametrize("value", ANYTHING)
def test_malformed_presentations(client: Service, name: str, value: object) -> None:
    bad = presented(ours()) | {name: value}
    wanted = {**ASKED, "returnResults": True, "returnPresentation": True}
    answer = verified(client, PRESENTATIONS, verifiablePresentation=bad, options=wanted)
    assert answer["verified"] is False


def test_broken_envelopes(client: Service) -> None:
    for broken in ("x", "data:application/vc+jwt,a.b.c", 7, None, "data:,"):
        given = enveloped() | {"id": broken}
        answer = verified(
            client, CREDENTIALS, verifiableCredential=given, options={"returnResults": True}
        )
        assert answer["verified"] is False
        assert codes(answer)


def test_a_null_in_the_credential_stays_in_the_answer(client: Service) -> None:
    given = ours() | {"proof": {"nothing": None}, "validUntil": None}
    wanted = {"returnResults": True}
    answer = verified(client, CREDENTIALS, verifiableCredential=given, options=wanted)
    assert answer["results"]["proof"] == [{"verified": False, "input": {"nothing": None}}]


def test_too_large(client: Service) -> None:
    body = json.dumps({"verifiableCredential": {"x": "x" * 5_000_000}}).encode()
    headers = {"Content-Type": "application/json"}
    assert client.post(CREDENTIALS, content=body, headers=headers).status_code == 413


@pytest.mark.usefixtures("middle_of_a_window")
def test_calls_are_counted_like_verifications(tmp_path: Path, migrated_sqlite: Path) -> None:
    file = tmp_path / "dokazilo.db"
    file.write_bytes(migrated_sqlite.read_bytes())
    settings = settings_for(f"sqlite:///{file}", rate_limits=True, rate_limit_verify="1/minute")
    with serving(settings) as client:
        assert client.post(CREDENTIALS, json={}).status_code == 400
        refused = client.post(PRESENTATIONS, json={})
    assert refused.status_code == 429
    assert refused.headers["retry-after"]


def test_a_badge_of_the_school_needs_its_keys(client: Service) -> None:
    answer = verified(client, CREDENTIALS, verifiableCredential=signed(badge()))
    assert (answer["verified"], codes(answer)) == (False, ["DID_DOCUMENT_UNREACHABLE"])
    assert ISSUER.rpartition(":")[2] in answer["problemDetails"][0]["detail"]


def test_the_suites_sandbox_is_off_unless_switched_on(client: Service) -> None:
    assert client.services.settings.sandbox_w3c_suites is False


@pytest.mark.filterwarnings("ignore:UnsafeAnyController")
def test_the_suites_sandbox_refuses_what_is_not_verified(
    tmp_path: Path, migrated_sqlite: Path
) -> None:
    file = tmp_path / "dokazilo.db"
    file.write_bytes(migrated_sqlite.read_bytes())
    settings = settings_for(f"sqlite:///{file}", sandbox_w3c_suites=True)
    foreign = signed(badge(), proof_options(f"{HOLDER}#{multikey(OTHER_KEY)}"), OTHER_KEY)
    with pytest.warns(UserWarning, match="does not bind"):
        create_app(settings)
    with serving(settings) as sandbox:
        assert verified(sandbox, CREDENTIALS, verifiableCredential=foreign)["verified"] is True
        for path, body in (
            (CREDENTIALS, {"verifiableCredential": foreign | {"name": "Doktorat"}}),
            (CREDENTIALS, {"verifiableCredential": {}}),
            (PRESENTATIONS, {"presentation": presentation(foreign)}),
        ):
            refused = sandbox.post(path, json=body)
            assert refused.status_code == 400, refused.text
            assert refused.headers["content-type"] == "application/problem+json"
            assert (refused.json()["code"], refused.json()["verified"]) == ("NOT_VERIFIED", False)
            assert codes(refused.json())
        assert sandbox.post(CREDENTIALS, json={"verifiableCredential": "x"}).status_code == 400
        page = sandbox.post("/verify", json=foreign).json()
    assert page["verified"] is False, "the public verifier does not change"


def test_a_sealed_document_is_sent_elsewhere(client: Service) -> None:
    sealed = Path(__file__).parents[2] / "vectors/edc/good-lta.jsonld"
    document = json.loads(sealed.read_bytes())
    answer = client.post(CREDENTIALS, json={"verifiableCredential": document})
    assert answer.status_code == 400
    assert "/verify" in answer.text
