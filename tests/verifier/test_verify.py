"""The checklist as a whole: examples, order, rounds, and the same report for the same input."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.spending import spending_at_most
from tests.verifier.makers import (
    INDEX,
    ISSUER,
    ISSUER_URL,
    KEY,
    LIST_URL,
    NOW,
    OTHER_KEY,
    POLICY,
    VECTORS,
    badge,
    causes,
    did_document,
    did_key,
    encoded,
    entry,
    fetched,
    judged,
    jwt,
    ob_claims,
    proof_for,
    proof_options,
    reference,
    resources,
    signed,
    signed_by_key,
    status_list,
)
from verifier import (
    LIMITS,
    AllowedIssuers,
    Kind,
    Outcome,
    Report,
    Resource,
    TrustJudgement,
    Unavailable,
    UnsafeAnyController,
    verify,
)
from verifier.data_model import as_list
from verifier.multibase import multibase_encode

EXPECTED = json.loads((VECTORS / "expected.json").read_text(encoding="utf-8"))
GENERATED_LIST = "https://localhost:18743/status/gen"
ED_ISSUER = "did:key:z6MkvDqGT54cXesYGvABpF1UapVNwjCqRcafi4Px6Thv5T3Z"
EC_ISSUER = "did:key:zDnaeiT4w24GqEFa8arNEPsWaweySzMJTctALKjthErp1Hmyo"


@pytest.mark.parametrize("name", EXPECTED["examples"])
def test_our_own_examples(name: str) -> None:
    given_ = {
        url: fetched(url, (VECTORS / file).read_bytes())
        for url, file in EXPECTED["resources"].items()
    }
    report = verify(
        (VECTORS / name).read_bytes(),
        given_,
        now=datetime.fromisoformat(EXPECTED["now"]),
        policy=AllowedIssuers(EXPECTED["known_issuers"]),
    )
    cause = report.root_cause
    code = cause.problem.code if cause and cause.problem else None
    assert {"outcome": report.outcome.value, "cause": code} == EXPECTED["examples"][name]
    assert not report.needs


GENERATED = {
    "ob3-eddsa-rdfc-2022.json": [],
    "ob3-eddsa-rdfc-2022.credentialSchema-ext.json": [],
    "ob3-eddsa-rdfc-2022.status-good.json": [],
    "ob3-eddsa-rdfc-2022.status-revoked.json": ["credentialStatus failed REVOKED"],
    "ob3-eddsa-rdfc-2022.expired.json": ["validUntil failed EXPIRED"],
    "ob3-eddsa-rdfc-2022.future.json": ["validFrom failed NOT_YET_VALID"],
    "ob3-eddsa-rdfc-2022.issuer-mismatch.json": ["verificationMethod failed ISSUER_MISMATCH"],
    "ob3-eddsa-rdfc-2022.tampered.json": ["proof failed SIGNATURE_INVALID"],
    "ob3-eddsa-jcs-2022.json": [],
    "ob3-ecdsa-rdfc-2019.json": [],
    "ob3-Ed25519Signature2020.json": [],
    "ob3-vc-jwt-es256.jwt": [],
    "ob3-vc-jwt-rs256.jwt": ["issuer indeterminate ISSUER_UNKNOWN"],
    "ob3-ecdsa-sd-2023.base.json": ["proof failed PROOF_IS_HOLDERS_SECRET"],
    "ob3-ecdsa-sd-2023.derived.json": [
        "validUntil indeterminate MAY_BE_CONCEALED",
        "credentialStatus indeterminate MAY_BE_CONCEALED",
    ],
    "status-list-credential.json": ["achievement indeterminate TYPE_NOT_JUDGED"],
}


@pytest.mark.parametrize("name", GENERATED)
def test_what_foreign_libraries_issue(name: str) -> None:
    folder = reference("ob3/generated")
    assert {path.name for path in folder.iterdir()} == set(GENERATED)
    given_ = {
        GENERATED_LIST: fetched(
            GENERATED_LIST, (folder / "status-list-credential.json").read_bytes()
        )
    }
    policy = AllowedIssuers({ED_ISSUER: "Example University", EC_ISSUER: "Example University"})
    now = datetime(2026, 11, 23, tzinfo=UTC)  # after the list's proof was made
    report = judged((folder / name).read_bytes(), given_, policy, now)
    assert causes(report) == GENERATED[name]


# --- order ---------------------------------------------------------------------------------------

CHECKS = [
    "format", "verificationMethod", "proof", "context", "validFrom", "validUntil", "schema",
    "achievement", "credentialStatus", "issuer",
]  # fmt: skip


def test_the_checks_of_a_good_badge_in_order() -> None:
    report = judged(signed(badge()))
    assert [finding.check for finding in report.findings] == CHECKS
    assert report.outcome is Outcome.PASSED
    assert report.document == signed(badge())
    assert report.format == "vcdm2-data-integrity"


def test_the_checks_of_a_good_token_in_order() -> None:
    report = judged(jwt(ob_claims(badge())))
    assert [f.check for f in report.findings] == [*CHECKS[:3], "claims", *CHECKS[3:]]
    assert report.outcome is Outcome.PASSED
    assert report.document == badge()


def test_without_a_good_proof_nothing_else_is_believed() -> None:
    document = signed(badge(validUntil="2020-01-01T00:00:00Z", credentialStatus=entry()))
    document["name"] = "changed"
    report = judged(document)
    assert [finding.check for finding in report.findings] == CHECKS[:3]
    assert report.needs == ()


def test_with_a_good_proof_every_reason_is_told() -> None:
    document = badge(validUntil="2026-02-01T00:00:00Z", credentialStatus=entry())
    report = judged(
        signed(document), resources(list=signed(status_list(INDEX))), AllowedIssuers({})
    )
    assert causes(report) == [
        "validUntil failed EXPIRED",
        "credentialStatus failed REVOKED",
        "issuer indeterminate ISSUER_UNKNOWN",
    ]


def test_the_facts_tell_who_and_how() -> None:
    report = judged(signed(badge()))
    facts = report.facts
    assert facts.issuer_id == facts.controller == ISSUER
    assert facts.verification_method == f"{ISSUER}#key-0"
    assert facts.securing == "eddsa-rdfc-2022"
    assert facts.trust == TrustJudgement(known=True, name="Šola", source="allow-list")
    assert judged(jwt(ob_claims(badge()))).facts.securing == "ES256"
    assert report.used[0].startswith("sha256:")
    assert report.used[0].endswith(ISSUER_URL)


# --- rounds --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Delegating:
    """A policy that lets another identifier sign the issuer's lists."""

    delegate: str

    def judge(self, issuer_id: str) -> TrustJudgement:
        """Know everybody, with the one delegate."""
        delegates = frozenset({self.delegate})
        return TrustJudgement(known=True, name=issuer_id, source="test", status_delegates=delegates)


