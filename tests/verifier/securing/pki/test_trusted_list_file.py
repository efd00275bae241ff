"""Lists come back from JSON as they were, and nothing else is taken for lists."""

import json
from datetime import timedelta
from typing import Any

import pytest

from tests.seals import SEALED_AT, authorities
from tests.trusted_lists import Service, list_operator, national_list
from verifier.securing.pki.certificates import read_certificate
from verifier.securing.pki.trusted_list_file import (
    MalformedTrustedLists,
    lists_from_json,
    lists_json,
)
from verifier.securing.pki.trusted_list_reading import (
    ListPointer,
    read_national_list,
    trusted_lists,
)
from verifier.securing.pki.trusted_lists import TrustedLists

AUTHORITY = authorities().authority.der
SUBJECT = read_certificate(AUTHORITY).subject.hashable


def lists() -> TrustedLists:
    operator = list_operator()
    pointer = ListPointer("https://si.example/", "SI", (operator.der,))
    national = read_national_list(national_list([Service(AUTHORITY)], operator), pointer, SEALED_AT)
    until = SEALED_AT + timedelta(days=9)
    return trusted_lists([national], until, missing=frozenset({"HR"}), digest="sha256:00")


def changed(**members: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON
    return {**lists_json(lists()), **members}


def test_lists_come_back_as_they_were() -> None:
    before = lists()
    after = lists_from_json(json.loads(json.dumps(lists_json(before))))
    assert after == before
    assert [one.kind.value for one in after.seal_anchors(SEALED_AT)(SUBJECT)] == ["trusted-list"]


def test_an_excerpt_holds_only_what_was_asked_for() -> None:
    whole = lists()
    assert list(whole.excerpt([SUBJECT, "nobody"]).services) == [SUBJECT]
    empty = whole.excerpt(["nobody"])
    assert not empty.services
    assert (empty.digest, empty.missing) == (whole.digest, whole.missing)
    assert empty.as_of(SEALED_AT) == empty


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        {},
        changed(more=1),
        changed(digest=1),
        changed(missing="HR"),
        changed(missing=[1]),
        changed(valid_until=[]),
        changed(valid_until={"SI": "soon"}),
        changed(list_of_lists_until=None),
        changed(services={}),
        changed(services=[{}]),
        changed(services=[{"territory": "SI", "subjects": ["a"], "xml": 1}]),
        changed(services=[{"territory": "SI", "subjects": ["a"], "xml": "<!DOCTYPE a>"}]),
    ],
)
def test_what_is_no_lists_is_refused(value: object) -> None:
    with pytest.raises(MalformedTrustedLists):
        lists_from_json(value)


@pytest.mark.parametrize("xml", ["", "<", "text", "<TSPService/>", "</TSPServices>", "&a;", "{0}"])
def test_a_service_that_cannot_be_read_makes_nobody_trusted(xml: str) -> None:
    service = {"territory": "SI", "subjects": [SUBJECT], "xml": xml}
    read = lists_from_json(changed(services=[service]))
    assert list(read.seal_anchors(SEALED_AT)(SUBJECT)) == []
