"""The guarded fetcher against real TLS servers on this machine, each with its own vice."""

import asyncio
import dataclasses
import gzip
import ipaddress
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest

from app.fetching import (
    RULES,
    FetchRules,
    GuardedFetcher,
    Reason,
    Refused,
    any_address_unsafe,
    check_url,
    is_public,
    unsafe_fetcher_of_any_address,
)
from app.fetching.cache import CACHE_RULES, AnswerCache, CacheRules, freshness
from tests.app.local_https import (
    NOW,
    Answer,
    FixedResolver,
    LocalServer,
    always,
    make_certificate,
    response,
    serving,
)
from verifier.resources import Fetched, Resource, Unavailable

Story = Callable[[LocalServer], Awaitable[None]]


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_certificate(tmp_path_factory.mktemp("tls"))


def run(certificate: Path, answer: Answer, story: Story) -> None:
    async def play() -> None:
        async with serving(certificate, answer) as server:
            await story(server)

    asyncio.run(asyncio.wait_for(play(), timeout=60))


def fetch_once(
    certificate: Path, answer: Answer, *, max_bytes: int = 10_000, hasty: bool = False
) -> Resource:
    got: list[Resource] = []

    async def story(server: LocalServer) -> None:
        async with server.fetcher(rules=server.hasty_rules if hasty else None) as fetcher:
            got.append(await fetcher.fetch(server.url(), NOW, max_bytes=max_bytes))

    run(certificate, answer, story)
    return got[0]


def reason_of(resource: Resource) -> str:
    assert isinstance(resource, Unavailable)
    return resource.reason


def test_a_document_arrives_as_it_was_sent(certificate: Path) -> None:
    async def story(server: LocalServer) -> None:
        async with server.fetcher() as fetcher:
            got = await fetcher.fetch(server.url("/a?b=c"), NOW)
        assert got == Fetched(server.url("/a?b=c"), "application/vc", b'{"a": 1}', NOW)
        [head] = server.heads
        assert head.startswith("GET /a?b=c HTTP/1.1\r\n")
        assert f"Host: issuer.example:{server.port}\r\n" in head
        assert "Accept-Encoding: identity\r\n" in head
        assert "cookie" not in head.lower()

    typed = {"Content-Type": "Application/VC; charset=utf-8"}
    run(certificate, always(response(b'{"a": 1}', headers=typed)), story)


def test_the_certificate_must_be_the_name_s(certificate: Path) -> None:
    async def story(server: LocalServer) -> None:
        async with server.fetcher() as fetcher:
            got = await fetcher.fetch(server.url(host="stranger.example"), NOW)
        assert reason_of(got) == Reason.NOT_TRUSTED_TLS.value
        assert server.heads == []

    run(certificate, always(response()), story)


def test_a_certificate_of_an_unknown_authority_is_not_trusted(certificate: Path) -> None:
    async def story(server: LocalServer) -> None:
        fetcher = GuardedFetcher(server.rules, resolve=FixedResolver(), may_dial=any_address_unsafe)
        async with fetcher:
            got = await fetcher.fetch(server.url(), NOW)
        assert reason_of(got) == Reason.NOT_TRUSTED_TLS.value

    run(certificate, always(response()), story)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://issuer.example/a", Reason.NOT_HTTPS),
        ("file:///etc/passwd", Reason.NOT_HTTPS),
        ("gopher://issuer.example/", Reason.NOT_HTTPS),
        ("data:application/json,{}", Reason.NOT_HTTPS),
        ("//issuer.example/a", Reason.MALFORMED),
        ("https://", Reason.MALFORMED),
        ("https://exa mple/", Reason.MALFORMED),
        ("https://issuer.example\\@127.0.0.1/", Reason.MALFORMED),
        ("https://issuer.example:99999/", Reason.PORT),
        ("https://issuer.example/" + "a" * 3000, Reason.MALFORMED),
        ("https://issuer.example/\r\nHost: x", Reason.MALFORMED),
        ("https://user:secret@issuer.example/", Reason.CREDENTIALS),
        ("https://user@issuer.example/", Reason.CREDENTIALS),
        ("https://issuer.example:22/", Reason.PORT),
        ("https://127.0.0.1/", Reason.NUMERIC_HOST),
        ("https://2130706433/", Reason.NUMERIC_HOST),
        ("https://0x7f000001/", Reason.NUMERIC_HOST),
        ("https://0x7f.1/", Reason.NUMERIC_HOST),
        ("https://0177.0.0.1/", Reason.MALFORMED),
        ("https://127.1/", Reason.NUMERIC_HOST),
        ("https://127.0.0.1./", Reason.NUMERIC_HOST),
        ("https://8.8.8.8/", Reason.NUMERIC_HOST),
        ("https://[::1]/", Reason.NUMERIC_HOST),
        ("https://[::ffff:127.0.0.1]/", Reason.NUMERIC_HOST),
        ("https://１２７.0.0.1/", Reason.MALFORMED),  # noqa: RUF001  # full-width digits
        ("https://169.254.169.254/latest/meta-data/", Reason.NUMERIC_HOST),
    ],
)
def test_a_url_that_is_not_asked_says_why(url: str, reason: Reason) -> None:
    with pytest.raises(Refused) as refused:
        check_url(url)
    assert refused.value.reason is reason