def run(secured: bytes, web: Mapping[str, Resource], policy: Any = POLICY) -> tuple[int, Report]:  # noqa: ANN401
    """Count the calls until nothing is needed, handing over only what was asked for."""
    given_: dict[str, Resource] = {}
    for calls in range(1, LIMITS.rounds + 2):
        report = verify(secured, given_, now=NOW, policy=policy)
        if not report.needs:
            return calls, report
        for need in report.needs:
            given_[need.url] = web.get(need.url) or Unavailable(need.url, "no answer", NOW)
    raise AssertionError("the needs do not end")


def test_one_call_when_the_key_is_in_the_identifier() -> None:
    policy = AllowedIssuers({did_key(): "x"})
    calls, report = run(encoded(signed_by_key(badge())), {}, policy)
    assert (calls, report.outcome) == (1, Outcome.PASSED)


def test_two_calls_when_the_issuers_document_is_published() -> None:
    calls, report = run(encoded(signed(badge())), resources())
    assert (calls, report.outcome) == (2, Outcome.PASSED)


def test_three_calls_with_a_status_list_of_the_issuer() -> None:
    web = resources(list=signed(status_list()))
    calls, report = run(encoded(signed(badge(credentialStatus=entry()))), web)
    assert (calls, report.outcome) == (3, Outcome.PASSED)


LISTER = "did:web:lists.example"
LISTER_URL = "https://lists.example/.well-known/did.json"


def foreign_web() -> dict[str, Resource]:
    listed = signed(status_list(issuer=LISTER), proof_options(f"{LISTER}#key-0"), OTHER_KEY)
    return {
        **resources(list=listed),
        LISTER_URL: fetched(LISTER_URL, did_document(LISTER, OTHER_KEY)),
    }


