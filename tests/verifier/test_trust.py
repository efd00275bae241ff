"""Trust policies: the default refuses, and danger makes noise."""

import pytest

from verifier import AllOf, AllowedIssuers, AnyOf, UnsafeAnyController, UnsafeAnyIssuer

A = AllowedIssuers({"did:web:a.example": "A"}, source="list one")
B = AllowedIssuers({"did:web:a.example": "Also A", "did:web:b.example": "B"}, source="list two")


def test_only_the_listed_are_known_by_the_lists_name() -> None:
    judgement = A.judge("did:web:a.example")
    assert (judgement.known, judgement.name, judgement.source) == (True, "A", "list one")
    assert not A.judge("did:web:A.example").known


def test_any_of() -> None:
    assert AnyOf([A, B]).judge("did:web:b.example").name == "B"
    assert not AnyOf([A, B]).judge("did:web:c.example").known


def test_all_of() -> None:
    assert AllOf([A, B]).judge("did:web:a.example").name == "A"
    assert not AllOf([A, B]).judge("did:web:b.example").known


def test_no_policy_knows_nobody() -> None:
    assert not AllOf([]).judge("did:web:a.example").known
    assert not AnyOf([]).judge("did:web:a.example").known


@pytest.mark.parametrize("unsafe", [UnsafeAnyIssuer, UnsafeAnyController])
def test_danger_makes_noise(unsafe: type[UnsafeAnyIssuer]) -> None:
    with pytest.warns(UserWarning, match="Unsafe"):
        policy = unsafe()
    assert policy.judge("did:web:a.example").known
