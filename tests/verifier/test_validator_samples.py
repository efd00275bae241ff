"""The 1EdTech validator's samples: our verdict is at least as strict, with the reason named.

Every sample is judged, as the service does it: out of its picture first. Most issuers are https
URLs with the key in the fragment, or in the token, which proves nothing; each gets a controlled
identifier document, as if the issuer had published one.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.verifier.makers import NOW, causes, fetched, notices, reference
from verifier import LIMITS, AllowedIssuers, Outcome, Report, Resource, verify
from verifier.containers import unpack
from verifier.data_model import as_list, issuer_of
from verifier.keys import MalformedKey
from verifier.multikey import decode_multikey
from verifier.parse import parse

FOLDER = "ob3/validator-samples"
A_KEY = "z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi"

# sample: what is found besides passed findings
REASONS: dict[str, list[str]] = {
    "ob30/simple.json": [],
    "ob30/simple-did-web-method.json": [],
    "ob30/simple-context-version.json": [],
    "ob30/simple-err-type.json": ["proof failed DATA_LOSS"],
    "ob30/simple-err-proof-method.json": ["verificationMethod failed KEY_NOT_LISTED"],
    "ob30/simple-err-proof-method-unknown-did-method.json": [
        "verificationMethod failed ISSUER_MISMATCH"
    ],
    "ob30/simple-err-context.json": ["format failed CONTEXT_ORDER"],
    "ob30/simple-err-issuer.json": ["format failed ISSUER_MISSING"],
    "ob30/simple-err-credential-subject-identifier-type.json": ["proof failed DATA_LOSS"],
    "ob30/simple-err-credential-subject-result-type.json": ["proof failed DATA_LOSS"],
    "ob30/simple-err-evidence-type.json": ["proof failed DATA_LOSS"],
    "ob30/simple-err-issuer-parentorg-type.json": ["proof failed DATA_LOSS"],
    "ob30/simple-err-issued.json": [
        "validFrom failed NOT_YET_VALID",
        "schema failed SCHEMA_INVALID",
        "achievement failed ACHIEVEMENT_MISSING",
    ],
    "ob30/bit-string-list/credential-status-revoked-blank-nodes.json": [
        "credentialStatus failed REVOKED"
    ],
    "ob30/simple_v1.json": [],
    "ob30/complete_v1.json": ["verificationMethod failed KEY_NOT_LISTED"],
    "ob30/endorsement-err-schema-status-refresh.json": ["proof failed SIGNATURE_INVALID"],
    "ob30/bit-string-list/testlist": ["achievement indeterminate TYPE_NOT_JUDGED"],
    "ob30/simple-json.svg": [],
    "ob30/simple-jwt.svg": [],
    "ob30/simple-jwt_v1.svg": [],
    "ob30/simple-noproof.json": ["proof failed PROOF_MISSING"],
    "ob30/sd/derivedcredential.json": [
        "validUntil indeterminate MAY_BE_CONCEALED",
        "credentialStatus indeterminate MAY_BE_CONCEALED",
    ],
    # Its signature cannot be checked without the contexts of the Comprehensive Learner Record,
    # which no package under a licence that fits brings: named, and not called good.
    "clr20/simple.json": ["proof indeterminate CONTEXT_UNKNOWN"],
    "clr20/complex.json": ["verificationMethod failed ISSUER_MISMATCH"],
    "clr20/simple_old_safesigned.json": ["proof indeterminate CONTEXT_UNKNOWN"],
    "ob20/basic-assertion.json": [],
    "ob20/simple-badge.png": [],
    # The key that it names is not among the samples.
    "ob20/simple.jwt": ["verificationMethod indeterminate DID_DOCUMENT_UNREACHABLE"],
    "ob20/organization.json": ["format failed NOT_AN_ASSERTION"],
    "ob20/robotics-badge.json": ["format failed NOT_AN_ASSERTION"],
}
HOSTED = {
    "https://example.org/beths-robotics-badge.json": "ob20/basic-assertion.json",
    "https://example.org/robotics-badge.json": "ob20/robotics-badge.json",
    "https://example.org/organization.json": "ob20/organization.json",
}
"""Where the samples of Open Badges 2.0 would stand."""


def published(method: str) -> Resource:
    """Give the document its issuer might publish for the key in the method's fragment."""
    issuer, _, key = method.partition("#")
    try:
        decode_multikey(key)
    except MalformedKey:
        key = A_KEY
    entry = {
        "id": f"{issuer}#{key}",
        "type": "Multikey",
        "controller": issuer,
        "publicKeyMultibase": key,
    }
    return fetched(
        issuer, {"id": issuer, "verificationMethod": [entry], "assertionMethod": [entry["id"]]}
    )


