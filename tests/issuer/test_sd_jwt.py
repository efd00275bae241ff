"""What we make disclosable can be shown or left out, and our own reading agrees."""

import json

import pytest

from issuer.sd_jwt import Concealed, NoSuchValue, Path, conceal, secure_sd_jwt
from tests.verifier.sd_jwts import salts
from verifier.limits import LIMITS
from verifier.multibase import base64url_decode
from verifier.securing.disclosures import reveal
from verifier.securing.sd_jwt import read_sd_jwt

PAYLOAD = {
    "name": "Ana",
    "address": {"city": "Ljubljana", "country": "SI"},
    "languages": ["sl", "en", "it"],
}


def test_values_are_replaced_by_digests_and_come_back() -> None:
    paths: list[Path] = [["name"], ["address", "city"], ["languages", 1]]
    found = conceal(PAYLOAD, paths, salts())
    assert set(found.payload) == {"address", "languages", "_sd", "_sd_alg"}
    assert "Ljubljana" not in json.dumps(found.payload)
    assert reveal(found.payload, found.disclosures, LIMITS).payload == PAYLOAD
    assert reveal(found.payload, (), LIMITS).payload == {
        "address": {"country": "SI"},
        "languages": ["sl", "it"],
    }


def test_the_given_payload_is_left_as_it_is() -> None:
    before = json.dumps(PAYLOAD)
    conceal(PAYLOAD, [["name"], ["languages", 0]], salts())
    assert json.dumps(PAYLOAD) == before


def test_a_value_inside_another_is_disclosed_on_its_own() -> None:
    found = conceal(PAYLOAD, [["address"], ["address", "city"]], salts())
    by_name = {json.loads(base64url_decode(text))[1]: text for text in found.disclosures}
    assert set(by_name) == {"address", "city"}
    assert reveal(found.payload, found.disclosures, LIMITS).payload == PAYLOAD
    shown = reveal(found.payload, (by_name["address"],), LIMITS).payload
    assert shown["address"] == {"country": "SI"}


def test_the_order_of_digests_tells_nothing() -> None:
    names = [f"claim {number}" for number in range(20)]
    found = conceal(dict.fromkeys(names, 1), [[name] for name in names], salts())
    assert found.payload["_sd"] == sorted(found.payload["_sd"])


def test_without_paths_nothing_changes() -> None:
    assert conceal(PAYLOAD, [], salts()) == Concealed(PAYLOAD, ())


@pytest.mark.parametrize(
    "path",
    [["nobody"], ["name", "first"], ["languages", 3], ["languages", -1], ["languages", "0"],
     ["address", 0]],
)  # fmt: skip
def test_what_is_not_there_cannot_be_made_disclosable(path: list[str | int]) -> None:
    with pytest.raises(NoSuchValue):
        conceal(PAYLOAD, [path], salts())


def test_the_whole_ends_in_a_tilde() -> None:
    text = secure_sd_jwt(
        PAYLOAD,
        {"alg": "ES256", "typ": "dc+sd-jwt"},
        [["name"]],
        salts=salts(),
        sign=lambda data: data[:1] * 64,
    )
    read = read_sd_jwt(text, LIMITS)
    assert text.endswith("~")
    assert read.key_binding is None
    assert read.token.header == {"alg": "ES256", "typ": "dc+sd-jwt"}
    assert len(read.disclosures) == 1
