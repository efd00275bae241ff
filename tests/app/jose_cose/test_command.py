"""The 35 tests of the W3C suite for VC-JOSE-COSE, with inputs of our own, and a few more.

The numbers are those of the suite. Its files are not here; docs/w3c-suites.md tells how to run it.
"""

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cbor2
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from jwt.algorithms import ECAlgorithm, OKPAlgorithm

from app.jose_cose.__main__ import main
from app.jose_cose.cose_sign1 import write_sign1
from app.jose_cose.keys import read_method
from issuer.sd_jwt import secure_sd_jwt
from tests.verifier.sd_jwts import salts
from verifier.securing.jose import compact, signing_input

Json = dict[str, Any]
ISSUER = "https://issuer.example/vc-jose-cose"
CONTEXTS = [
    "https://www.w3.org/ns/credentials/v2",
    "https://www.w3.org/ns/credentials/examples/v2",
]
CREDENTIAL: Json = {
    "@context": CONTEXTS,
    "id": "http://university.example/credentials/1",
    "type": ["VerifiableCredential", "ExampleAlumniCredential"],
    "issuer": ISSUER,
    "validFrom": "2010-01-01T00:00:00Z",
    "credentialSubject": {
        "id": "did:example:123",
        "address": {"street": "Glavna 1", "city": "Koper"},
        "phoneNumbers": [{"number": "1"}, {"number": "2"}],
    },
}
EVERYTHING = {
    **CREDENTIAL,
    "validUntil": "2012-01-01T00:00:00Z",
    "credentialStatus": {"type": "StatusList2021Entry"},
    "evidence": [{"type": ["DocumentVerification"]}],
    "termsOfUse": [{"type": "https://terms.example/v1"}],
    "refreshService": {"type": "ManualRefreshService2018"},
}
UNKNOWN = {**CREDENTIAL, "badExtension": {"huh": "what?"}}


def enveloped(content: str = "vc+jwt,eyJ9.e30.x") -> Json:
    return {
        "@context": CONTEXTS[0],
        "type": "EnvelopedVerifiableCredential",
        "id": f"data:application/{content}",
    }


PRESENTATION: Json = {
    "@context": CONTEXTS,
    "type": ["VerifiablePresentation"],
    "holder": ISSUER,
    "verifiableCredential": [enveloped()],
}
SEVERAL = {
    **PRESENTATION,
    "verifiableCredential": [
        enveloped(),
        enveloped("vc+sd-jwt,eyJ9.e30.x~"),
        enveloped("vc+cose;base64,0oRY"),
    ],
}
BAD_INSIDE = {**PRESENTATION, "verifiableCredential": [{**enveloped(), "id": "not-a-credential"}]}
LOOSE_INSIDE = {**PRESENTATION, "verifiableCredential": [CREDENTIAL]}
CURVES = {"P-256": ec.SECP256R1(), "P-384": ec.SECP384R1(), "P-521": ec.SECP521R1()}
SELECTIVE = ["credentialSubject.address.street", "credentialSubject.phoneNumbers[0]"]


def key_file(folder: Path, kind: str) -> Path:
    if kind == "Ed25519":
        private = ed25519.Ed25519PrivateKey.from_private_bytes(bytes([7]) * 32)
        jwk = OKPAlgorithm.to_jwk(private, as_dict=True)
    else:
        jwk = ECAlgorithm.to_jwk(ec.derive_private_key(7, CURVES[kind]), as_dict=True)
    public = {name: value for name, value in jwk.items() if name not in {"d", "key_ops"}}
    method = {"id": f"{ISSUER}#{kind}", "publicKeyJwk": public, "secretKeyJwk": jwk}
    place = folder / f"{kind}.json"
    place.write_text(json.dumps(method), encoding="utf-8")
    return place