def published_key(issuer: str, jwk: dict[str, Any]) -> Resource:
    """Give the document its issuer might publish for the key that a token brings along."""
    method = {"id": f"{issuer}#key", "type": "JsonWebKey", "controller": issuer}
    return fetched(
        issuer,
        {
            "id": issuer,
            "verificationMethod": [{**method, "publicKeyJwk": jwk}],
            "assertionMethod": [method["id"]],
        },
    )


def judged_sample(path: Path) -> Report:
    data = unpack(path.read_bytes()).secured
    resources: dict[str, Resource] = {
        url: fetched(url, (reference(FOLDER) / name).read_bytes()) for url, name in HOSTED.items()
    }
    issuer = "https://example.org/organization.json"
    if path.parent.name != "ob20":
        issuer = provide(data, path.parent, resources)
    return verify(data, resources, now=NOW, policy=AllowedIssuers({issuer: "Sample issuer"}))


def provide(data: bytes, folder: Path, resources: dict[str, Resource]) -> str:
    """Add what the credential's issuer might publish, and give the issuer."""
    if not data.lstrip().startswith(b"{"):
        parsed = parse(data.strip(), LIMITS)
        assert parsed.token
        issuer = issuer_of(parsed.document)
        resources[issuer] = published_key(issuer, parsed.token.header["jwk"])
        return issuer
    document: dict[str, Any] = json.loads(data)
    for proof in as_list(document.get("proof", [])):
        document_ = published(proof["verificationMethod"])
        resources[document_.url] = document_
    for status in as_list(document.get("credentialStatus", [])):
        url = status.get("statusListCredential", status["id"])
        if (folder / "testlist").exists():
            resources[url] = fetched(url, (folder / "testlist").read_bytes())
    return issuer_of(document)


@pytest.mark.parametrize("sample", REASONS)
def test_the_reason_is_named(sample: str) -> None:
    assert causes(judged_sample(reference(FOLDER) / sample)) == REASONS[sample]


def test_every_sample_is_judged() -> None:
    folder = reference(FOLDER)
    there = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert there == {"expected.json", *REASONS}


def test_every_expectation_has_a_reason_here_and_is_at_least_met() -> None:
    expected = json.loads((reference(FOLDER) / "expected.json").read_text(encoding="utf-8"))
    for test in expected["tests"]:
        sample = test["sample"]
        report = judged_sample(reference(FOLDER) / sample)
        assert causes(report) == REASONS[sample]
        if test["expected"] == "invalid":
            assert report.outcome is not Outcome.PASSED, sample
        elif report.outcome is Outcome.FAILED:
            pytest.fail(f"{sample} is good and was called wrong")


def test_an_older_context_is_noticed() -> None:
    report = judged_sample(reference(FOLDER) / "ob30/simple-context-version.json")
    assert notices(report) == ["CONTEXT_OLDER"]


def test_an_older_data_model_is_noticed() -> None:
    report = judged_sample(reference(FOLDER) / "ob30/simple_v1.json")
    assert report.format == "vcdm-1.1"
    assert notices(report) == ["DATA_MODEL_OLDER"]


def test_a_token_of_the_older_data_model() -> None:
    report = judged_sample(reference(FOLDER) / "ob30/simple-jwt_v1.svg")
    assert report.format == "vcdm-1.1-jwt"
    assert "DATA_MODEL_OLDER" in notices(report)


def test_a_key_in_the_fragment_alone_proves_nothing() -> None:
    data = (reference(FOLDER) / "ob30/simple.json").read_bytes()
    report = verify(data, {}, now=NOW, policy=AllowedIssuers({}))
    assert causes(report) == ["verificationMethod indeterminate DID_DOCUMENT_UNREACHABLE"]
    assert [need.url for need in report.needs] == ["https://example.com/issuers/876543"]