def test_four_calls_with_a_list_of_a_delegate() -> None:
    secured = encoded(signed(badge(credentialStatus=entry())))
    calls, report = run(secured, foreign_web(), Delegating(LISTER))
    assert (calls, report.outcome) == (4, Outcome.PASSED)


def test_the_document_of_a_foreign_lister_is_not_even_asked_for() -> None:
    secured = encoded(signed(badge(credentialStatus=entry())))
    calls, report = run(secured, foreign_web())
    assert calls == 3
    assert causes(report) == ["credentialStatus indeterminate STATUS_LIST_SIGNER_FOREIGN"]


def test_what_is_unavailable_is_told_and_not_asked_again() -> None:
    calls, report = run(encoded(signed(badge())), {})
    assert calls == 2
    assert causes(report) == ["verificationMethod indeterminate DID_DOCUMENT_UNREACHABLE"]
    assert report.findings[-1].problem
    assert "no answer" in report.findings[-1].problem.detail


def test_needs_say_what_they_are_for() -> None:
    secured = encoded(signed(badge(credentialStatus=entry())))
    first = verify(secured, {}, now=NOW, policy=POLICY).needs
    assert [(n.url, n.kind, n.check) for n in first] == [
        (ISSUER_URL, Kind.DID_DOCUMENT, "verificationMethod")
    ]
    second = verify(secured, resources(), now=NOW, policy=POLICY).needs
    assert [(n.url, n.kind) for n in second] == [(LIST_URL, Kind.STATUS_LIST)]
    foreign = {LIST_URL: foreign_web()[LIST_URL], **resources()}
    foreign[LIST_URL] = foreign_web()[LIST_URL]
    third = verify(secured, foreign, now=NOW, policy=Delegating(LISTER)).needs
    assert [(n.url, n.kind) for n in third] == [(LISTER_URL, Kind.LIST_ISSUER_DOCUMENT)]


def test_nothing_is_asked_on_behalf_of_somebody_else() -> None:
    document = signed(badge(), proof_options("did:web:victim.example#key-0"))
    report = judged(document, {})
    assert causes(report) == ["verificationMethod failed ISSUER_MISMATCH"]
    assert report.needs == ()


# --- proof sets and chains -----------------------------------------------------------------------


def test_every_proof_of_a_set_gets_its_findings() -> None:
    document = badge()
    second = proof_options(cryptosuite="bbs-2023")
    document["proof"] = [proof_for(badge()), {**second, "proofValue": "z1"}]
    report = judged(document)
    assert causes(report) == ["proof indeterminate SUITE_NOT_ACCEPTED"]
    assert len(report.findings) > len(CHECKS)


def test_one_wrong_proof_of_a_set_fails() -> None:
    wrong = proof_for(badge(name="another"), proof_options(nonce="2"))
    report = judged({**badge(), "proof": [proof_for(badge()), wrong]})
    assert causes(report) == ["proof failed SIGNATURE_INVALID"]


def test_an_embedded_proof_inside_a_token_is_checked_too() -> None:
    good = signed(badge())
    report = judged(jwt(ob_claims(good)))
    assert report.outcome is Outcome.PASSED
    assert [f.check for f in report.findings].count("proof") == 2
    changed = {**good, "name": "changed"}
    assert causes(judged(jwt(ob_claims(changed)))) == ["proof failed SIGNATURE_INVALID"]


@pytest.mark.parametrize(
    "name",
    ["signedProofSet1", "signedProofSet2", "signedProofChain1", "signedProofChain2"],
)
def test_w3c_sets_and_chains(name: str) -> None:
    path = reference("w3c/eddsa/proof-set-chain") / f"{name}.json"
    with pytest.warns(UserWarning, match="UnsafeAnyController"):
        policy = UnsafeAnyController()
    report = judged(path.read_bytes(), {}, policy)
    assert causes(report) == []
    proofs = [f for f in report.findings if f.check == "proof"]
    document = json.loads(path.read_text(encoding="utf-8"))
    assert len(proofs) == len(as_list(document["proof"]))
    as_list(document["proof"])[0]["created"] = "2023-02-24T23:36:39Z"
    assert judged(document, {}, policy).outcome is Outcome.FAILED


