"""Sealed documents that lie about their seal, or cost whoever reads them too much."""

import base64
import itertools
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

from app.demo.pki import DemoPki, Issued, new_demo_pki
from issuer.json_bytes import json_bytes
from issuer.sealing import SealOptions, SealServices, seal
from tests.app.local_https import NOW
from tests.hostile.case import Case, Json
from tests.hostile.web import HostileWeb
from tests.seals import SCHOOL, KeyInMemory
from tests.verifier.edc.test_judging import credential

SEALED_AT = NOW - timedelta(hours=1)
MALFORMED = "failed SEAL_MALFORMED"
PARSING = "failed PARSING_ERROR"
LIMIT = "failed LIMIT_EXCEEDED"
REFUSED = "failed SEAL_HEADER_REFUSED"
MISSING = "failed SEAL_CERTIFICATE_MISSING"
BROKEN = "failed SEAL_BROKEN"
EVIDENCE = "failed SEAL_EVIDENCE_MALFORMED"
UNKNOWN = "indeterminate SEAL_CHAIN_UNKNOWN"
OTHER = "indeterminate NOT_AN_EDC_SEAL"


@dataclass(frozen=True)
class Stamps:
    """Stamp at one moment."""

    pki: DemoPki

    def answer_all(self, requests: Sequence[bytes]) -> list[bytes]:
        """Answer requests."""
        return [self.pki.time_stamp(request, SEALED_AT) for request in requests]


@cache
def demo() -> tuple[DemoPki, Issued]:
    """Make authorities and a school's certificate for the time of the service under attack."""
    pki = new_demo_pki(SEALED_AT)
    return pki, pki.new_seal(SCHOOL, SEALED_AT)


def sealed(document: Json) -> bytes:
    """Seal a credential as a school would."""
    pki, key = demo()
    serials = itertools.count(1)
    services = SealServices(
        Stamps(pki), lambda: next(serials), lambda: pki.evidence(key, SEALED_AT)
    )
    signer = KeyInMemory(key, authority=pki.authority.der)
    return seal(json_bytes(document), signer, services, SEALED_AT, SealOptions()).to_bytes()


@cache
def honest() -> bytes:
    """Seal an honest credential, once."""
    return sealed(credential())


def case(expected: str, change: Callable[[Json], Any]) -> Case:
    """Change the file around the seal."""

    def make(_: HostileWeb) -> bytes:
        document: Json = json.loads(honest())
        change(document)
        return json.dumps(document).encode()

    return Case(make, expected)


def with_header(expected: str, **changes: Any) -> Case:  # noqa: ANN401 - any JSON
    """Change the protected header; None takes a member away."""

    def change(document: Json) -> None:
        header = json.loads(decoded(document["signatures"][0]["protected"])) | changes
        kept = {name: value for name, value in header.items() if value is not None}
        document["signatures"][0]["protected"] = encoded(json.dumps(kept).encode())

    return case(expected, change)


def with_text(expected: str, protected: bytes) -> Case:
    """Put a text in the protected header's place."""
    return case(expected, lambda d: d["signatures"][0].update(protected=encoded(protected)))


def with_etsi(expected: str, components: Callable[[list[Any]], Any]) -> Case:
    """Change what was added to the seal."""

    def change(document: Json) -> None:
        header = document["signatures"][0]["header"]
        header["etsiU"] = components(header["etsiU"])

    return case(expected, change)


def resealed(expected: str, change: Callable[[Json], Any]) -> Case:
    """Let a school seal what no school would."""

    def make(_: HostileWeb) -> bytes:
        document: Json = credential()
        change(document)
        return sealed(document)

    return Case(make, expected)


def bytes_of(expected: str, make: Callable[[], bytes]) -> Case:
    """Make the whole file."""
    return Case(lambda _: make(), expected)


def decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def component(**members: Any) -> str:  # noqa: ANN401 - any JSON
    return encoded(json.dumps(members).encode())


