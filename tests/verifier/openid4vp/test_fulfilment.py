"""An answer is compared with all that was asked; a wallet that cheats is found out."""

import json
from datetime import timedelta
from typing import Any

import pytest

from tests.verifier.makers import EC_KEY, NOW, ec_jwk
from tests.verifier.sd_jwts import AUDIENCE, DISCLOSABLE, NONCE, bound, learning_claims, sd_jwt
from verifier import AllowedIssuers, PresentationRequest, Report, verify
from verifier.multibase import base64url_encode
from verifier.openid4vp.asked import Asked, Framework, Level
from verifier.openid4vp.fulfilment import Answered, Match, conditions, holder_is_proven, overall
from verifier.openid4vp.vp_token import Presented

ISSUER = "did:jwk:" + base64url_encode(json.dumps(ec_jwk(EC_KEY)).encode())
KNOWN = AllowedIssuers({ISSUER: "Šola"})
NOBODY = AllowedIssuers({})
REQUEST = PresentationRequest(NONCE, AUDIENCE)
ASKED_AT = NOW - timedelta(minutes=1)


def credential(**changes: Any) -> str:  # noqa: ANN401 - any JSON
    claims = learning_claims(iss=ISSUER, **changes)
    paths = [path for path in DISCLOSABLE if path[0] in claims]
    return sd_jwt(claims, paths, {"kid": f"{ISSUER}#0"})


def answered(secured: str, query_id: str = "sd_jwt_vc", policy: Any = KNOWN) -> Answered:  # noqa: ANN401
    report = verify(secured.encode(), {}, now=NOW, policy=policy, request=REQUEST)
    return Answered(Presented(query_id, secured.encode()), report, ASKED_AT, NOW)


def judged(asked: Asked, answer: Answered) -> tuple[Match, dict[str, Match]]:
    found = conditions(asked, answer)
    return overall(answer.report, found), {each.name: each.match for each in found}


def test_a_good_answer_meets_everything() -> None:
    asked = Asked(
        words="obdelava podatkov", level=Level(Framework.EQF, 4), issuers=("did:x:y", ISSUER)
    )
    result, found = judged(asked, answered(bound(credential())))
    assert result is Match.MET
    assert set(found) == {"kind", "fresh", "holder", "words", "level", "issuer"}
    assert set(found.values()) == {Match.MET}


@pytest.mark.parametrize(
    ("asked", "name", "match"),
    [
        (Asked(level=Level(Framework.EQF, 5)), "level", Match.MISSED),
        (Asked(words="varjenje"), "words", Match.UNCLEAR),
        (Asked(isced_f="06"), "isced_f", Match.UNCLEAR),
        (Asked(issuers=("did:web:other.example",)), "issuer", Match.MISSED),
        (Asked(vcts=("https://other.example/type",)), "kind", Match.MISSED),
    ],
)
def test_a_genuine_credential_can_be_the_wrong_one(asked: Asked, name: str, match: Match) -> None:
    answer = answered(bound(credential()))
    result, found = judged(asked, answer)
    assert answer.report.outcome.value == "passed"
    assert (result, found[name]) == (match, match)


def test_what_is_not_disclosed_is_not_said() -> None:
    hidden = credential(level_of_learning_experience=None)
    assert judged(Asked(level=Level(Framework.EQF, 1)), answered(bound(hidden)))[0] is Match.UNCLEAR


@pytest.mark.parametrize(
    ("secured", "holder", "result"),
    [
        (credential(), Match.UNCLEAR, Match.UNCLEAR),
        (bound(credential(), nonce="another"), Match.MISSED, Match.MISSED),
        (bound(credential(), aud="employer.example"), Match.MISSED, Match.MISSED),
        (credential(cnf=None), Match.UNCLEAR, Match.UNCLEAR),
    ],
    ids=["no proof", "other nonce", "aud without its prefix", "no key"],
)
def test_the_holder_has_to_be_proven(secured: str, holder: Match, result: Match) -> None:
    answer = answered(secured)
    assert not holder_is_proven(answer.report)
    assert judged(Asked(), answer)[1]["holder"] is holder
    assert judged(Asked(), answer)[0] is result


def test_who_does_not_ask_for_the_holder_gets_no_condition_of_it() -> None:
    answer = answered(credential())
    assert "holder" not in judged(Asked(holder_binding=False), answer)[1]
    assert not holder_is_proven(answer.report)


@pytest.mark.parametrize(
    ("minutes", "match"), [(0, Match.MET), (-5, Match.MET), (-30, Match.MISSED), (4, Match.MET)]
)
def test_an_answer_is_not_older_than_its_question(minutes: int, match: Match) -> None:
    signed = int((NOW + timedelta(minutes=minutes)).timestamp())
    assert judged(Asked(), answered(bound(credential(), iat=signed)))[1]["fresh"] is match


def test_another_format_than_its_place_in_the_query_is_another_kind() -> None:
    for query_id in ("open_badge", "open_badge_jwt"):
        assert judged(Asked(), answered(bound(credential()), query_id))[1]["kind"] is Match.MISSED


def test_nothing_in_what_is_not_proven_is_met() -> None:
    forged = bound(credential().replace("A", "B", 1))
    result, found = judged(Asked(level=Level(Framework.EQF, 1), words="osnove"), answered(forged))
    assert result is Match.MISSED
    assert Match.MET not in {found.get("level"), found.get("words")}


def test_an_issuer_that_nobody_knows_makes_it_unclear() -> None:
    assert judged(Asked(), answered(bound(credential()), policy=NOBODY))[0] is Match.UNCLEAR


def test_a_report_of_nothing_meets_nothing() -> None:
    answer = Answered(Presented("sd_jwt_vc", b""), Report(None, (), (), ()), ASKED_AT, NOW)
    assert judged(Asked(), answer)[0] is Match.MISSED
