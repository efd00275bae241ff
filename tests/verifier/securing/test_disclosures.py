"""Disclosures go where their digests are, each once; whatever has no place is refused."""

import hashlib
import json
from typing import Any

import pytest

from verifier.judgement import Judged
from verifier.limits import LIMITS, Limits
from verifier.multibase import base64url_encode
from verifier.securing.disclosures import Revealed, reveal

Json = dict[str, Any]


def disclosure(*parts: Any) -> str:  # noqa: ANN401  # any JSON
    return base64url_encode(json.dumps(parts).encode())


def digest(text: str, name: str = "sha256") -> str:
    return base64url_encode(hashlib.new(name, text.encode()).digest())


NAME = disclosure("salt-1", "name", "Ana")
CITY = disclosure("salt-2", "city", "Ljubljana")
ADDRESS = disclosure("salt-3", "address", {"_sd": [digest(CITY)], "country": "SI"})
ELEMENT = disclosure("salt-4", "sl")
DECOY = digest("nobody knows")


def revealed(payload: Json, *disclosures: str, limits: Limits = LIMITS) -> Revealed:
    return reveal(payload, disclosures, limits)


def test_the_example_of_the_standard() -> None:
    # RFC 9901, sections 4.2.1 to 4.2.4.1: the digest of a property, and of an element.
    family_name = "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0"
    nationality = "WyJsa2x4RjVqTVlsR1RQVW92TU5JdkNBIiwgIkZSIl0"
    payload = {
        "_sd": ["X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0"],
        "nationalities": ["DE", {"...": "w0I8EKcdCtUPkGCNUrfwVp2xEgNjtoIDlOxc9-PlOhs"}, "US"],
        "_sd_alg": "sha-256",
    }
    found = revealed(payload, family_name, nationality)
    assert found.payload == {"family_name": "Möbius", "nationalities": ["DE", "FR", "US"]}
    assert found.disclosed == {"family_name"}
    assert not found.concealing


def test_what_is_not_disclosed_leaves_no_trace_but_is_known_to_be_missing() -> None:
    payload = {
        "_sd": [digest(NAME), DECOY],
        "languages": ["en", {"...": digest(ELEMENT)}],
        "address": {"_sd": [DECOY + "x"], "country": "SI"},
        "open": {"a": []},
    }
    found = revealed(payload)
    assert found.payload == {"languages": ["en"], "address": {"country": "SI"}, "open": {"a": []}}
    assert found.concealing == {"", "languages", "address"}


def test_a_disclosure_may_stand_inside_a_disclosed_value() -> None:
    payload = {"_sd": [digest(ADDRESS)]}
    whole = revealed(payload, CITY, ADDRESS)
    assert whole.payload == {"address": {"country": "SI", "city": "Ljubljana"}}
    assert not whole.concealing
    part = revealed(payload, ADDRESS)
    assert part.payload == {"address": {"country": "SI"}}
    assert part.concealing == {"address"}


def test_elements_may_stand_inside_elements() -> None:
    inner = disclosure("s", [{"...": digest(ELEMENT)}, 1])
    found = revealed({"a": [{"...": digest(inner)}, [{"...": DECOY}]]}, inner, ELEMENT)
    assert found.payload == {"a": [["sl", 1], []]}


@pytest.mark.parametrize("name", ["sha-256", "sha-384", "sha-512"])
def test_the_algorithm_is_the_one_named(name: str) -> None:
    payload = {"_sd_alg": name, "_sd": [digest(NAME, name.replace("-", ""))]}
    assert revealed(payload, NAME).payload == {"name": "Ana"}