class Suite:
    """Calls the command as the suite does, and reads what it wrote."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.status = 0

    def run(self, fn: str, given: Json | str, kind: str, feature: str, *more: str) -> Json:
        """Call the command, and give the result it wrote."""
        place = self.folder / "input"
        text = given if isinstance(given, str) else json.dumps(given)
        place.write_text(text, encoding="utf-8")
        out = self.folder / "output.json"
        key = key_file(self.folder, kind) if kind else self.folder / "undefined"
        options = ["--input", str(place), "--key", str(key), "--feature", feature]
        self.status = main([fn, *options, "--output", str(out), *more])
        result: Json = json.loads(out.read_text(encoding="utf-8"))
        return result

    def signed(self, document: Json, kind: str, **header: str) -> str:
        """Give a JWS over a document."""
        algorithm, sign = read_method(key_file(self.folder, kind)).signer
        data = signing_input({"alg": algorithm, "kid": "a thumbprint", **header}, document)
        return compact(data, sign(data))

    def selective(self, document: Json, kind: str, **header: str) -> str:
        """Give an SD-JWT whose type can be left out."""
        algorithm, sign = read_method(key_file(self.folder, kind)).signer
        header = {"alg": algorithm, "kid": "a thumbprint", **header}
        return secure_sd_jwt(document, header, [["type"]], salts=salts(), sign=sign)

    def sign1(self, document: Json, kind: str, content: str) -> str:
        """Give a COSE_Sign1."""
        method = read_method(key_file(self.folder, kind))
        return write_sign1(json.dumps(document).encode(), content, method.id, method.signer)


@pytest.fixture
def suite(tmp_path: Path) -> Suite:
    return Suite(tmp_path)


@pytest.mark.parametrize(
    ("number", "document", "kind", "feature", "paths", "expected"),
    [
        (1, CREDENTIAL, "P-256", "credential_jose", [], "success"),
        (2, EVERYTHING, "P-384", "credential_jose", [], "success"),
        (3, PRESENTATION, "P-256", "presentation_jose", [], "success"),
        (4, SEVERAL, "P-521", "presentation_jose", [], "success"),
        (5, UNKNOWN, "P-521", "credential_jose", [], "failure"),
        (17, CREDENTIAL, "P-384", "credential_sdjwt", ["validFrom"], "success"),
        (18, CREDENTIAL, "P-521", "credential_sdjwt", SELECTIVE, "success"),
        (
            *(19, PRESENTATION, "P-384", "presentation_sdjwt"),
            *(["holder", "verifiableCredential[0]"], "success"),
        ),
        (27, CREDENTIAL, "Ed25519", "credential_cose", [], "success"),
        (28, PRESENTATION, "P-384", "presentation_cose", [], "success"),
        (0, {**CREDENTIAL, "issuer": None}, "P-256", "credential_cose", [], "failure"),
        (0, BAD_INSIDE, "P-256", "presentation_jose", [], "failure"),
        (0, LOOSE_INSIDE, "P-256", "presentation_cose", [], "failure"),
        (0, CREDENTIAL, "P-256", "credential_sdjwt", ["nothing.here"], "failure"),
    ],
)
def test_issuing(  # noqa: PLR0913, PLR0917  # one row of the suite
    suite: Suite,
    number: int,
    document: Json,
    kind: str,
    feature: str,
    paths: list[str],
    expected: str,
) -> None:
    del number
    issued = suite.run("issue", document, kind, feature, "--sd", json.dumps(paths))
    assert issued["result"] == expected, issued
    assert suite.status == (0 if expected == "success" else 1)
    if expected == "success":  # what we issue, we verify; with another key, we do not
        assert all(name not in issued["data"] for name in ("Koper", "street"))
        verified = suite.run("verify", issued["data"], kind, feature)
        assert (verified["result"], json.loads(verified["data"])) == ("success", document)
        other = "P-384" if kind == "P-256" else "P-256"
        assert suite.run("verify", issued["data"], other, feature)["result"] == "failure"


JOSE = {"typ": "vc+jwt", "cty": "vc"}
JOSE_VP = {"typ": "vp+jwt", "cty": "vp"}
SD = {"typ": "vc+sd-jwt", "cty": "vc"}
SD_VP = {"typ": "vp+sd-jwt", "cty": "vp"}
BAD = {"typ": "bad+typ", "cty": "bad+cty"}
# The suite's own tokens have dates as `iat`, and an `exp` that is past.
CLAIMS = {"iss": ISSUER, "jti": CREDENTIAL["id"], "iat": "2010-01-01T19:23:24Z", "exp": 1734397450}
Given = Callable[[Suite], str]


def hexadecimal(suite: Suite) -> str:
    text = suite.sign1(CREDENTIAL, "P-256", "vc")
    return base64.b64decode(text + "==").hex()


def broken(text: str) -> str:
    middle = len(text) - 30
    return text[:middle] + ("A" if text[middle] != "A" else "B") + text[middle + 1 :]


@pytest.mark.parametrize(
    ("number", "given", "kind", "feature", "expected"),
    [
        (6, lambda s: s.signed({**CREDENTIAL, **CLAIMS}, "P-256", **JOSE), "P-256",
         "credential_jose", "success"),
        (7, lambda s: s.signed({**SEVERAL, **CLAIMS}, "P-384", **JOSE_VP), "P-384",
         "presentation_jose", "success"),
        (8, lambda s: s.signed({**CREDENTIAL, "iss": ISSUER}, "Ed25519", **JOSE), "Ed25519",
         "credential_jose", "success"),
        (9, lambda s: s.signed(UNKNOWN, "P-521", **JOSE), "Ed25519", "credential_jose", "failure"),
        (10, lambda _: json.dumps(CREDENTIAL), "Ed25519", "credential_jose", "failure"),
        (11, lambda _: json.dumps(PRESENTATION), "Ed25519", "presentation_jose", "failure"),
        (12, lambda s: broken(s.signed(CREDENTIAL, "Ed25519", **JOSE)), "Ed25519",
         "credential_jose", "failure"),
        (13, lambda s: s.signed(CREDENTIAL, "Ed25519", **BAD), "Ed25519", "credential_jose",
         "failure"),
        (14, lambda s: s.signed(PRESENTATION, "Ed25519", **BAD), "Ed25519", "presentation_jose",
         "failure"),
        (15, lambda s: s.signed({**CREDENTIAL, "vc": CREDENTIAL}, "Ed25519", **JOSE), "Ed25519",
         "credential_jose", "failure"),
        (16, lambda s: s.signed(BAD_INSIDE, "Ed25519", **JOSE_VP), "Ed25519", "presentation_jose",
         "failure"),
        (20, lambda s: s.selective(CREDENTIAL, "P-384", **SD), "P-384", "credential_sdjwt",
         "success"),
        (21, lambda s: s.selective({**CREDENTIAL, **CLAIMS}, "P-521", **SD), "P-521",
         "credential_sdjwt", "success"),
        (22, lambda s: s.selective(SEVERAL, "P-384", **SD_VP), "P-384", "presentation_sdjwt",
         "success"),
        (23, lambda s: s.selective(CREDENTIAL, "P-521", **SD), "P-384", "credential_sdjwt",
         "failure"),
        (24, lambda s: s.selective(CREDENTIAL, "Ed25519", **BAD), "Ed25519", "credential_sdjwt",
         "failure"),
        (25, lambda s: s.selective(PRESENTATION, "Ed25519", **BAD), "Ed25519",
         "presentation_sdjwt", "failure"),
        (26, lambda s: s.selective(BAD_INSIDE, "P-521", **SD_VP), "P-521", "presentation_sdjwt",
         "failure"),
        (29, lambda s: s.sign1(CREDENTIAL, "P-256", "vc"), "P-256", "credential_cose", "success"),
        (30, hexadecimal, "P-256", "credential_cose", "failure"),
        (31, lambda s: s.sign1(PRESENTATION, "P-384", "vp"), "P-384", "presentation_cose",
         "success"),
        (32, lambda s: broken(s.sign1(CREDENTIAL, "Ed25519", "vc")), "Ed25519", "credential_cose",
         "failure"),
        (33, lambda s: s.sign1(CREDENTIAL, "P-384", "very/bad"), "P-384", "credential_cose",
         "failure"),
        (34, lambda s: s.sign1(PRESENTATION, "P-384", "very/bad"), "", "presentation_cose",
         "failure"),
        (35, lambda s: s.sign1(BAD_INSIDE, "P-256", "vp"), "P-256", "presentation_cose", "failure"),
        # Members that are not understood are ignored when verifying (VC-JOSE-COSE, section 3).
        (0, lambda s: s.signed(UNKNOWN, "P-521", **JOSE), "P-521", "credential_jose", "success"),
        (0, lambda s: s.signed({**CREDENTIAL, "iss": "https://other.example"}, "P-256", **JOSE),
         "P-256", "credential_jose", "failure"),
        (0, lambda s: s.signed(CREDENTIAL, "P-256", **JOSE), "P-256", "credential_sdjwt",
         "failure"),
        (0, lambda s: s.signed(PRESENTATION, "P-256", **JOSE_VP), "P-256", "credential_jose",
         "failure"),
        (0, lambda s: s.sign1(CREDENTIAL, "P-256", "vc"), "P-256", "presentation_cose", "failure"),
        (0, lambda s: s.signed(LOOSE_INSIDE, "P-256", **JOSE_VP), "P-256", "presentation_jose",
         "failure"),
        (0, lambda s: s.signed(CREDENTIAL, "P-256", **{**JOSE, "alg": "none"}), "P-256",
         "credential_jose", "failure"),
        (0, lambda _: "", "P-256", "credential_cose", "failure"),
    ],
)  # fmt: skip
def test_verifying(  # noqa: PLR0913, PLR0917  # one row of the suite
    suite: Suite, number: int, given: Given, kind: str, feature: str, expected: str
) -> None:
    del number
    found = suite.run("verify", given(suite) + "\n", kind, feature)
    assert found["result"] == expected, found
    assert suite.status == (0 if expected == "success" else 1)


def in_base64(value: object) -> str:
    return base64.b64encode(cbor2.dumps(value)).decode()


@pytest.mark.parametrize(
    "value",
    [
        1,
        cbor2.CBORTag(18, 1),
        cbor2.CBORTag(98, [b"", {}, b"", b""]),
        cbor2.CBORTag(18, [b"", {}, b""]),
        cbor2.CBORTag(18, [b"", {}, None, b""]),
        cbor2.CBORTag(18, [b"\xff", {}, b"{}", b""]),
        cbor2.CBORTag(18, [b"\x01", {}, b"{}", b""]),
        cbor2.CBORTag(18, [b"", {}, b"{}", b""]),
        cbor2.CBORTag(18, [cbor2.dumps({16: "application/vc+cose"}), {}, b"{}", b""]),
        cbor2.CBORTag(18, [cbor2.dumps({16: "application/vc+cose", 1: 5}), {}, b"{}", b""]),
        cbor2.CBORTag(18, [cbor2.dumps({16: "application/vc+cose", 1: [7]}), {}, b"{}", b""]),
    ],
    ids=str,
)
def test_cose_of_another_form_is_refused(suite: Suite, value: object) -> None:
    found = suite.run("verify", in_base64(value), "P-256", "credential_cose")
    assert found["result"] == "failure", found


@pytest.mark.parametrize("text", ["!", "0oQ", "2TdP" * 50_000, in_base64(1) + in_base64(1)])
def test_what_is_not_cose_is_refused(suite: Suite, text: str) -> None:
    assert suite.run("verify", text, "P-256", "credential_cose")["result"] == "failure"


def test_a_feature_nobody_knows_is_indeterminate(suite: Suite) -> None:
    assert suite.run("verify", "x", "P-256", "credential_xml")["result"] == "indeterminate"


@pytest.mark.parametrize(
    "method",
    [{}, {"id": "a"}, {"id": "a", "publicKeyJwk": {"kty": "oct"}}, {"publicKeyJwk": {}}],
    ids=str,
)
def test_a_key_that_cannot_be_used_is_a_failure(tmp_path: Path, method: Json) -> None:
    place = tmp_path / "key.json"
    place.write_text(json.dumps(method), encoding="utf-8")
    document, out = tmp_path / "input.json", tmp_path / "out.json"
    document.write_text(json.dumps(CREDENTIAL), encoding="utf-8")
    options = ["--input", str(document), "--key", str(place), "--output", str(out)]
    assert main(["issue", *options, "--feature", "credential_jose"]) == 1
    assert json.loads(out.read_text(encoding="utf-8"))["result"] == "failure"


def test_without_its_private_half_a_key_does_not_issue(suite: Suite) -> None:
    place = key_file(suite.folder, "P-256")
    method = json.loads(place.read_text(encoding="utf-8"))
    del method["secretKeyJwk"]
    place.write_text(json.dumps(method), encoding="utf-8")
    document, out = suite.folder / "input.json", suite.folder / "out.json"
    document.write_text(json.dumps(CREDENTIAL), encoding="utf-8")
    options = ["--input", str(document), "--key", str(place), "--output", str(out)]
    assert main(["issue", *options, "--feature", "credential_jose"]) == 1


def test_a_wrong_call_ends_with_two() -> None:
    with pytest.raises(SystemExit) as ended:
        main(["issue"])
    assert ended.value.code == 2