def nested_der(levels: int) -> bytes:
    """Put a SEQUENCE into a SEQUENCE, and so on, each with the length of what is in it."""
    inner = b""
    for _ in range(levels):
        size = len(inner)
        length = bytes([size]) if size < 128 else b"\x83" + size.to_bytes(3)
        inner = b"\x30" + length + inner
    return inner


def x5c(*certificates: bytes) -> list[str]:
    return [base64.b64encode(each).decode() for each in certificates]


def pictured(content: Any) -> Callable[[Json], Any]:  # noqa: ANN401 - any JSON
    """Put something else where the certificate's picture stands."""

    def change(document: Json) -> None:
        displays = document["displayParameter"]["individualDisplay"]
        first = displays[0] if isinstance(displays, list) else displays
        detail = first["displayDetail"]
        shown = detail[0] if isinstance(detail, list) else detail
        shown["image"]["content"] = content

    return change


def repeated(document: Json) -> None:
    """Let the header bring its certificate two hundred times."""
    header = json.loads(decoded(document["signatures"][0]["protected"]))
    header["x5c"] *= 100
    document["signatures"][0]["protected"] = encoded(json.dumps(header).encode())


BOMB = base64.b64encode(
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\1\0\0\0\1\0\0\x08\2\0\0\0" + bytes(4)
).decode()
STAMP = {"sigTst": {"tstTokens": [{"val": base64.b64encode(nested_der(2000)).decode()}]}}
DEEP = "[" * 100_000 + "]" * 100_000
SAME_NODE = [
    [{"id": "urn:1", "type": "Note", "noteLiteral": f"{m} {n}"} for n in range(250)]
    for m in range(6)
]

