"""Addresses that lead where a stranger must not send us, and servers that answer to harm."""

import asyncio
import zlib

from app.fetching import Reason
from tests.app.local_https import Answer, always, response
from tests.hostile.case import Case, Sent, address
from tests.hostile.honest import honest_badge
from tests.hostile.web import DOMAIN, HostileWeb, leads_to

UNREACHABLE = "indeterminate URL_UNREACHABLE"


def refused(url: str, reason: Reason) -> Case:
    """Ask for an address that is never dialled."""
    return Case(lambda _: address(url), UNREACHABLE, reason)


def private(*answers: str) -> Case:
    """Ask for a host whose DNS leads inside."""

    def make(web: HostileWeb) -> Sent:
        return address(web.url("/inside", leads_to(*answers)))

    return Case(make, UNREACHABLE, Reason.PRIVATE_ADDRESS)


def answered(name: str, answer: Answer, reason: Reason) -> Case:
    """Ask a server that answers, after a fashion."""
    return Case(lambda web: address(web.publish(f"/{name}", answer)), UNREACHABLE, reason)


def redirected(name: str, to: str, reason: Reason) -> Case:
    """Ask a server that sends us elsewhere."""
    return answered(name, always(redirect(to)), reason)


def redirect(to: str) -> bytes:
    """Answer with another address."""
    return response(b"", status="302 Found", headers={"Location": to})


def rebinding(web: HostileWeb) -> Sent:
    """Give a good address to the first question, the metadata address to the second."""
    host = leads_to("127.0.0.1", "169.254.169.254")
    web.publish("/rebinding", always(redirect("/second")))
    return address(web.url("/rebinding", host))


def redirects_for_ever(web: HostileWeb) -> Sent:
    """Send the verifier round in a circle."""
    return address(web.publish("/circle", always(redirect("/circle"))))