def test_a_url_is_taken_apart_once() -> None:
    target = check_url("https://Issuer.Example./a/../b?c=d#e")
    assert (target.host, target.port, target.target) == ("issuer.example", 443, "/b?c=d")
    assert check_url("https://šola.example/").host == "xn--ola-zza.example"
    assert check_url("/next", base=target).text == "https://issuer.example/next"


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.1", "10.0.0.1", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.255.255.254",
        "168.63.129.16", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.192",
        "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.51.100.1", "203.0.113.1",
        "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
        "::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::ffff:0:7f00:1",
        "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "100::1", "2001::1",
        "2001:db8::1", "2002:7f00:1::", "3fff::1", "5f00::1", "fc00::1", "fd00:ec2::254",
        "fe80::1", "fec0::1", "ff02::1", "fe80::1%1",
    ],
)  # fmt: skip
def test_an_address_that_is_not_public_is_not_dialled(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "193.2.1.66", "100.128.0.1", "2a00:1450:4001::1", "64:ff9b::808:808"],
)
def test_a_public_address_is_dialled(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "answers",
    [
        ["10.0.0.7"],
        ["127.0.0.1", "10.0.0.7"],
        ["::ffff:127.0.0.1"],
        ["not an address"],
    ],
)
def test_one_refused_address_refuses_the_host(certificate: Path, answers: list[str]) -> None:
    async def story(server: LocalServer) -> None:
        async with server.fetcher(FixedResolver([answers])) as fetcher:
            got = await fetcher.fetch(server.url(), NOW)
        assert reason_of(got) == Reason.PRIVATE_ADDRESS.value
        assert server.heads == []

    run(certificate, always(response()), story)


def test_with_its_defaults_the_fetcher_does_not_reach_this_machine(certificate: Path) -> None:
    async def story(server: LocalServer) -> None:
        rules = FetchRules(ports=frozenset({server.port}))
        async with GuardedFetcher(rules, tls=server.tls) as fetcher:
            got = await fetcher.fetch(server.url(host="localhost"), NOW)
        assert reason_of(got) == Reason.PRIVATE_ADDRESS.value
        assert server.heads == []

    run(certificate, always(response()), story)


def test_a_name_that_changes_its_answer_gains_nothing(certificate: Path) -> None:
    """DNS rebinding: good when checked, bad when dialled. There is only one question."""

    async def story(server: LocalServer) -> None:
        resolver = FixedResolver([["127.0.0.1"], ["127.0.0.2"]])
        async with server.fetcher(resolver) as fetcher:
            got = await fetcher.fetch(server.url(), NOW)
            assert isinstance(got, Fetched)
            assert resolver.asked == ["issuer.example"]
            second = await fetcher.fetch(server.url("/again"), NOW)
        assert reason_of(second) == Reason.PRIVATE_ADDRESS.value
        assert len(server.heads) == 1

    run(certificate, always(response()), story)


def test_an_unknown_name_is_said(certificate: Path) -> None:
    async def story(server: LocalServer) -> None:
        async with server.fetcher(FixedResolver([[]])) as fetcher:
            assert reason_of(await fetcher.fetch(server.url(), NOW)) == Reason.UNRESOLVED.value

    run(certificate, always(response()), story)


def test_the_next_address_is_tried_when_one_is_dead(certificate: Path) -> None:
    async def story(server: LocalServer) -> None:
        fetcher = GuardedFetcher(
            server.rules,
            resolve=FixedResolver([["::1", "127.0.0.1"]]),
            may_dial=any_address_unsafe,
            tls=server.tls,
        )
        async with fetcher:
            assert isinstance(await fetcher.fetch(server.url(), NOW), Fetched)

    run(certificate, always(response()), story)


def redirecting(location: str) -> Answer:
    async def answer(path: str, writer: asyncio.StreamWriter) -> None:
        moved = response(b"", status="302 Found", headers={"Location": location})
        writer.write(moved if path == "/document" else response(b"there"))
        await writer.drain()

    return answer