CASES = {
    "payload: a text of 1.9 MB": case(
        BROKEN, lambda d: d.update(payload=d["payload"][:-1] + ',"x":"' + "a" * 1_400_000 + '"}')
    ),
    "payload: an array a hundred thousand deep": case(LIMIT, lambda d: d.update(payload=DEEP)),
    "payload: an object": case("failed SEAL_MALFORMED", lambda d: d.update(payload={})),
    "payload: an array of texts": case(MALFORMED, lambda d: d.update(payload=["a"] * 200)),
    "payload: empty": case(BROKEN, lambda d: d.update(payload="")),
    "payload: no JSON": case(PARSING, lambda d: d.update(payload="{")),
    "payload: a name twice": case(
        PARSING, lambda d: d.update(payload=d["payload"][:-1] + ',"id":"urn:credential:2"}')
    ),
    "payload: a lone surrogate": case(
        "failed PARSING_ERROR", lambda d: d.update(payload=d["payload"][:-1] + ',"x":"\ud800"}')
    ),
    "payload: twice in the file": bytes_of(
        PARSING, lambda: honest().replace(b'{"payload"', b'{"payload":"{}","payload"', 1)
    ),
    "payload: after the signatures": bytes_of(
        OTHER, lambda: json.dumps(dict(reversed(list(json.loads(honest()).items())))).encode()
    ),
    "header: a name twice": with_text(PARSING, b'{"alg":"RS256","alg":"none"}'),
    "header: no JSON": with_text(PARSING, b"\xff\xfe"),
    "header: a hundred thousand deep": with_text(LIMIT, b'{"a":' + DEEP.encode() + b"}"),
    "header: alg none": with_header("failed ALGORITHM_FORBIDDEN", alg="none"),
    "header: alg HS256": with_header("failed ALGORITHM_FORBIDDEN", alg="HS256"),
    "header: alg in an array": with_header("indeterminate ALGORITHM_NOT_ACCEPTED", alg=["RS256"]),
    "header: a key of its own": with_header(REFUSED, jwk={"kty": "oct", "k": "AA"}),
    "header: keys at an address": with_header(REFUSED, jku="https://evil.example/keys"),
    "header: a certificate at an address": with_header(REFUSED, x5u="https://evil.example/c"),
    "header: an unknown critical name": with_header(REFUSED, crit=["b64", "evil"], evil=1),
    "header: b64 not critical": with_header(REFUSED, crit=["iat"]),
    "header: critical a thousand times": with_header(REFUSED, crit=["b64"] * 200),
    "header: made in the year 9999": with_header(BROKEN, iat=253402300800000),
    "header: both times": with_header(BROKEN, sigT="2026-01-01T00:00:00Z"),
    "x5c: none": with_header(MISSING, x5c=[]),
    "x5c: 64 kB of nothing": with_header(MISSING, x5c=x5c(bytes(65_000))),
    "x5c: base64 garbage": with_header(MISSING, x5c=["@@@@"]),
    "x5c: sequences two thousand deep": with_header(MISSING, x5c=x5c(nested_der(2000))),
    "x5c: a length of four gigabytes": with_header(MISSING, x5c=x5c(b"\x30\x84\xff\xff\xff\xff")),
    "x5c: two hundred certificates": case(MISSING, repeated),
    "signatures: two": case(
        "failed SEAL_SEVERAL_SIGNATURES", lambda d: d["signatures"].append(d["signatures"][0])
    ),
    "signatures: two hundred": case(LIMIT, lambda d: d.update(signatures=[{}] * 300)),
    "signatures: none": case(MALFORMED, lambda d: d.update(signatures=[])),
    "signatures: base64 garbage": case(
        MALFORMED, lambda d: d["signatures"][0].update(signature="!" * 1000)
    ),
    "signatures: a signature of a megabyte": case(
        BROKEN, lambda d: d["signatures"][0].update(signature="A" * 1_000_000)
    ),
    "etsiU: a quarter of a million components": with_etsi(LIMIT, lambda _: ["e30"] * 250_000),
    "etsiU: two hundred empty ones": with_etsi(EVIDENCE, lambda c: [*c, *[component()] * 200]),
    "etsiU: objects beside texts": with_etsi(EVIDENCE, lambda c: [*c, {"sigTst": {}}]),
    "etsiU: a number": with_etsi(EVIDENCE, lambda _: 5),
    "etsiU: base64 garbage": with_etsi(EVIDENCE, lambda c: [*c, "@" * 1000]),
    "etsiU: a name twice": with_etsi(EVIDENCE, lambda c: [*c, encoded(b'{"xVals":[],"xVals":[]}')]),
    "etsiU: a time stamp two thousand deep": with_etsi(
        "failed SEAL_TIMESTAMP_BROKEN", lambda _: [component(**STAMP)]
    ),
    "etsiU: two hundred copies of a time stamp": with_etsi(EVIDENCE, lambda c: [c[0]] * 200),
    "etsiU: certificates that are none": with_etsi(
        UNKNOWN,
        lambda c: [*c, component(xVals=[{"x509Cert": {"val": "MAA="}}] * 250)],
    ),
    "etsiU: a revocation list of a megabyte": with_etsi(
        UNKNOWN,
        lambda c: [
            *c,
            component(rVals={"crlVals": [{"val": base64.b64encode(bytes(700_000)).decode()}]}),
        ],
    ),
    "etsiU: the order changed": with_etsi(
        "failed SEAL_TIMESTAMP_OF_OTHER", lambda c: [*reversed(c[:-1]), c[-1]]
    ),
    "content: pictures without end": resealed(UNKNOWN, pictured(BOMB)),
    "content: a picture that is a program": resealed(
        UNKNOWN, pictured("PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==")
    ),
    "content: a picture of numbers": resealed(UNKNOWN, pictured(5)),
    "content: one node fifteen hundred times": resealed(
        "failed EDC_FORM_INVALID",
        lambda d: d["credentialSubject"]["hasClaim"].update(additionalNote=SAME_NODE),
    ),
    "content: another's name on the seal": resealed(
        "failed SEAL_OWNER_MISMATCH",
        lambda d: d["issuer"]["eIDASIdentifier"].update(notation="VATSI-99999999"),
    ),
    "content: a program for a title": resealed(
        UNKNOWN,
        lambda d: d["credentialSubject"]["hasClaim"].update(
            title={"en": "<script>alert(1)</script>", "sl": "javascript:alert(1)"}
        ),
    ),
    "content: other contexts": resealed(
        "failed EDC_CONTEXTS", lambda d: d.update({"@context": ["https://evil.example/c"]})
    ),
}