def slowly(piece: bytes, seconds: float, head: bytes = b"") -> Answer:
    """Send one piece after another, for ever."""

    async def answer(path: str, writer: asyncio.StreamWriter) -> None:
        del path
        writer.write(head)
        for _ in range(10_000):
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(seconds)

    return answer


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
NOTHING: Answer = slowly(b"", 0.1)
DRIPPING_HEAD = slowly(b"X", 0.05)
DRIPPING_BODY = slowly(b"1\r\n{\r\n", 0.05, head=HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
ENDLESS = slowly(b"[" * 65_536, 0, head=HEAD + b"\r\n")


def gzip_bomb() -> bytes:
    """Give 16 megabytes of blanks as 16 kilobytes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    packed = packer.compress(b" " * (16 << 20)) + packer.flush()
    return response(packed, headers={"Content-Encoding": "gzip"})


NUMERIC_HOSTS = (
    "https://127.0.0.1/",
    "https://127.1/",
    "https://2130706433/",
    "https://0x7f000001/",
    "https://0x7f.0.0.1/",
    "https://127.0.0.1./",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:a9fe:a9fe]/",
    "https://[fd00:ec2::254]/",
    "https://169.254.169.254/latest/meta-data/",
    "https://0/",
)
PRIVATE_ADDRESSES = (
    "127.0.0.2",
    "127.255.255.254",
    "0.0.0.0",  # noqa: S104  # nobody binds to it
    "10.0.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "169.254.170.2",
    "100.100.100.200",
    "100.64.0.1",
    "168.63.129.16",
    "192.0.0.192",
    "198.18.0.1",
    "192.0.2.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1",
    "2002:7f00:1::",
    "2001:0:7f00:1::",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "fc00::1",
    "fd00:ec2::254",
    "ff02::1",
    "2001:db8::1",
    "3fff::1",
)
OTHER_ADDRESSES: tuple[tuple[str, Reason], ...] = (
    ("http://school.example/badge", Reason.NOT_HTTPS),
    ("file:///etc/passwd", Reason.NOT_HTTPS),
    ("ftp://school.example/badge", Reason.NOT_HTTPS),
    ("gopher://127.0.0.1:6379/_FLUSHALL", Reason.NOT_HTTPS),
    ("data:application/json,{}", Reason.NOT_HTTPS),
    ("javascript:alert(1)", Reason.NOT_HTTPS),
    ("//school.example/badge", Reason.MALFORMED),
    ("school.example", Reason.MALFORMED),
    ("https://", Reason.MALFORMED),
    ("https://user:password@school.example/", Reason.CREDENTIALS),
    ("https://school.example@127.0.0.1/", Reason.CREDENTIALS),
    ("https://school.example\\@127.0.0.1/", Reason.MALFORMED),
    ("https://0177.0.0.1/", Reason.MALFORMED),
    ("https://\uff11\uff12\uff17.0.0.1/", Reason.MALFORMED),
    ("https://\u2460\u2461\u2466.0.0.1/", Reason.MALFORMED),
    ("https://school.example:22/", Reason.PORT),
    ("https://school.example:6379/", Reason.PORT),
    ("https://school.example:99999/", Reason.PORT),
    ("https://school.example/\r\nHost: inside", Reason.MALFORMED),
    ("https://school.example/\u202e", Reason.MALFORMED),
    ("https://a b.example/", Reason.MALFORMED),
    ("https://school.example/" + "a" * 3_000, Reason.MALFORMED),
    ("https://" + "a" * 300 + ".example/", Reason.UNRESOLVED),
    ("https://localhost/", Reason.UNRESOLVED),
    ("https://nobody.example/", Reason.UNRESOLVED),
    ("http://localhost:8000/health", Reason.NOT_PUBLISHED),
)

TARGETS = {
    **{f"number {url}": refused(url, Reason.NUMERIC_HOST) for url in NUMERIC_HOSTS},
    **{f"DNS answers {one}": private(one) for one in PRIVATE_ADDRESSES},
    "DNS answers a good and a private address": private("127.0.0.1,10.0.0.1"),
    **{f"address {url[:60]!r}": refused(url, reason) for url, reason in OTHER_ADDRESSES},
    "DNS changes its answer": Case(rebinding, UNREACHABLE, Reason.PRIVATE_ADDRESS),
    "redirects for ever": Case(redirects_for_ever, UNREACHABLE, Reason.REDIRECTS),
    "redirects to http": redirected("to-http", "http://school.example/", Reason.NOT_HTTPS),
    "redirects to 127.0.0.1": redirected("to-1", "https://127.0.0.1/", Reason.NUMERIC_HOST),
    "redirects to the metadata host": redirected(
        "to-metadata", f"https://{leads_to('169.254.169.254')}/", Reason.PRIVATE_ADDRESS
    ),
    "redirects to a file": redirected("to-file", "file:///etc/passwd", Reason.NOT_HTTPS),
    "redirects to port 22": redirected("to-22", "https://school.example:22/", Reason.PORT),
    "redirects to ourselves": redirected("to-us", "https://localhost:8000/verify", Reason.PORT),
    "redirects with a password": redirected(
        "to-password", f"https://a:b@www.{DOMAIN}/", Reason.CREDENTIALS
    ),
}

ANSWERS = {
    "never": answered("never", NOTHING, Reason.TIMEOUT),
    "a head that never ends": answered("drip-head", DRIPPING_HEAD, Reason.TIMEOUT),
    "a body byte by byte": answered("drip-body", DRIPPING_BODY, Reason.TIMEOUT),
    "a body without end": answered("endless", ENDLESS, Reason.TOO_LARGE),
    "three megabytes": answered("large", always(response(b" " * 3_000_000)), Reason.TOO_LARGE),
    "a gzip bomb": answered("bomb", always(gzip_bomb()), Reason.TOO_LARGE),
    "packed in a way nobody asked for": answered(
        "brotli", always(response(b"x", headers={"Content-Encoding": "br"})), Reason.ENCODING
    ),
    "gzip that is none": answered(
        "no-gzip", always(response(b"x", headers={"Content-Encoding": "gzip"})), Reason.ENCODING
    ),
    "hangs up at once": answered("hang-up", always(b""), Reason.PROTOCOL),
    "no HTTP": answered("no-http", always(b"SSH-2.0-OpenSSH\r\n\r\n"), Reason.PROTOCOL),
    "a length and less": answered(
        "less", always(response(b"{}", headers={"Content-Length": "100"})), Reason.PROTOCOL
    ),
    "two lengths": answered(
        "two-lengths",
        always(HEAD + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}"),
        Reason.PROTOCOL,
    ),
    "a million headers": answered(
        "headers", always(HEAD + b"X: y\r\n" * 200_000 + b"\r\n{}"), Reason.PROTOCOL
    ),
    "an error": answered("error", always(response(status="500 Oh")), Reason.STATUS),
    "a password wanted": answered("401", always(response(status="401 No")), Reason.FORBIDDEN),
    "a certificate of somebody else": Case(
        lambda web: address(web.url("/", f"deep.www.{DOMAIN}")),
        UNREACHABLE,
        Reason.NOT_TRUSTED_TLS,
    ),
    "a page": Case(
        lambda web: address(
            web.publish("/page", always(response(b"<p>Hi", headers={"Content-Type": "text/html"})))
        ),
        "indeterminate URL_IS_A_PAGE",
    ),
    "another address": Case(
        lambda web: address(
            web.publish("/again", always(response(b'{"url":"https://127.0.0.1/"}')))
        ),
        "failed TYPE_MISSING",
    ),
    "a badge cut off": Case(
        lambda web: address(web.publish("/cut", always(response(honest_badge()[:-40])))),
        "failed TEXT_CUT_OFF",
    ),
}