def test_a_redirect_is_followed_and_checked_again(certificate: Path) -> None:
    got = fetch_once(certificate, redirecting("/there"))
    assert isinstance(got, Fetched)
    assert got.body == b"there"


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("http://issuer.example/there", Reason.NOT_HTTPS),
        ("https://169.254.169.254/latest/", Reason.NUMERIC_HOST),
        ("https://issuer.example:22/", Reason.PORT),
        ("file:///etc/passwd", Reason.NOT_HTTPS),
        ("/document", Reason.REDIRECTS),
    ],
)
def test_a_redirect_leads_nowhere_else(certificate: Path, location: str, reason: Reason) -> None:
    assert reason_of(fetch_once(certificate, redirecting(location))) == reason.value


def test_a_redirect_never_leads_from_https_to_http(certificate: Path) -> None:
    answer = redirecting("http://issuer.example/there")

    async def story(server: LocalServer) -> None:
        rules = dataclasses.replace(server.rules, schemes=frozenset({"https", "http"}))
        rules = dataclasses.replace(rules, ports=rules.ports | {80})
        fetcher = GuardedFetcher(
            rules, resolve=FixedResolver(), may_dial=any_address_unsafe, tls=server.tls
        )
        async with fetcher:
            assert reason_of(await fetcher.fetch(server.url(), NOW)) == Reason.NOT_HTTPS.value

    run(certificate, answer, story)


def test_a_redirect_to_a_private_host_is_refused(certificate: Path) -> None:
    async def answer(path: str, writer: asyncio.StreamWriter) -> None:
        del path
        port = writer.get_extra_info("sockname")[1]
        location = f"https://other.example:{port}/inside"
        writer.write(response(b"", status="301 Moved", headers={"Location": location}))
        await writer.drain()

    async def story(server: LocalServer) -> None:
        resolver = FixedResolver([["127.0.0.1"], ["192.168.0.1"]])
        async with server.fetcher(resolver) as fetcher:
            got = await fetcher.fetch(server.url(), NOW)
        assert reason_of(got) == Reason.PRIVATE_ADDRESS.value
        assert resolver.asked == ["issuer.example", "other.example"]

    run(certificate, answer, story)


def test_a_body_without_end_is_cut_off(certificate: Path) -> None:
    async def endless(path: str, writer: asyncio.StreamWriter) -> None:
        del path
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n")
        while True:
            writer.write(b"x" * 65536)
            await writer.drain()

    assert reason_of(fetch_once(certificate, endless)) == Reason.TOO_LARGE.value


def test_a_body_in_drops_ends_with_the_total_time(certificate: Path) -> None:
    async def drip(path: str, writer: asyncio.StreamWriter) -> None:
        del path
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        while True:  # each drop within the read timeout
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.1)

    assert reason_of(fetch_once(certificate, drip, hasty=True)) == Reason.TIMEOUT.value


def test_a_silent_server_is_left(certificate: Path) -> None:
    async def silent(path: str, writer: asyncio.StreamWriter) -> None:
        del path, writer
        await asyncio.sleep(5)

    assert reason_of(fetch_once(certificate, silent, hasty=True)) == Reason.TIMEOUT.value


def test_a_packed_body_is_unpacked_within_the_limit(certificate: Path) -> None:
    packed = {"Content-Encoding": "gzip"}
    good = fetch_once(certificate, always(response(gzip.compress(b"{}"), headers=packed)))
    assert isinstance(good, Fetched)
    assert good.body == b"{}"
    bomb = gzip.compress(b"0" * 50_000_000)
    got = fetch_once(certificate, always(response(bomb, headers=packed)), max_bytes=100_000)
    assert reason_of(got) == Reason.TOO_LARGE.value


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("br", b"anything"),
        ("gzip, gzip", b"anything"),
        ("gzip", b"not gzip"),
        ("gzip", gzip.compress(b"{}", mtime=0)[:-3]),
        ("gzip", gzip.compress(b"{}", mtime=0) + b"more"),
    ],
)
def test_other_packings_are_refused(certificate: Path, encoding: str, body: bytes) -> None:
    answer = always(response(body, headers={"Content-Encoding": encoding}))
    assert reason_of(fetch_once(certificate, answer)) == Reason.ENCODING.value


@pytest.mark.parametrize(
    "data",
    [
        b"HTTP/1.1 200 OK\r\nX: " + b"a" * 300_000 + b"\r\n\r\n",
        b"".join([b"HTTP/1.1 200 OK\r\n", b"X: a\r\n" * 50_000, b"\r\n"]),
        b"SSH-2.0-OpenSSH_9.9\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab",
        b"",
    ],
)
def test_what_is_not_http_is_refused(certificate: Path, data: bytes) -> None:
    assert reason_of(fetch_once(certificate, always(data))) in {
        Reason.PROTOCOL.value,
        Reason.UNREACHABLE.value,
    }


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        ("404 Not Found", Reason.NOT_FOUND),
        ("410 Gone", Reason.GONE),
        ("403 Forbidden", Reason.FORBIDDEN),
        ("500 Internal Server Error", Reason.STATUS),
        ("204 No Content", Reason.STATUS),
        ("206 Partial Content", Reason.STATUS),
        ("302 Found", Reason.STATUS),
    ],
)
def test_only_200_is_a_document(certificate: Path, status: str, reason: Reason) -> None:
    answer = always(response(b"", status=status))
    assert reason_of(fetch_once(certificate, answer)) == reason.value


