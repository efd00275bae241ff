"""Inline contexts: refused outside the sandbox, and inside it plain definitions only."""

from typing import Any

import pytest

from contexts import DataLoss, TooMuchWork, canonicalize

V2 = "https://www.w3.org/ns/credentials/v2"


def document(*contexts: Any, **more: Any) -> dict[str, Any]:  # noqa: ANN401  # any JSON
    return {
        "@context": [V2, *contexts],
        "type": ["VerifiableCredential"],
        "credentialSubject": {"id": "did:example:subject"},
        **more,
    }


def test_an_inline_context_defines_terms_in_the_sandbox_only() -> None:
    given = document({"grade": "https://example.org/#grade"}, grade="A")
    assert "<https://example.org/#grade>" in canonicalize(given, sandbox=True)
    with pytest.raises(DataLoss):
        canonicalize(given)


def test_direction_is_kept_in_the_sandbox_only() -> None:
    name = {"@value": "x", "@language": "ar", "@direction": "rtl"}
    assert "<https://www.w3.org/ns/i18n#ar_rtl>" in canonicalize(document(name=name), sandbox=True)
    with pytest.raises(DataLoss):
        canonicalize(document(name=name))


def nested(depth: int) -> dict[str, Any]:
    """Define a term with a context of its own inside a term with a context of its own."""
    context = {"grade": "https://example.org/#grade"}
    for number in range(1, depth):
        definition = {"@id": f"https://example.org/#inside{number}", "@context": context}
        context = {f"inside{number}": definition}  # type: ignore[dict-item]
    return context


def test_a_term_may_have_a_context_of_its_own() -> None:
    given = document(nested(4), inside3={"inside2": {"inside1": {"grade": "A"}}})
    assert '<https://example.org/#grade> "A"' in canonicalize(given, sandbox=True)


@pytest.mark.parametrize(
    "context",
    [
        {},
        {"grade": None},
        {"@vocab": None},
        {"@base": "https://example.org/"},
        {"@import": "https://example.org/"},
        {"grade": {"@id": "https://example.org/#grade", "@context": None}},
        {"grade": {"@id": "https://example.org/#grade", "@context": {"x": None}}},
        {"grade": {"@id": "https://example.org/#grade", "@context": "https://example.org/"}},
        {"grade": {"@id": "https://example.org/#grade", "@context": [{"x": "urn:x"}]}},
        nested(5),
        {"grade": {"@reverse": "https://example.org/#grade"}},
        {"grade": {"@id": None}},
        {"grade": ["https://example.org/#grade"]},
        {f"term{number}": "https://example.org/#term" for number in range(129)},
    ],
    ids=str,
)
def test_whatever_else_it_does_is_refused(context: dict[str, Any]) -> None:
    with pytest.raises((DataLoss, TooMuchWork)):
        canonicalize(document(context), sandbox=True)
