"""Field, level and words are found where badges and SD-JWT VCs write them, and nowhere else."""

from typing import Any

import pytest

from tests.verifier.sd_jwts import learning_claims
from verifier.openid4vp.asked import Framework, Level
from verifier.openid4vp.content import fields, levels, mentions
from verifier.openid4vp.level import eqf_level, reaches

Json = dict[str, Any]
EQF, SQF = Framework.EQF, Framework.SQF
SQF_6_URL = "http://data.europa.eu/snb/qdr/c_4a3aea6f"


def badge(*alignments: Json, **members: Any) -> Json:  # noqa: ANN401 - any JSON
    achievement = {"name": "Osnove obdelave podatkov", "alignment": list(alignments), **members}
    return {"credentialSubject": {"achievement": achievement}}


def aligned(kind: str, code: object) -> Json:
    return {"targetType": kind, "targetCode": code, "targetUrl": "https://other.example/"}


@pytest.mark.parametrize(
    ("document", "found"),
    [
        (badge(aligned("ext:EQF", "5"), aligned("ext:SOK", "6")), ({5}, {6})),
        (badge({"targetUrl": "http://data.europa.eu/snb/eqf/5"}), ({5}, set())),
        (badge({"targetUrl": SQF_6_URL}), (set(), {6})),
        (badge(aligned("ext:EQF", "9"), aligned("ext:SOK", "0")), (set(), set())),
        (badge(aligned("ext:EQF", 5), aligned("CTDL", "5")), (set(), set())),
        (badge(aligned("ext:EQF", "\u0665")), (set(), set())),
        (learning_claims(), ({4}, set())),
        (learning_claims(level_of_learning_experience=True), (set(), set())),
        (learning_claims(level_of_learning_experience="4"), (set(), set())),
        ({"credentialSubject": [None, {"achievement": [3, {"alignment": "5"}]}]}, (set(), set())),
        ({}, (set(), set())),
    ],
)
def test_levels(document: Json, found: tuple[set[int], set[int]]) -> None:
    assert (levels(document, EQF), levels(document, SQF)) == found


def test_fields() -> None:
    by_url = {"targetUrl": "http://data.europa.eu/snb/isced-f/0613"}
    assert fields(badge(aligned("ext:ISCED-F", "0714"), by_url)) == {"0714", "0613"}
    assert fields(badge(aligned("ext:ISCED-F", "x"), aligned("ESCO", "0714"))) == set()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("obdelava podatkov", True),
        ("OBDELAVA  PODATKÓV", True),
        ("podatki", True),
        ("osnove varjenja", False),
        ("", True),
    ],
)
def test_words_are_found_whatever_their_endings(words: str, *, said: bool) -> None:
    assert mentions(badge(), words) is said


def test_words_are_looked_for_in_criteria_alignments_and_outcomes() -> None:
    assert mentions(badge(criteria={"narrative": "Zvari dva kosa."}), "zvari")
    assert mentions(badge({"targetName": "Varilec"}), "varilec")
    assert mentions(learning_claims(), "očisti")
    assert not mentions(learning_claims(learning_outcomes=None), "očisti")


@pytest.mark.parametrize(
    ("document", "wanted", "expected"),
    [
        (badge(aligned("ext:EQF", "5")), Level(EQF, 5), (True, "5")),
        (badge(aligned("ext:EQF", "5")), Level(EQF, 6), (False, "5")),
        (badge(aligned("ext:EQF", "5"), aligned("ext:EQF", "7")), Level(EQF, 6), (False, "5")),
        (badge(aligned("ext:SOK", "6")), Level(EQF, 5), (True, "5")),
        (badge(aligned("ext:SOK", "6")), Level(EQF, 6), (False, "5")),
        (badge(aligned("ext:EQF", "4")), Level(SQF, 4), (True, "")),
        (badge(aligned("ext:EQF", "4")), Level(SQF, 5), (None, "")),
        (badge(aligned("ext:EQF", "4")), Level(SQF, 6), (False, "")),
        (badge(), Level(EQF, 1), (None, "")),
        (badge(), Level(SQF, 1), (None, "")),
    ],
)
def test_levels_are_compared_across_frameworks(
    document: Json, wanted: Level, expected: tuple[bool | None, str]
) -> None:
    assert reaches(document, wanted) == expected


def test_every_level_has_its_european_one() -> None:
    assert [eqf_level(Level(SQF, level)) for level in range(1, 11)] == [
        *(1, 2, 3, 4, 4, 5, 6, 7, 8, 8)
    ]