def test_a_chain_needs_its_previous_proof() -> None:
    options = proof_options(previousProof="urn:uuid:7")
    document = signed(badge(), options)
    assert causes(judged(document)) == ["proof failed PROOF_CHAIN_BROKEN"]


# --- W3C-permissive ------------------------------------------------------------------------------


def test_the_permissive_profile_says_what_it_did_not_check() -> None:
    path = reference("w3c/eddsa/eddsa-rdfc-2022/signedDataInt.json")
    with pytest.warns(UserWarning, match="UnsafeAnyController"):
        policy = UnsafeAnyController()
    report = judged(path.read_bytes(), {}, policy)
    assert report.outcome is Outcome.PASSED
    codes = [f.problem.code for f in report.findings if f.problem]
    assert codes == ["ISSUER_NOT_BOUND"]
    assert causes(judged(path.read_bytes(), {})) == ["verificationMethod failed ISSUER_MISMATCH"]


# --- properties ----------------------------------------------------------------------------------


def test_the_same_arguments_give_the_same_report() -> None:
    secured = encoded(signed(badge(credentialStatus=entry())))
    given_ = resources(list=signed(status_list()))
    before = {url: resource.body for url, resource in given_.items()}
    reports = [verify(secured, given_, now=NOW, policy=POLICY) for _ in range(3)]
    assert reports[0] == reports[1] == reports[2]
    assert before == {url: resource.body for url, resource in given_.items()}


GOOD = encoded(signed_by_key(badge()))
VALUES: st.SearchStrategy[Any] = st.one_of(
    st.none(), st.booleans(), st.integers(-5, 5), st.text(max_size=5), st.just([]), st.just({})
)
PLACES = [
    ("issuer",), ("type",), ("id",), ("validFrom",), ("validUntil",), ("credentialStatus",),
    ("credentialSchema",), ("credentialSubject",), ("credentialSubject", "achievement"),
    ("@context",),
    ("proof",), ("proof", "type"), ("proof", "proofValue"), ("proof", "verificationMethod"),
    ("proof", "created"), ("proof", "previousProof"), ("proof", "id"), ("evidence",), ("grade",),
]  # fmt: skip


@settings(deadline=None, max_examples=150)
@given(st.sampled_from(PLACES), VALUES | st.lists(VALUES, max_size=3))
def test_a_changed_badge_never_passes_and_never_breaks_the_verifier(
    place: tuple[str, ...],
    value: Any,  # noqa: ANN401
) -> None:
    assume(value != [])  # an empty set says nothing, so it changes nothing
    document = json.loads(GOOD)
    holder = document
    for name in place[:-1]:
        holder = holder[name]
    holder[place[-1]] = value
    report = judged(document, {}, AllowedIssuers({did_key(): "x"}))
    assert report.outcome is not Outcome.PASSED
    assert report.root_cause is not None


@settings(deadline=None, max_examples=100)
@given(st.sampled_from(PLACES), VALUES | st.lists(VALUES, max_size=3))
def test_whatever_an_issuer_signs_gets_a_report(place: tuple[str, ...], value: Any) -> None:  # noqa: ANN401
    payload = ob_claims(badge())
    holder = payload
    for name in [name for name in place[:-1] if name != "proof"]:
        holder = holder[name]
    holder[place[-1]] = value
    report = judged(jwt(payload))
    assert report.findings


def test_a_wide_document_with_many_proofs_ends_in_time() -> None:
    document = badge()
    alike = [{"type": ["Evidence"], "name": f"n{i}", "narrative": "x"} for i in range(250)]
    document["evidence"] = alike
    wrong = multibase_encode(bytes([1]) * 64)
    document["proof"] = [{**proof_options(nonce=str(i)), "proofValue": wrong} for i in range(8)]
    with spending_at_most(4):
        assert causes(judged(document)) == ["proof failed SIGNATURE_INVALID"] * 8


def test_no_learners_data_in_findings() -> None:
    document = signed(badge())
    document["credentialSubject"]["identifier"][0]["salt"] = "geheim-salt"
    report = judged(document)
    assert "geheim" not in repr(report.findings)


def test_a_did_key_badge_may_name_its_key_in_short() -> None:
    issuer = did_key(KEY)
    document = badge(issuer={"id": issuer, "type": ["Profile"]})
    policy = AllowedIssuers({issuer: "x"})
    assert judged(signed(document, proof_options(issuer)), {}, policy).outcome is Outcome.PASSED
