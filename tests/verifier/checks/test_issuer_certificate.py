"""The certificate of an issuer: believed for the names in it, and from chosen authorities only."""

from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509 import DNSName, UniformResourceIdentifier

from tests.interop.foreign_keys import p256_jwk, public_half
from tests.verifier.certificates import YEAR, certificate, intermediate, leaf, revocation_list, x5c
from tests.verifier.certificates import root as root_certificate
from tests.verifier.makers import (
    EC_KEY,
    ISSUER,
    ISSUER_URL,
    NOW,
    badge,
    causes,
    did_document,
    ec_jwk,
    fetched,
    jwt,
    signed,
)
from tests.verifier.sd_jwts import (
    HTTPS_ISSUER,
    KEY_ID,
    METADATA_URL,
    learning_claims,
    metadata,
    sd_jwt,
)
from verifier import AllowedIssuers, ChosenRegistries, Kind, Outcome, Report, Resources, verify
from verifier.evidence import EvidencePack, RecordedPolicy, Stated, agrees, replay
from verifier.evidence_file import to_bytes
from verifier.evidence_reading import from_bytes
from verifier.registries.authorities import CertificateAuthorities

DNS = DNSName("school.example")
URI = UniformResourceIdentifier(HTTPS_ISSUER)
CRL_URL = "https://ca.example/list.crl"
AUTHORITIES = CertificateAuthorities("Šolski overitelji", (root_certificate(),))
POLICY = ChosenRegistries((AUTHORITIES,))
NOBODY = ChosenRegistries((AllowedIssuers({HTTPS_ISSUER: "Znana šola"}),))


def credential(*chain: bytes, issuer: str | None = HTTPS_ISSUER, **header: Any) -> str:  # noqa: ANN401
    return sd_jwt(learning_claims(iss=issuer), header={"x5c": x5c(*chain), **header})


def judged(text: str, policy: ChosenRegistries = POLICY, given: Resources | None = None) -> Report:
    return verify(text.encode(), given or {}, now=NOW, policy=policy)


@pytest.mark.parametrize("name", [DNS, URI])
def test_a_chosen_authority_says_who_the_issuer_is(
    name: DNSName | UniformResourceIdentifier,
) -> None:
    report = judged(credential(leaf(name), intermediate()))
    assert report.outcome is Outcome.PASSED, causes(report)
    assert report.facts.issuer_id == HTTPS_ISSUER
    assert report.facts.trust is not None
    assert report.facts.trust.name == "Šola po potrdilu"
    assert report.facts.trust.source == "Šolski overitelji"
    assert not report.needs


def test_the_root_may_stand_in_the_chain_and_proves_nothing_there() -> None:
    text = credential(leaf(DNS), intermediate(), root_certificate())
    assert judged(text).outcome is Outcome.PASSED
    assert judged(text, NOBODY).outcome is Outcome.INDETERMINATE


def test_an_authority_that_nobody_chose_leaves_the_issuer_open() -> None:
    # The allow-list knows the issuer by name, and anybody can make a certificate for that name.
    report = judged(credential(leaf(DNS), intermediate()), NOBODY)
    assert causes(report) == [
        "verificationMethod indeterminate CERTIFICATE_AUTHORITY_UNKNOWN",
        "issuer indeterminate ISSUER_UNKNOWN",
    ]
    assert report.facts.trust is None
    assert next(one for one in report.findings if one.check == "proof").outcome is Outcome.PASSED


def test_who_publishes_the_very_key_themselves_needs_no_authority_that_we_know() -> None:
    text = credential(leaf(DNS), intermediate())
    report = judged(text, NOBODY, {METADATA_URL: fetched(METADATA_URL, metadata())})
    assert report.outcome is Outcome.PASSED, causes(report)
    assert report.facts.issuer_id == HTTPS_ISSUER
    assert [need.url for need in judged(text, NOBODY).needs] == [METADATA_URL]
    jwks = {"keys": [{**public_half(p256_jwk(77)), "kid": KEY_ID}]}
    given = {METADATA_URL: fetched(METADATA_URL, metadata(jwks=jwks))}
    open_question = causes(judged(text, NOBODY, given))[0]
    assert open_question.endswith("indeterminate CERTIFICATE_AUTHORITY_UNKNOWN")


def test_a_published_key_does_not_help_a_certificate_that_was_revoked() -> None:
    text = credential(leaf(DNS, crl_url=CRL_URL), intermediate())
    given = {
        CRL_URL: fetched(CRL_URL, revocation_list(4711)),
        METADATA_URL: fetched(METADATA_URL, metadata()),
    }
    assert causes(judged(text, given=given)) == ["verificationMethod failed CERTIFICATE_REVOKED"]


