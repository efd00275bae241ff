"""Which IRIs can be asked for, and which name the same thing."""

import pytest

from verifier.open_badges_2.addresses import address_of, is_same


@pytest.mark.parametrize(
    ("iri", "url", "host", "path"),
    [
        (
            "https://School.example/a?b=1#c",
            "https://school.example/a?b=1",
            "school.example",
            "/a?b=1",
        ),
        ("http://school.example", "https://school.example/", "school.example", "/"),
        ("https://school.example:443/a", "https://school.example/a", "school.example", "/a"),
        ("http://school.example:80/a", "https://school.example/a", "school.example", "/a"),
        (
            "https://school.example:8443/",
            "https://school.example:8443/",
            "school.example:8443",
            "/",
        ),
    ],
)
def test_a_web_address_is_asked_for_by_https(iri: str, url: str, host: str, path: str) -> None:
    address = address_of(iri)
    assert address is not None
    assert (address.url, address.host, address.path) == (url, host, path)


@pytest.mark.parametrize(
    "iri",
    [
        *(None, 5, "", "urn:uuid:1", "ftp://school.example/", "//school.example/", "https://"),
        *("https://user@school.example/", "https://school.example\\@other.example/"),
        *("https://school.example/a/../b", "https://school.example/%2E%2e/b", "https://a b/"),
        *(
            "https://school.example:x/",
            "https://[::1/",
            "javascript:alert(1)",
            "https://š.example/",
        ),
    ],
)
def test_what_is_none_or_can_be_read_in_two_ways_is_not_asked_for(iri: object) -> None:
    assert address_of(iri) is None


def test_http_and_https_name_the_same() -> None:
    assert is_same("http://a.example/1", "https://a.example/1")
    assert not is_same("https://a.example/1", "https://a.example/2")
    assert not is_same("urn:uuid:1", None)