def test_no_reason_tells_internals() -> None:
    for reason in Reason:
        assert reason.value.endswith(".")
        assert not any(character.isdigit() for character in reason.value)


def test_an_answer_is_kept_as_long_as_its_server_says(certificate: Path) -> None:
    async def story(server: LocalServer) -> None:
        async with server.fetcher() as fetcher:
            first = await fetcher.fetch(server.url(), NOW)
            assert await fetcher.fetch(server.url(), NOW + timedelta(seconds=59)) is first
            assert len(server.heads) == 1
            later = await fetcher.fetch(server.url(), NOW + timedelta(seconds=61))
            assert isinstance(later, Fetched)
            assert later.fetched_at == NOW + timedelta(seconds=61)

    run(certificate, always(response(headers={"Cache-Control": "max-age=60"})), story)


def test_a_failure_is_kept_briefly(certificate: Path) -> None:
    async def story(server: LocalServer) -> None:
        async with server.fetcher() as fetcher:
            await fetcher.fetch(server.url(), NOW)
            await fetcher.fetch(server.url(), NOW + timedelta(seconds=5))
            assert len(server.heads) == 1
            await fetcher.fetch(server.url(), NOW + timedelta(seconds=60))
            assert len(server.heads) == 2

    failing = response(b"", status="503 Busy", headers={"Cache-Control": "max-age=9999"})
    run(certificate, always(failing), story)


def test_many_who_ask_for_one_document_cause_one_fetch(certificate: Path) -> None:
    async def story(server: LocalServer) -> None:
        async with server.fetcher() as fetcher:
            got = await fetcher.fetch_all([server.url()] * 30, NOW)
        assert all(isinstance(resource, Fetched) for resource in got)
        assert len(server.heads) <= RULES.parallel_per_host

    run(certificate, always(response()), story)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("", 30),
        ("public, max-age=60", 60),
        ("max-age=99999999", 300),
        ("MAX-AGE=10", 10),
        ("max-age=0", 0),
        ("no-store", 0),
        ("max-age=60, no-cache", 0),
        ("private, max-age=60", 0),
        ("max-age=-1", 30),
    ],
)
def test_freshness_follows_the_header_within_bounds(header: str, seconds: int) -> None:
    assert freshness(header) == timedelta(seconds=seconds)


def test_the_cache_is_bounded() -> None:
    cache = AnswerCache(CacheRules(answers=3, total_bytes=25))
    for name in "abcd":
        cache.keep(name, Fetched(name, "", b"x" * 10, NOW), cache_control="", now=NOW)
    assert [name for name in "abcd" if cache.get(name, NOW)] == ["c", "d"]
    cache.keep("big", Fetched("big", "", b"x" * 26, NOW), cache_control="", now=NOW)
    assert [name for name in [*"abcd", "big"] if cache.get(name, NOW)] == []
    assert CACHE_RULES.failed < CACHE_RULES.unsaid


def test_proxies_from_the_environment_are_not_used(
    certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert isinstance(fetch_once(certificate, always(response())), Fetched)


def test_a_redirect_never_leads_to_ourselves(certificate: Path) -> None:
    async def story(server: LocalServer) -> None:
        fetcher = GuardedFetcher(
            server.rules,
            resolve=FixedResolver(),
            may_dial=any_address_unsafe,
            tls=server.tls,
            never=lambda url: "other.example" in url,
        )
        async with fetcher:
            got = await fetcher.fetch(server.url(), NOW)
        assert reason_of(got) == Reason.NOT_PUBLISHED.value
        assert len(server.heads) == 1

    async def answer(path: str, writer: asyncio.StreamWriter) -> None:
        del path
        port = writer.get_extra_info("sockname")[1]
        location = f"https://other.example:{port}/verify?url=x"
        writer.write(response(b"", status="302 Found", headers={"Location": location}))
        await writer.drain()

    run(certificate, answer, story)


def test_without_the_guard_it_makes_noise(certificate: Path) -> None:
    async def story(server: LocalServer) -> None:
        with pytest.warns(UserWarning, match="any address"):
            fetcher = unsafe_fetcher_of_any_address()
        async with fetcher:
            got = await fetcher.fetch(f"http://127.0.0.1:{server.port}/", NOW)
        assert isinstance(got, Unavailable), "the server speaks TLS only"
        assert got.reason != Reason.PRIVATE_ADDRESS.value

    run(certificate, always(response()), story)
