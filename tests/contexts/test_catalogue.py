"""The catalogue gives bundled contexts and nothing else; and the contexts hold no surprises."""

from collections.abc import Iterator
from typing import Any

import pytest

from contexts import UnknownContext, context_document, context_urls, known_digest
from tests.contexts.reference_data import OB, VC2

REAL = sorted(context_urls())
SANDBOX = sorted(context_urls(sandbox=True) - context_urls())


def objects(value: Any, name: str = "") -> Iterator[tuple[str, dict[str, Any]]]:  # noqa: ANN401
    if isinstance(value, dict):
        yield name, value
        for key, member in value.items():
            yield from objects(member, key)
    elif isinstance(value, list):
        for item in value:
            yield from objects(item, name)


def test_a_caller_gets_a_copy_to_spoil() -> None:
    context_document(VC2)["@context"].clear()

    assert context_document(VC2)["@context"]["VerifiableCredential"]


def test_an_unknown_context_is_named() -> None:
    with pytest.raises(UnknownContext, match=r"https://evil\.example/v1") as caught:
        context_document("https://evil.example/v1")

    assert caught.value.code == "UNKNOWN_CONTEXT"


def test_digests_are_those_of_the_published_document() -> None:
    digest = known_digest(VC2)

    assert digest is not None
    assert digest.sha256.startswith("59955ced")
    assert digest.sha384.startswith("sha384-l/HrjlBC")
    assert known_digest("https://evil.example/v1") is None


def test_the_newer_copy_of_the_ob_context_adds_two_terms() -> None:
    published = context_document(OB)["@context"]
    newer = context_document(OB, edition="newer")["@context"]

    assert newer.keys() - published.keys() == {"endorsementJwt", "jti"}
    assert {name: newer[name] for name in published} == published
    assert context_document(VC2, edition="newer") == context_document(VC2)


def test_contexts_that_define_every_term_are_for_the_sandbox_only() -> None:
    def defines_everything(url: str) -> bool:
        return any("@vocab" in item for _, item in objects(context_document(url)))

    assert SANDBOX
    assert all(defines_everything(url) for url in SANDBOX)
    assert not any(defines_everything(url) for url in REAL)


def test_the_only_null_is_the_one_that_isolates_credentials_in_a_presentation() -> None:
    nulls = [
        (url, name, key)
        for url in REAL
        for name, item in objects(context_document(url))
        for key, value in item.items()
        if value is None
    ]

    assert nulls == [(VC2, "verifiableCredential", "@context")]


@pytest.mark.parametrize("url", REAL)
def test_a_context_uses_only_what_the_data_loss_check_knows(url: str) -> None:
    """Index, id, type and language maps would put content into keys, where nobody checks it."""
    for _, item in objects(context_document(url)):
        assert not item.keys() & {"@import", "@index", "@nest", "@reverse", "@base", "@language"}
        assert item.get("@container") in {None, "@set", "@list", "@graph"}
        assert item.get("@id") not in {"@nest", "@included", "@reverse", "@graph", "@value"}
    keywords = {
        value
        for _, item in objects(context_document(url))
        for value in item.values()
        if isinstance(value, str) and value.startswith("@")
    }
    assert keywords <= {"@id", "@type", "@vocab", "@json", "@set", "@list", "@graph", "@none"}
