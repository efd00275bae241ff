"""What was handed in is compared with what the issuer publishes, and only the latter counts."""

import pytest

from tests.verifier.makers import causes, fetched, notices
from tests.verifier.open_badges_2.making import ASSERTION, example, judged, published

RECIPIENT = example("assertion")["recipient"]


@pytest.mark.parametrize(
    "changes",
    [
        {"recipient": {**RECIPIENT, "identity": "sha256$" + "0" * 64}},
        {"recipient": {**RECIPIENT, "salt": "other"}},
        {"badge": "https://school.example/badges/6"},
        {"issuedOn": "2018-03-01T10:00:00+01:00"},
        {"expires": "2039-03-01T10:00:00+01:00"},
        {"expires": None},
    ],
)
def test_a_copy_that_says_something_else_is_found_out(changes: dict[str, object]) -> None:
    report = judged(example("assertion", **changes))
    assert causes(report)[0] == "hosted failed HOSTED_COPY_DIFFERS"
    assert report.facts.trust is None


@pytest.mark.parametrize(
    "changes",
    [
        {"issuedOn": "2019-03-01T09:00:00Z"},
        {
            "recipient": {
                **RECIPIENT,
                "identity": RECIPIENT["identity"].upper().replace("SHA", "sha"),
            }
        },
        {"badge": example("badge-class")},
        {"verify": {"type": "hosted"}, "verification": None},
        {"id": ASSERTION.replace("https", "http")},
        {"evidence": None, "narrative": None},
    ],
)
def test_another_spelling_of_the_same_is_the_same(changes: dict[str, object]) -> None:
    report = judged(example("assertion", **changes))
    assert (causes(report), notices(report)) == ([], [])


@pytest.mark.parametrize("changes", [{"narrative": "Odlično!"}, {"evidence": []}, {"x": 1}])
def test_lesser_differences_are_noticed_and_the_issuer_s_words_shown(
    changes: dict[str, object],
) -> None:
    report = judged(example("assertion", **changes))
    assert (causes(report), notices(report)) == ([], ["HOSTED_COPY_OLDER"])
    assert report.document is not None
    assert report.document["narrative"] == example("assertion")["narrative"]
    assert "x" not in report.document


def test_another_badge_at_the_address() -> None:
    other = example("assertion", id="https://school.example/assertions/18")
    report = judged(example("assertion"), published(assertion=other))
    assert causes(report) == ["hosted failed BADGE_LINK_BROKEN"]


@pytest.mark.parametrize("body", [b"<html>", b"[]", b'{"a": 1, "a": 2}'])
def test_no_badge_at_the_address(body: bytes) -> None:
    given = {**published(), ASSERTION: fetched(ASSERTION, body)}
    assert causes(judged(example("assertion"), given)) == [
        "hosted indeterminate BADGE_OBJECT_UNREADABLE"
    ]
