"""Endorsements as tokens (`endorsementJwt`): each with its own proof, status, time and trust."""

from typing import Any

import pytest

from tests.verifier.makers import (
    ISSUER,
    OTHER_KEY,
    Json,
    badge,
    causes,
    entry,
    judged,
    jwt,
    multikey,
    notices,
    ob_claims,
    raw_signature,
)
from tests.verifier.test_endorsements import ENDORSER, KNOWN, endorsement
from verifier import AllowedIssuers, Outcome, Report
from verifier.securing.jose import compact, signing_input


def as_token(document: Json, key: Any = OTHER_KEY) -> str:  # noqa: ANN401
    """Sign an endorsement as the endorser, in the form of Open Badges 3.0, section 8.2."""
    bare = {name: value for name, value in document.items() if name != "proof"}
    kid = f"{ENDORSER}#{multikey(OTHER_KEY)}"
    data = signing_input({"alg": "EdDSA", "kid": kid, "typ": "JWT"}, ob_claims(bare))
    return compact(data, raw_signature(data, key))


def told(*tokens: str, policy: AllowedIssuers = KNOWN) -> Report:
    report = judged(jwt(ob_claims(badge(endorsementJwt=list(tokens)))), policy=policy)
    assert causes(report) == []  # an endorsement never decides on its badge
    return report


def test_a_good_one_is_told_of_with_the_endorser_s_own_trust() -> None:
    report = told(as_token(endorsement()))
    assert notices(report) == []
    one = report.endorsements[0]
    assert (one.outcome, one.format) == (Outcome.PASSED, "ob3-vc-jwt")
    assert one.facts.issuer_id == ENDORSER
    assert one.facts.trust
    assert one.facts.trust.name == "Zbornica"
    layers = {layer.check: layer.outcome for layer in one.trust_layers}
    assert layers["registry"] is Outcome.PASSED
    assert layers["keyDomain"] is Outcome.INDETERMINATE
    assert "programme" not in layers  # an endorsement has none


@pytest.mark.parametrize(
    ("token", "notice", "cause"),
    [
        (as_token(endorsement())[:-6] + "AAAAAA", "ENDORSEMENT_WRONG",
         "SIGNATURE_INVALID"),
        (as_token(endorsement(validUntil="2026-02-01T00:00:00Z")), "ENDORSEMENT_WRONG", "EXPIRED"),
        (as_token(endorsement(credentialStatus=entry())), "ENDORSEMENT_NOT_CHECKED",
         "STATUS_UNREACHABLE"),
        ("e30.e30.c2ln", "ENDORSEMENT_NOT_CHECKED", None),
    ],
)  # fmt: skip
def test_one_that_does_not_hold_is_named_with_its_cause(
    token: str, notice: str, cause: str | None
) -> None:
    report = told(token)
    assert notices(report) == [notice]
    assert cause in {None, report.findings[-1].params["cause"]}


def test_an_endorser_whom_nobody_knows_is_not_shown_as_good() -> None:
    report = told(as_token(endorsement()), policy=AllowedIssuers({ISSUER: "Šola"}))
    assert notices(report) == ["ENDORSEMENT_NOT_CHECKED"]
    assert report.endorsements[0].outcome is Outcome.INDETERMINATE
