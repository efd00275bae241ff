"""SD-JWT both ways: what @sd-jwt and PyPI sd-jwt make, we judge; what we make, they read."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.interop.foreign_keys import p256_jwk, public_half
from tests.peers import sd_jwt_python
from tests.peers.node import PEERS, NodePeers
from tests.verifier.makers import EC_KEY, NOW, Json, causes, ec_jwk, fetched
from tests.verifier.sd_jwts import (
    AUDIENCE,
    HEADER,
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
from verifier import LIMITS, AllowedIssuers, Outcome, PresentationRequest, Report, verify
from verifier.json_reading import read_object
from verifier.securing.disclosures import reveal
from verifier.securing.sd_jwt import read_sd_jwt

pytestmark = pytest.mark.peers

SIGNING = p256_jwk(11)
HOLDER = p256_jwk(12)
SECONDS = int(NOW.timestamp())
POLICY = AllowedIssuers({HTTPS_ISSUER: "Šola za primere"})
ASKED = PresentationRequest(NONCE, AUDIENCE)
HIDDEN = ["family_name", "given_name", "learner_identification", "learning_outcomes"]
CASES = sorted((PEERS / "node_modules/@sd-jwt/core/test").glob("*.json"))


def judged(text: str, jwk: Json, request: PresentationRequest = ASKED) -> Report:
    published = metadata(jwks={"keys": [{**public_half(jwk), "kid": KEY_ID}]})
    given = {METADATA_URL: fetched(METADATA_URL, published)}
    return verify(text.encode(), given, now=NOW, policy=POLICY, request=request)


def claims(**changes: Any) -> Json:  # noqa: ANN401  # any JSON
    return learning_claims(cnf={"jwk": public_half(HOLDER)}, **changes)


def our_reading(text: str) -> Json:
    read = read_sd_jwt(text, LIMITS)
    payload = read_object(read.token.payload)
    return reveal(payload, read.disclosures, LIMITS).payload


def test_what_node_issues_and_presents_we_judge(node_peers: NodePeers) -> None:
    request = {"claims": claims(), "frame": {"_sd": HIDDEN}, "header": HEADER, "jwk": SIGNING}
    whole = node_peers.call("sd_jwt_issue", request)["sdJwt"]
    proof = {"iat": SECONDS, "aud": AUDIENCE, "nonce": NONCE}
    shown = {"sdJwt": whole, "frame": {"family_name": True}, "proof": proof, "jwk": HOLDER}
    text = node_peers.call("sd_jwt_present", shown)["sdJwt"]
    report = judged(text, SIGNING)
    assert report.outcome is Outcome.PASSED, causes(report)
    hidden = {name for name in HIDDEN if name != "family_name"}
    expected = {name: value for name, value in claims().items() if name not in hidden}
    assert report.document == expected
    other = judged(text, SIGNING, PresentationRequest("another question", AUDIENCE))
    assert causes(other) == ["holder failed PRESENTATION_CHALLENGE_MISMATCH"]


def test_what_python_issues_and_presents_we_judge() -> None:
    issuing = {"claims": claims(), "disclosable": HIDDEN, "jwk": SIGNING, "holder_jwk": HOLDER}
    request = {"program": "issue", "header": dict(HEADER), "decoys": True, **issuing}
    whole = sd_jwt_python.ask(request)["sd_jwt"]
    show = {"family_name": True, "learning_outcomes": [False, True]}
    asked = {"nonce": NONCE, "aud": AUDIENCE, "jwk": HOLDER}
    presenting = {"program": "present", "sd_jwt": whole, "show": show, **asked}
    report = judged(sd_jwt_python.ask(presenting)["sd_jwt"], SIGNING)
    assert report.document is not None
    assert report.document["family_name"] == "Novak"
    assert report.document["learning_outcomes"] == ["Prikaže podatke."]
    assert "given_name" not in report.document
    # Its clock is the machine's, so its proof may be from after the moment of our judgement.
    assert set(causes(report)) <= {"holder failed HOLDER_PROOF_MALFORMED"}


def test_what_we_issue_node_reads(node_peers: NodePeers) -> None:
    text = showing(learning_credential(), 0, 4)
    answer = node_peers.call("sd_jwt_verify", {"sdJwt": text, "jwk": ec_jwk(), "now": SECONDS})
    assert answer["verified"], answer
    assert answer["payload"] == our_reading(text)


def test_what_we_issue_python_reads() -> None:
    text = showing(learning_credential(), 0, 4)
    answer = sd_jwt_python.ask({"program": "verify", "sd_jwt": text, "jwk": ec_jwk()})
    assert answer["payload"] == our_reading(text)


def test_a_holders_proof_of_ours_is_read_by_both(node_peers: NodePeers) -> None:
    text = bound(learning_credential(cnf={"jwk": ec_jwk()}), {"alg": "ES256"}, EC_KEY)
    question = {"sdJwt": text, "jwk": ec_jwk(), "now": SECONDS, "nonce": NONCE}
    answer = node_peers.call("sd_jwt_verify", question)
    assert answer["verified"], answer
    other = node_peers.call("sd_jwt_verify", {**question, "nonce": "another question"})
    assert not other["verified"]
    asked = {"program": "verify", "sd_jwt": text, "jwk": ec_jwk(), "aud": AUDIENCE}
    assert "payload" in sd_jwt_python.ask({**asked, "nonce": NONCE})
    assert "error" in sd_jwt_python.ask({**asked, "nonce": "another question"})


def test_what_was_changed_nobody_accepts(node_peers: NodePeers) -> None:
    honest, forged = learning_credential(), learning_credential(family_name="Kralj")
    signed, _, *rest = honest.split("~")
    text = "~".join((signed, forged.split("~")[1], *rest))
    assert causes(judged(text, public_half(SIGNING)))[0] == "format failed DISCLOSURE_UNUSED"
    # RFC 9901, section 7.1, step 5: @sd-jwt 0.19.0 passes over a disclosure without a place, which
    # its payload then lacks; docs/interop.md tells of it.
    question = {"sdJwt": text, "jwk": ec_jwk(), "now": SECONDS}
    answer = node_peers.call("sd_jwt_verify", question)
    assert answer["verified"]
    assert "family_name" not in answer["payload"]
    asked = {"program": "verify", "sd_jwt": text, "jwk": ec_jwk()}
    assert "family_name" not in sd_jwt_python.ask(asked).get("payload", {})


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_cases_of_node(node_peers: NodePeers, path: Path) -> None:
    case = json.loads(path.read_text(encoding="utf-8"))
    stated = {"vct": "urn:example:case", "iss": HTTPS_ISSUER}
    request = {
        "claims": {**case["claims"], **stated},
        "frame": case["disclosureFrame"],
        "header": HEADER,
        "jwk": SIGNING,
    }
    whole = node_peers.call("sd_jwt_issue", request)["sdJwt"]
    assert our_reading(whole) == request["claims"]
    shown = {"sdJwt": whole, "frame": case["presentationFrames"]}
    text = node_peers.call("sd_jwt_present", shown)["sdJwt"]
    # RFC 9901, section 7.1, step 3.e: an object without properties stays, as {}.
    emptied: Json = {"is_over": {}} if path.stem == "array_none_disclosed" else {}
    assert our_reading(text) == {**emptied, **case["presentedClaims"], **stated}
    question = {"sdJwt": text, "jwk": public_half(SIGNING), "now": SECONDS}
    assert node_peers.call("sd_jwt_verify", question)["payload"] == our_reading(text)


def test_nested_values_of_ours_are_read_alike(node_peers: NodePeers) -> None:
    payload = learning_claims(address={"city": "Ljubljana", "lines": ["a", ["b", "c"]]})
    paths: list[list[str | int]] = [
        ["address"],
        ["address", "city"],
        ["address", "lines", 1],
        ["address", "lines", 1, 0],
    ]
    text = sd_jwt(payload, paths)
    for shown in (text, showing(text, 1, 3), showing(text, 3), showing(text)):
        question = {"sdJwt": shown, "jwk": ec_jwk(), "now": SECONDS}
        answer = node_peers.call("sd_jwt_verify", question)
        assert answer["payload"] == our_reading(shown)
        asked = {"program": "verify", "sd_jwt": shown, "jwk": ec_jwk()}
        assert sd_jwt_python.ask(asked)["payload"] == our_reading(shown)