def test_without_iss_the_certificate_names_the_issuer() -> None:
    report = judged(credential(leaf(URI), intermediate(), issuer=None))
    assert report.outcome is Outcome.PASSED, causes(report)
    assert report.facts.issuer_id == HTTPS_ISSUER
    stranger = judged(credential(leaf(URI), intermediate(), issuer=None), NOBODY)
    assert stranger.facts.issuer_id is not None
    assert stranger.facts.issuer_id.startswith("x509_hash:")


@pytest.mark.parametrize(
    ("names", "issuer"),
    [
        ([DNSName("other.example")], HTTPS_ISSUER),
        ([DNSName("*.school.example")], "https://a.school.example"),
        ([DNSName("school.example")], "http://school.example/credentials"),
        ([DNSName("school.example")], "did:web:school.example.evil.example"),
        ([DNSName("school.example")], "did:web:evil.example:school.example"),
        ([UniformResourceIdentifier("https://school.example/")], HTTPS_ISSUER),
        ([], HTTPS_ISSUER),
    ],
)
def test_a_certificate_for_another_name_is_somebody_elses(names: list[Any], issuer: str) -> None:
    report = judged(credential(leaf(*names), intermediate(), issuer=issuer))
    assert causes(report) == ["verificationMethod failed CERTIFICATE_OF_OTHER"]


def token(*chain: bytes, issuer: str = HTTPS_ISSUER, **members: Any) -> bytes:  # noqa: ANN401
    """Sign a badge as vc+jwt, with a certificate and without a key's name."""
    profile = {"id": issuer, "type": ["Profile"], "name": "Šola"}
    header = {"alg": "ES256", "typ": "vc+jwt", "x5c": x5c(*chain), **members}
    document = badge(issuer=profile, credentialStatus=None)
    return jwt({**document, "iss": issuer}, header)


@pytest.mark.parametrize("issuer", [HTTPS_ISSUER, "did:web:school.example:credentials"])
@pytest.mark.parametrize("members", [{}, {"kid": "key-1"}, {"jwk": ec_jwk()}, {"typ": "JWT"}])
def test_a_badge_as_a_token_may_bring_its_certificate(issuer: str, members: dict[str, Any]) -> None:
    secured = token(leaf(DNS), intermediate(), issuer=issuer, **members)
    report = judged(secured.decode())
    assert report.outcome is Outcome.PASSED, causes(report)
    assert report.facts.trust is not None
    assert report.facts.trust.source == "Šolski overitelji"
    assert not report.needs


def test_a_token_by_an_authority_that_nobody_chose_is_intact_and_unknown() -> None:
    report = judged(token(leaf(DNS), intermediate()).decode(), NOBODY)
    assert causes(report) == [
        "verificationMethod indeterminate CERTIFICATE_AUTHORITY_UNKNOWN",
        "issuer indeterminate ISSUER_UNKNOWN",
    ]
    assert report.facts.trust is None
    assert report.trust_layers == ()


@pytest.mark.parametrize(
    ("issuer", "members", "expected"),
    [
        ("https://other.example", {}, "failed CERTIFICATE_OF_OTHER"),
        ("did:web:other.example", {}, "failed CERTIFICATE_OF_OTHER"),
        (HTTPS_ISSUER, {"x5c": []}, "failed CERTIFICATE_INVALID"),
        # What the issuer's own document says comes first, and has to be had.
        (HTTPS_ISSUER, {"kid": HTTPS_ISSUER + "#key-1"}, "indeterminate DID_DOCUMENT_UNREACHABLE"),
        ("did:key:zDna", {}, "indeterminate KEY_NOT_NAMED"),
    ],
)
def test_a_token_whose_certificate_does_not_count(
    issuer: str, members: dict[str, Any], expected: str
) -> None:
    report = judged(token(leaf(DNS), intermediate(), issuer=issuer, **members).decode())
    assert causes(report) == [f"verificationMethod {expected}"]


def test_a_proof_by_the_issuers_own_key_is_enough_beside_a_strangers_certificate() -> None:
    document = signed(badge(credentialStatus=None))
    secured = jwt(document, {"alg": "ES256", "typ": "vc+jwt", "x5c": x5c(leaf(DNS))})
    given = {ISSUER_URL: fetched(ISSUER_URL, did_document())}
    own = ChosenRegistries((AllowedIssuers({ISSUER: "Šola"}),))
    report = judged(secured.decode(), own, given)
    assert causes(report) == ["verificationMethod indeterminate CERTIFICATE_AUTHORITY_UNKNOWN"]
    assert report.facts.controller == ISSUER
    assert report.facts.verification_method == f"{ISSUER}#key-0"
    assert report.facts.trust is not None


