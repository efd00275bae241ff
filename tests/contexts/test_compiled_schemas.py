"""The compiled schemas never call valid what the general validator refuses."""

import json
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any

import pytest

from contexts import JsonValue, schema_errors
from contexts.compiled_schemas import surely_valid
from contexts.schemas import general_validator
from tests.contexts.reference_data import OB_SCHEMA, ROOT, badge
from tests.contexts.test_schemas import ENDORSEMENT, KINDS, SUBSTITUTES, URL, complete

SEED = 20261123
NASTY: list[Any] = [
    *SUBSTITUTES,
    "sl\n",  # where Python's $ also matches
    "٣",  # a digit to Python's \d
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.٠.٣.json",  # noqa: RUF001
    "ext:a\nb",
    "e30.e30.c2ln\n",
    "\ud800",
    "\x00",
    "s\u0161",
    1.0,
    -0.0,
    2**64,
    -(2**70),
    10**400,
    float("nan"),
    float("inf"),
    False,
    0,
]


def published_documents() -> Iterator[JsonValue]:
    """Give every JSON document among the vectors of all layers, and complete ones."""
    yield from (complete(), deepcopy(ENDORSEMENT))
    for path in sorted((ROOT / "tests/vectors").rglob("*.json")):
        yield json.loads(path.read_text(encoding="utf-8"))


def mutated(document: dict[str, Any], random: Random) -> dict[str, Any]:
    """Put nasty values, missing members and doubled items into a copy, one to three of them."""
    copy = deepcopy(document)
    for _ in range(random.randint(1, 3)):
        _mutate(copy, random)
    return copy


def _mutate(value: dict[str, Any] | list[Any], random: Random) -> None:
    steps: list[Any] = list(value) if isinstance(value, dict) else list(range(len(value)))
    if not steps:
        return
    step = random.choice(steps)
    member = value[step]
    if isinstance(member, dict | list) and member and random.random() < 0.7:
        _mutate(member, random)
    elif random.random() < 0.2:
        del value[step]
    elif random.random() < 0.2:
        value[step] = [member, member]
    else:
        value[step] = deepcopy(random.choice(NASTY))


@pytest.mark.parametrize("kind", KINDS)
def test_no_published_document_is_judged_otherwise(kind: str) -> None:
    general = general_validator(URL.format(kind))
    answers = [
        (surely_valid(document, URL.format(kind)), general.is_valid(document))
        for document in published_documents()
    ]

    assert all(valid for surely, valid in answers if surely)
    assert {True, False} == {valid for _, valid in answers}
    assert all(surely for surely, valid in answers if valid), "an honest document goes the slow way"


@pytest.mark.parametrize(
    ("kind", "document"),
    [(KINDS[0], complete()), (KINDS[1], complete()), (KINDS[2], ENDORSEMENT)],
    ids=KINDS,
)
def test_no_mutated_document_is_judged_otherwise(kind: str, document: dict[str, Any]) -> None:
    random, url = Random(SEED), URL.format(kind)  # noqa: S311  # repeatable, not secret
    surely = [each for _ in range(1500) if surely_valid(each := mutated(document, random), url)]

    assert len(surely) > 100
    for each in surely:
        assert general_validator(url).is_valid(each), f"seed {SEED}: {each!r}"


@pytest.mark.parametrize("value", NASTY, ids=repr)
def test_nasty_values_get_the_general_answer_everywhere(value: Any) -> None:  # noqa: ANN401
    for name in ("inLanguage", "version", "fieldOfStudy", "achievementType"):
        document = badge()
        document["credentialSubject"]["achievement"][name] = value

        assert (schema_errors(document, OB_SCHEMA) == ()) == general_validator(OB_SCHEMA).is_valid(
            document
        )


def nested(levels: int) -> dict[str, Any]:
    profile: dict[str, Any] = {"id": "urn:x", "type": ["Profile"]}
    for _ in range(levels):
        profile = {**profile, "endorsement": [{**ENDORSEMENT, "issuer": profile}]}
    return badge(issuer=profile)


def test_a_document_that_would_overflow_the_stack_is_left_to_the_general_validator() -> None:
    assert surely_valid(nested(20), OB_SCHEMA)
    assert not surely_valid(nested(50_000), OB_SCHEMA)


def test_formats_are_not_asserted() -> None:
    assert surely_valid(badge(validFrom="yesterday"), OB_SCHEMA)


def test_what_is_not_json_is_not_surely_valid() -> None:
    assert not surely_valid(badge(name={1: "x"}), OB_SCHEMA)
    assert not surely_valid(badge(name=Path("x")), OB_SCHEMA)
