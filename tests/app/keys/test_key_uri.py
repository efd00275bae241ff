"""app.keys.key_uri: the examples of RFC 7512, and secrets that stay hidden."""

from pathlib import Path

import pytest

from app.keys.key_uri import KeyUnusable, parse_key_uri


def test_an_example_of_the_rfc_is_taken_apart() -> None:
    # RFC 7512, section 3
    uri = parse_key_uri(
        "pkcs11:token=The%20Software%20PKCS%2311%20Softtoken;manufacturer=Snake%20Oil,%20Inc.;"
        "model=1.0;object=my-certificate;type=cert;"
        "id=%69%95%3E%5C%F4%BD%EC%91;serial=?pin-source=file:/etc/token_pin"
    )
    assert uri.scheme == "pkcs11"
    assert uri.text("token") == "The Software PKCS#11 Softtoken"
    assert uri.text("manufacturer") == "Snake Oil, Inc."
    assert uri.octets("id") == b"\x69\x95\x3e\x5c\xf4\xbd\xec\x91"
    assert uri.text("serial") == ""
    assert uri.text("slot-id") is None
    assert uri.query == {"pin-source": "file:/etc/token_pin"}


def test_the_pin_comes_from_a_file_or_the_uri(tmp_path: Path) -> None:
    (tmp_path / "pin").write_text("geslo%20\n", encoding="utf-8")
    assert parse_key_uri(f"pkcs11:?pin-source=file:{tmp_path / 'pin'}").pin() == "geslo%20"
    assert parse_key_uri(f"pkcs11:?pin-source={tmp_path / 'pin'}").pin() == "geslo%20"
    assert parse_key_uri("pkcs11:?pin-value=a%26b").pin() == "a&b"
    assert parse_key_uri("pkcs11:token=x").pin() is None


def test_a_uri_does_not_show_its_pin() -> None:
    assert "1234" not in repr(parse_key_uri("pkcs11:token=x?pin-value=1234"))


@pytest.mark.parametrize("uri", ["no scheme", "pkcs11:a=1;a=2", "pkcs11:?pin-value=1&pin-value=2"])
def test_what_is_no_key_uri_is_refused(uri: str) -> None:
    with pytest.raises(KeyUnusable):
        parse_key_uri(uri)
