"""Requests that are wrong before anybody looks for a credential in them."""

from tests.hostile.case import Case, Sent
from tests.hostile.honest import honest_badge

BOUNDARY = "b0undary"
MULTIPART = f"multipart/form-data; boundary={BOUNDARY}"
BAD = "400 BAD_REQUEST"
TOO_LARGE = "413 TOO_LARGE"
UNREAD = "415 UNSUPPORTED_MEDIA_TYPE"
NOTHING = b""


def sent(body: bytes, media_type: str, expected: str, **headers: str) -> Case:
    """Send a body under a media type."""
    return Case(lambda _: Sent(body, media_type, headers), expected)


def form(*parts: tuple[str, bytes], expected: str = BAD) -> Case:
    """Send parts, each as its disposition and its content."""
    written = b"".join(
        f"--{BOUNDARY}\r\nContent-Disposition: form-data; {disposition}\r\n\r\n".encode()
        + content
        + b"\r\n"
        for disposition, content in parts
    )
    return sent(written + f"--{BOUNDARY}--\r\n".encode(), MULTIPART, expected)


def on_the_wire(lines: str, body: bytes, expected: str) -> Case:
    """Send a whole request that no client would write."""
    head = "\r\n".join(
        ["POST /verify HTTP/1.1", "Host: a", "Connection: close", *lines.split("\n")]
    )
    request = Sent(head.encode() + b"\r\n\r\n" + body, is_whole_request=True)
    return Case(lambda _: request, expected)


CASES = {
    "no body": sent(NOTHING, "text/plain", BAD),
    "only blanks": sent(b" \r\n\t", "text/plain", BAD),
    "no media type": sent(b"x", "", UNREAD),
    "an unknown media type": sent(b"x", "application/x-evil", UNREAD),
    "a media type of eight thousand letters": sent(b"x", "a" * 8_000, UNREAD),
    "text in UTF-7 by its media type": sent(
        b"+ACI-", "text/plain; charset=utf-7", "failed PARSING_ERROR"
    ),
    "one byte above two megabytes": sent(b"x" * (2**21 + 1), "text/plain", TOO_LARGE),
    "twenty megabytes announced": on_the_wire(
        "Content-Type: text/plain\nContent-Length: 20000000", b"x", TOO_LARGE
    ),
    "twenty megabytes announced as a form": on_the_wire(
        f"Content-Type: {MULTIPART}\nContent-Length: 20000000", b"--", TOO_LARGE
    ),
    "a length beyond all numbers": on_the_wire(
        f"Content-Type: text/plain\nContent-Length: {'9' * 18}", b"x", TOO_LARGE
    ),
    "three megabytes in one field": form(
        ('name="credential"', b"x" * 3_000_000), expected=TOO_LARGE
    ),
    "two credentials in a form": form(
        ('name="credential"', honest_badge()), ('name="text"', honest_badge())
    ),
    "a file and an address": form(
        ('name="file"; filename="a.json"', honest_badge()), ('name="url"', b"https://a.example")
    ),
    "two files": form(*[('name="file"; filename="a.json"', b"{}")] * 2),
    "a thousand fields": form(*[('name="x"', b"x")] * 1_000),
    "an empty form": form(),
    "a file name that climbs out": form(
        ('name="file"; filename="../../etc/passwd"', b"x"), expected="failed PARSING_ERROR"
    ),
    "a field without a name": form(("filename", b"x")),
    "a form without its end": sent(
        f"--{BOUNDARY}\r\nContent-Disposition: form-data; name=text\r\n\r\nx".encode(),
        MULTIPART,
        BAD,
    ),
    "a form without boundary": sent(b"x", "multipart/form-data", BAD),
    "a form with nothing but boundaries": sent(
        f"--{BOUNDARY}\r\n".encode() * 100_000, MULTIPART, BAD
    ),
    "a million urlencoded fields": sent(
        b"a=1&" * 500_000, "application/x-www-form-urlencoded", BAD
    ),
    "two million percent signs": sent(
        b"text=" + b"%" * 2_000_000, "application/x-www-form-urlencoded", BAD
    ),
    "a hundred and twenty thousand percent signs": sent(
        b"text=" + b"%" * 120_000, "application/x-www-form-urlencoded", "failed PARSING_ERROR"
    ),
    "address and credential": sent(
        b'{"url":"https://a.example","credential":{}}', "application/json", BAD
    ),
    "an address that is a number": sent(b'{"url":7}', "application/json", BAD),
    "a challenge that is a list": sent(b'{"text":"x","challenge":["x"]}', "application/json", BAD),
    "a challenge of a million letters": sent(
        b'{"text":"x","challenge":"' + b"x" * 1_000_000 + b'"}', "application/json", BAD
    ),
    "a domain of controls": form(
        ('name="credential"', honest_badge()),
        ('name="domain"', b"\x00\x1b[2J\xe2\x80\xae"),
        expected="indeterminate PRESENTATION_EXPECTED",
    ),
    "a form of answer that there is not": form(
        ('name="text"', b"x"), ('name="format"', b"../../x"), expected="failed PARSING_ERROR"
    ),
    "an empty address": sent(b'{"url":" "}', "application/json", BAD),
    "a text that is an object": sent(b'{"text":{}}', "application/json", BAD),
    "packed without being asked": sent(
        b"\x1f\x8b\x08", "text/plain", "failed PARSING_ERROR", **{"Content-Encoding": "gzip"}
    ),
    "three hundred headers": sent(
        b"x", "text/plain", "failed PARSING_ERROR", **{f"X-{n}": "y" for n in range(300)}
    ),
    "a length that is no number": on_the_wire("Content-Length: x", b"x", "400"),
    "a negative length": on_the_wire("Content-Length: -1", b"x", "400"),
    "two different lengths": on_the_wire("Content-Length: 1\nContent-Length: 2", b"xx", "400"),
    "length and chunks at once": on_the_wire(
        "Content-Type: text/plain\nContent-Length: 3\nTransfer-Encoding: chunked",
        b"0\r\n\r\n",
        BAD,
    ),
    "a chunk of all sizes": on_the_wire(
        "Content-Type: text/plain\nTransfer-Encoding: chunked",
        b"ffffffffffffffff1\r\nx",
        "499",  # it never comes to its end
    ),
    "a header of two hundred thousand letters": on_the_wire("X: " + "y" * 200_000, b"", "400"),
    "no HTTP at all": Case(
        lambda _: Sent(b"\x16\x03\x01\x02\0\x01\0\x01\xfc", is_whole_request=True), "400"
    ),
}
