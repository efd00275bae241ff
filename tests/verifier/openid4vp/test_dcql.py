"""The query says what DCQL can say of a question, and asks for no claim that is not needed."""

from typing import Any

import pytest

from verifier.openid4vp.asked import Asked, Framework, Level
from verifier.openid4vp.dcql import FORMATS, dcql_query

OWN = "https://badges.example.org/vct/micro-credential/1"


def parts(asked: Asked) -> dict[str, Any]:
    return {part["id"]: part for part in dcql_query(asked)["credentials"]}


def test_one_credential_in_any_of_three_formats_will_do() -> None:
    query = dcql_query(Asked())
    assert [part["format"] for part in query["credentials"]] == [
        *("dc+sd-jwt", "ldp_vc", "jwt_vc_json")
    ]
    assert query["credential_sets"] == [{"options": [[name] for name in FORMATS]}]


def test_types_are_expanded_and_each_alternative_is_whole() -> None:
    for name in ("open_badge", "open_badge_jwt"):
        alternatives = parts(Asked())[name]["meta"]["type_values"]
        assert len(alternatives) == 2
        for types in alternatives:
            assert types[0] == "https://www.w3.org/2018/credentials#VerifiableCredential"
            assert types[1].startswith("https://")
            assert types[1].endswith("#OpenBadgeCredential")


def test_the_types_of_an_sd_jwt_vc_are_those_that_will_do() -> None:
    assert parts(Asked(vcts=(OWN,)))["sd_jwt_vc"]["meta"] == {"vct_values": [OWN]}


@pytest.mark.parametrize(
    ("level", "values"),
    [
        (Level(Framework.EQF, 6), [6, 7, 8]),
        (Level(Framework.SQF, 7), [6, 7, 8]),
        (Level(Framework.SQF, 10), [8]),
    ],
)
def test_a_level_becomes_all_european_levels_from_it_on(level: Level, values: list[int]) -> None:
    claims = parts(Asked(level=level))["sd_jwt_vc"]["claims"]
    assert {claim["path"][0]: claim.get("values") for claim in claims}[
        "level_of_learning_experience"
    ] == values


def test_only_claims_that_are_needed_are_asked_for() -> None:
    least = parts(Asked())["sd_jwt_vc"]
    assert least["claim_sets"] == [
        ["achievement_title", "family_name", "given_name"],
        ["achievement_title", "family_name"],
    ]
    more = parts(Asked(words="varjenje"))["sd_jwt_vc"]["claim_sets"]
    optional = {"given_name", "learning_outcomes"}
    assert [optional & set(names) for names in more] == [
        *(optional, {"given_name"}, {"learning_outcomes"}, set())
    ]


def test_holder_binding_is_named_only_where_it_is_not_wanted() -> None:
    member = "require_cryptographic_holder_binding"
    assert all(member not in part for part in parts(Asked()).values())
    unbound = parts(Asked(holder_binding=False))
    assert all(part[member] is False for part in unbound.values())


def test_several_are_asked_for_in_each_part() -> None:
    assert all("multiple" not in part for part in parts(Asked()).values())
    assert all(part["multiple"] is True for part in parts(Asked(several=True)).values())
