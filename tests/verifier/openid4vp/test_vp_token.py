"""A vp_token has the form of section 8.1, and answers the query that was sent."""

from typing import Any

import pytest

from verifier.openid4vp.vp_token import MalformedVpToken, read_vp_token


def test_one_presentation_is_taken_as_it_came() -> None:
    [presented] = read_vp_token({"sd_jwt_vc": ["a.b.c~"]})
    assert (presented.format, presented.secured) == ("dc+sd-jwt", b"a.b.c~")
    [presented] = read_vp_token({"open_badge": [{"type": "VerifiablePresentation", "č": 1}]})
    assert presented.secured == '{"type": "VerifiablePresentation", "č": 1}'.encode()


@pytest.mark.parametrize(
    ("vp_token", "why"),
    [
        (None, "an object"),
        ("a.b.c~", "an object"),
        ([], "an object"),
        ({}, "holds 0"),
        ({"sd_jwt_vc": "a.b.c~"}, "not a filled array"),
        ({"sd_jwt_vc": []}, "not a filled array"),
        ({"sd_jwt_vc": ["a.b.c~", "a.b.c~"]}, "holds 2"),
        ({"sd_jwt_vc": ["a.b.c~"], "open_badge": [{}]}, "holds 2"),
        ({"pid": ["a.b.c~"]}, "no part pid"),
        ({"sd_jwt_vc": [{}]}, "is a text"),
        ({"sd_jwt_vc": [""]}, "is a text"),
        ({"open_badge_jwt": [{}]}, "is a text"),
        ({"open_badge": ["{}"]}, "is an object"),
    ],
)
def test_another_form_is_refused(vp_token: Any, why: str) -> None:  # noqa: ANN401 - any JSON
    with pytest.raises(MalformedVpToken, match=why):
        read_vp_token(vp_token)


def test_several_are_taken_where_they_were_asked_for() -> None:
    vp_token = {"sd_jwt_vc": ["a~", "b~"], "open_badge_jwt": ["c"]}
    presented = read_vp_token(vp_token, several=True)
    assert [each.secured for each in presented] == [b"a~", b"b~", b"c"]
    with pytest.raises(MalformedVpToken, match="holds 9"):
        read_vp_token({"sd_jwt_vc": ["a~"] * 9}, several=True)
