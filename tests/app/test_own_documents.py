"""Our own URLs, resolved in process."""

import pytest

from app.own_documents import OwnDocuments
from issuer.model.credential import Format
from tests.app.verifying import NOW, FakeRecords
from verifier import Fetched, Unavailable

TOKEN = "t" * 43
LIST_ID = "5f0c1a52-0000-4000-8000-000000000001"
RECORDS = FakeRecords(
    did_documents={"sola": b"{did}"},
    lists={LIST_ID: b"{list}"},
    documents={(TOKEN, Format.DATA_INTEGRITY): b"{json}", (TOKEN, Format.VC_JWT): b"jwt"},
    twins={TOKEN: b"{sealed}"},
)


@pytest.mark.parametrize(
    ("public_url", "url", "ours"),
    [
        ("http://localhost:8000", "http://localhost:8000/x", True),
        ("http://localhost:8000", "https://localhost:8000/x", True),
        ("http://localhost:8000", "https://LOCALHOST:8000/x", True),
        ("http://localhost:8000", "http://localhost/x", False),
        ("http://localhost:8000", "http://localhost:8001/x", False),
        ("https://dokazilo.example", "https://dokazilo.example:443/x", True),
        ("https://dokazilo.example", "http://dokazilo.example/x", True),
        ("https://dokazilo.example", "https://dokazilo.example.evil/x", False),
        ("https://dokazilo.example", "https://evil.example/dokazilo.example", False),
        ("https://dokazilo.example", "https://dokazilo.example:8443/x", False),
        ("https://dokazilo.example", "ftp://dokazilo.example/x", False),
        ("https://dokazilo.example", "https://dokazilo.example:port/x", False),
        ("https://dokazilo.example", "dokazilo.example/x", False),
        ("https://dokazilo.example", "https://[::1", False),
        ("https://dokazilo.example", "", False),
    ],
)
def test_our_host_is_recognised(public_url: str, url: str, ours: bool) -> None:  # noqa: FBT001
    assert OwnDocuments(FakeRecords(), public_url).has(url) is ours


@pytest.mark.parametrize(
    ("url", "named"),
    [
        ("https://dokazilo.example/verify?url=https%3A%2F%2Fa.example%2Fb", "https://a.example/b"),
        (
            "https://dokazilo.example/verify?utm_source=x&url=https://a.example/",
            "https://a.example/",
        ),
        ("https://dokazilo.example/verify", None),
        ("https://dokazilo.example/verify?url=", None),
        ("https://dokazilo.example/c/x?url=https://a.example/", None),
        ("https://other.example/verify?url=https://a.example/", None),
    ],
)
def test_a_link_to_our_verifier_names_an_address(url: str, named: str | None) -> None:
    assert OwnDocuments(RECORDS, "https://dokazilo.example").named_in(url) == named


@pytest.mark.parametrize(
    ("path", "media_type", "body"),
    [
        ("/profiles/sola/did.json", "application/did+json", b"{did}"),
        (f"/status-lists/{LIST_ID}", "application/vc", b"{list}"),
        (f"/status-lists/{LIST_ID}#17", "application/vc", b"{list}"),
        (f"/c/{TOKEN}", "application/vc", b"{json}"),
        (f"/c/{TOKEN}.json", "application/vc", b"{json}"),
        (f"/c/{TOKEN}?lang=sl", "application/vc", b"{json}"),
        (f"/c/{TOKEN}.jwt", "application/vc+jwt", b"jwt"),
        (f"/c/{TOKEN}.jsonld", "application/ld+json", b"{sealed}"),
        (f"/c/{TOKEN}.pdf", "application/vc", b"{json}"),
    ],
)
def test_what_we_publish_is_given(path: str, media_type: str, body: bytes) -> None:
    url = "https://dokazilo.example" + path
    got = OwnDocuments(RECORDS, "https://dokazilo.example").resource(url, NOW)
    assert got == Fetched(url, media_type, body, NOW)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        "/profiles/none/did.json",
        "/profiles/sola/did.json/..",
        "/profiles/../did.json",
        f"/status-lists/{LIST_ID[:-1]}2",
        f"/c/{TOKEN}x",
        f"/c/{TOKEN}.png",
        "/api/v1/credentials",
        "/static/secret",
    ],
)
def test_what_we_do_not_publish_is_unavailable(path: str) -> None:
    url = "https://dokazilo.example" + path
    got = OwnDocuments(RECORDS, "https://dokazilo.example").resource(url, NOW)
    assert isinstance(got, Unavailable)