@pytest.mark.parametrize(
    ("payload", "disclosures", "expected"),
    [
        ({}, [NAME], "DISCLOSURE_UNUSED"),
        ({"_sd": [digest(ADDRESS)]}, [ADDRESS, CITY, NAME], "DISCLOSURE_UNUSED"),
        ({"_sd": [digest(NAME)], "_sd_alg": "sha-512"}, [NAME], "DISCLOSURE_UNUSED"),
        ({"_sd": [digest(CITY)]}, [CITY, CITY], "DISCLOSURE_REPEATED"),
        ({"_sd": [digest(NAME), digest(NAME)]}, [NAME], "DISCLOSURE_REPEATED"),
        ({"_sd": [DECOY], "a": [{"...": DECOY}]}, [], "DISCLOSURE_REPEATED"),
        ({"_sd": [digest(CITY), digest(ADDRESS)]}, [CITY, ADDRESS], "DISCLOSURE_REPEATED"),
        ({"_sd": [digest(NAME)], "name": "Bor"}, [NAME], "DISCLOSURE_MALFORMED"),
        ({"_sd": [digest(ELEMENT)]}, [ELEMENT], "DISCLOSURE_MALFORMED"),
        ({"a": [{"...": digest(NAME)}]}, [NAME], "DISCLOSURE_MALFORMED"),
        ({"a": [{"...": DECOY, "b": 1}]}, [], "DISCLOSURE_MALFORMED"),
        ({"a": [{"...": 1}]}, [], "DISCLOSURE_MALFORMED"),
        ({"a": {"...": DECOY}}, [], "DISCLOSURE_MALFORMED"),
        ({"...": DECOY}, [], "DISCLOSURE_MALFORMED"),
        ({"_sd": DECOY}, [], "DISCLOSURE_MALFORMED"),
        ({"_sd": [1]}, [], "DISCLOSURE_MALFORMED"),
        ({"a": {"_sd": None}}, [], "DISCLOSURE_MALFORMED"),
        ({"_sd_alg": 1}, [], "DISCLOSURE_MALFORMED"),
        ({"_sd_alg": "sha-1"}, [], "DISCLOSURE_ALGORITHM_NOT_ACCEPTED"),
        ({"_sd_alg": "SHA-256"}, [], "DISCLOSURE_ALGORITHM_NOT_ACCEPTED"),
        ({"_sd_alg": "md5"}, [], "DISCLOSURE_ALGORITHM_NOT_ACCEPTED"),
    ],
)
def test_what_does_not_fit_is_refused(payload: Json, disclosures: list[str], expected: str) -> None:
    with pytest.raises(Judged) as stopped:
        revealed(payload, *disclosures)
    assert stopped.value.problem.code == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "PARSING_ERROR"),
        ("x", "DISCLOSURE_MALFORMED"),
        ("WyJhIl0=", "DISCLOSURE_MALFORMED"),
        ("eA", "PARSING_ERROR"),
        ("____", "PARSING_ERROR"),
        (disclosure("salt"), "DISCLOSURE_MALFORMED"),
        (disclosure("salt", "a", 1, 2), "DISCLOSURE_MALFORMED"),
        (disclosure(1, "a", 1), "DISCLOSURE_MALFORMED"),
        (disclosure("salt", 1, 1), "DISCLOSURE_MALFORMED"),
        (disclosure("salt", "_sd", []), "DISCLOSURE_MALFORMED"),
        (disclosure("salt", "...", "a"), "DISCLOSURE_MALFORMED"),
        (base64url_encode(b'{"a": 1}'), "DISCLOSURE_MALFORMED"),
        (base64url_encode(b'["salt", "a", {"b": 1, "b": 2}]'), "PARSING_ERROR"),
        (base64url_encode(b"[" * 100_000), "LIMIT_EXCEEDED"),
    ],
)
def test_a_disclosure_of_another_form_is_refused(text: str, expected: str) -> None:
    with pytest.raises(Judged) as stopped:
        revealed({"_sd": [digest(text)]}, text)
    assert stopped.value.problem.code == expected


def test_nesting_through_disclosures_is_bounded() -> None:
    texts = [disclosure("salt", "leaf", 1)]
    for number in range(LIMITS.depth):
        texts.append(disclosure(f"salt {number}", "a", {"_sd": [digest(texts[-1])]}))
    with pytest.raises(Judged) as stopped:
        revealed({"_sd": [digest(texts[-1])]}, *texts)
    assert stopped.value.problem.params == {"limit": "depth"}


def test_a_disclosed_property_may_not_be_the_digests_algorithm_of_the_whole() -> None:
    text = disclosure("salt", "_sd_alg", "md5")
    found = revealed({"_sd": [digest(text)]}, text)
    assert found.payload == {"_sd_alg": "md5"}


def test_values_together_are_bounded() -> None:
    texts = [disclosure(f"salt {number}", f"n{number}", [1] * 200) for number in range(120)]
    with pytest.raises(Judged) as stopped:
        revealed({"_sd": [digest(text) for text in texts]}, *texts)
    assert stopped.value.problem.params == {"limit": "values"}


def test_the_recursive_example_of_the_standard() -> None:
    # RFC 9901, section 6.3.
    parts = (
        '["Qg_O64zqAxe412a108iroA", "address"',
        '{"_sd": ["6vh9bq-zS4GKM_7GpggVbYzzu6oOGXrmNVGPHP75Ud0"',
        '"9gjVuXtdFROCgRrtNcGUXmF65rdezi_6Er_j76kmYyM"',
        '"KURDPh4ZC19-3tiz-Df39V8eidy1oV3a3H1Da2N0g88"',
        '"WN9r9dCBJ8HTCsS2jKASxTjEyW5m5x65_Z_2ro2jfXM"]}]',
    )
    address = base64url_encode(", ".join(parts).encode())
    region = "WyI2SWo3dE0tYTVpVlBHYm9TNXRtdlZBIiwgInJlZ2lvbiIsICJTYWNoc2VuLUFuaGFsdCJd"
    country = "WyJlSThaV205UW5LUHBOUGVOZW5IZGhRIiwgImNvdW50cnkiLCAiREUiXQ"
    payload = {"_sd": ["HvrKX6fPV0v9K_yCVFBiLFHsMaxcD_114Em6VT8x1lg"], "_sd_alg": "sha-256"}
    found = revealed(payload, region, country, address)
    assert found.payload == {"address": {"region": "Sachsen-Anhalt", "country": "DE"}}