def test_a_token_must_be_signed_by_its_certificates_key() -> None:
    other = ec.derive_private_key(9, ec.SECP256R1())
    report = judged(token(leaf(DNS, key=other), intermediate()).decode())
    assert causes(report) == ["proof failed SIGNATURE_INVALID"]
    assert not report.needs


def test_the_signature_must_be_by_the_certificates_key() -> None:
    other = ec.derive_private_key(9, ec.SECP256R1())
    report = judged(credential(leaf(DNS, key=other), intermediate()))
    assert causes(report) == ["proof failed SIGNATURE_INVALID"]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"ends": NOW - timedelta(days=1)}, "indeterminate CERTIFICATE_OUT_OF_DATE"),
        ({"begins": NOW + YEAR / 2}, "indeterminate CERTIFICATE_OUT_OF_DATE"),
        ({"signs": False}, "failed CERTIFICATE_INVALID"),
        ({"signed_by": EC_KEY}, "indeterminate CERTIFICATE_AUTHORITY_UNKNOWN"),
    ],
)
def test_a_certificate_that_does_not_hold(changes: dict[str, Any], expected: str) -> None:
    report = judged(credential(leaf(DNS, **changes), intermediate()))
    assert causes(report)[0] == f"verificationMethod {expected}"
    assert report.facts.trust is None


def test_who_is_no_authority_vouches_for_nobody() -> None:
    middle = certificate("CA", "Root", key=EC_KEY, signed_by=EC_KEY, names=[DNS])
    text = credential(leaf(DNS, signed_by=EC_KEY), middle)
    assert judged(text).outcome is Outcome.INDETERMINATE
    own = ChosenRegistries((CertificateAuthorities("x", (middle,)),))
    assert "failed" not in str(judged(text, own).facts.trust)


def test_without_the_authority_between_there_is_no_path() -> None:
    report = judged(credential(leaf(DNS)))
    assert causes(report)[0] == "verificationMethod indeterminate CERTIFICATE_AUTHORITY_UNKNOWN"


def test_a_list_of_revoked_certificates_is_asked_for_and_believed() -> None:
    text = credential(leaf(DNS, crl_url=CRL_URL), intermediate())
    report = judged(text)
    assert [(need.url, need.kind) for need in report.needs] == [(CRL_URL, Kind.REVOCATION_LIST)]
    assert causes(report)[0] == "verificationMethod indeterminate CERTIFICATE_REVOCATION_UNKNOWN"
    good = {CRL_URL: fetched(CRL_URL, revocation_list())}
    assert judged(text, given=good).outcome is Outcome.PASSED, causes(judged(text, given=good))
    bad = {CRL_URL: fetched(CRL_URL, revocation_list(4711))}
    assert causes(judged(text, given=bad)) == ["verificationMethod failed CERTIFICATE_REVOKED"]
    nothing = {CRL_URL: fetched(CRL_URL, b"<html>")}
    assert judged(text, given=nothing).outcome is Outcome.INDETERMINATE


@pytest.mark.parametrize(
    "chain",
    [
        pytest.param(None, id="null"),
        pytest.param([], id="empty"),
        pytest.param("MIIB", id="no list"),
        pytest.param([1], id="a number"),
        pytest.param(["!"], id="no base64"),
        pytest.param(["AAAA"], id="no DER"),
        pytest.param(["MAA="], id="an empty sequence"),
        pytest.param(x5c(leaf(DNS)[:-9]), id="cut short"),
        pytest.param(x5c(b"0\x82\xff\xff" + bytes(200)), id="longer than it is"),
        pytest.param(x5c(leaf(DNS)) * 9, id="too many"),
        pytest.param(x5c(bytes(70_000)), id="too large"),
    ],
)
def test_a_chain_that_cannot_be_read_is_refused(chain: Any) -> None:  # noqa: ANN401
    report = judged(sd_jwt(learning_claims(), header={"x5c": chain}))
    assert causes(report) == ["verificationMethod failed CERTIFICATE_INVALID"]


def test_an_evidence_pack_gives_the_same_verdict_again() -> None:
    text = credential(leaf(DNS), intermediate())
    report = judged(text)
    policy = RecordedPolicy.of(report, name="default", version="1", authorities=[AUTHORITIES])
    pack = EvidencePack(
        secured=text.encode(),
        resources={},
        now=NOW,
        policy=policy,
        release="1",
        stated=Stated.of(report),
    )
    read = from_bytes(to_bytes(pack))
    assert read.policy.sources == (AUTHORITIES,)
    again = replay(read)
    assert agrees(read, again)
    assert again.outcome is Outcome.PASSED
    unused = RecordedPolicy.of(
        judged(text, NOBODY), name="d", version="1", authorities=[AUTHORITIES]
    )
    assert unused.sources == ()
