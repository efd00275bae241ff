"""Requests to show a part: pointers without end, base proofs that lie, knots in the document."""

import json
from typing import Any

from tests.contexts.test_hostile_documents import clique, ring, twin_achievements
from tests.hostile.case import Case, Json, Sent
from tests.interop.selective import base, sd_badge
from verifier.cryptosuites.ecdsa_sd_2023_values import read_base, write_base

BAD = "400 BAD_REQUEST"
UNREADABLE = "400 MALFORMED_BODY"
PATH = "/vc-api/credentials/derive"
SIGNED = base(sd_badge())


def posted(body: bytes, expected: str = BAD) -> Case:
    """Send a body to the endpoint that derives."""
    head = (
        f"POST {PATH} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    request = Sent(head.encode() + body, is_whole_request=True)
    return Case(lambda _: request, expected)


def asked(document: object, *pointers: object, expected: str = BAD) -> Case:
    """Ask for a part of a document."""
    body = {"verifiableCredential": document, "options": {"selectivePointers": list(pointers)}}
    return posted(json.dumps(body, ensure_ascii=False).encode(), expected)


def with_base(**parts: Any) -> Json:  # noqa: ANN401  # whatever a liar writes there
    """Exchange parts of the base proof."""
    proof = read_base(SIGNED["proof"]["proofValue"])
    members = {name: getattr(proof, name) for name in proof.__dataclass_fields__} | parts
    value = write_base(type(proof)(**members))
    return {**SIGNED, "proof": {**SIGNED["proof"], "proofValue": value}}


def with_value(value: object) -> Json:
    """Exchange the proof value."""
    return {**SIGNED, "proof": {**SIGNED["proof"], "proofValue": value}}


def with_subject(subject: object) -> Json:
    """Exchange what the credential says, so that no signature fits its statements."""
    return {**SIGNED, "credentialSubject": subject}


CASES = {
    "no body": posted(b""),
    "not JSON": posted(b"{", UNREADABLE),
    "nested two hundred deep": posted(b'{"verifiableCredential":' + b"[" * 200, UNREADABLE),
    "a name twice": posted(b'{"verifiableCredential":{},"verifiableCredential":{}}', UNREADABLE),
    "a number": asked(5, "/name"),
    "an empty object": asked({}, "/name"),
    "a pointer that is an object": asked(SIGNED, {}),
    "a pointer without slash": asked(SIGNED, "name"),
    "a pointer of a thousand steps": asked(SIGNED, "/a" * 1_000),
    "a pointer of five hundred steps into nothing": asked(SIGNED, "/a" * 500),
    "a pointer past the end": asked(SIGNED, "/@context/2"),
    "a pointer with a negative index": asked(SIGNED, "/@context/-1"),
    "a pointer with a huge index": asked(SIGNED, "/@context/" + "9" * 900),
    "a pointer into a text": asked(SIGNED, "/name/0"),
    "a pointer with a wrong escape": asked(SIGNED, "/na~2me"),
    "ten thousand pointers": asked(SIGNED, *["/name"] * 10_000, expected=UNREADABLE),
    "257 pointers": asked(SIGNED, *["/name"] * 257, expected=UNREADABLE),
    "256 pointers beside the mandatory ones": asked(SIGNED, *["/name"] * 256),
    "a derived proof": asked(with_value("u2V0BhVhA")),
    "a proof value of a megabyte": asked(with_value("u" + "A" * 1_000_000)),
    "a proof value that announces too much": asked(with_value("u2V0Amv________")),
    "a proof value that is a number": asked(with_value(5)),
    "no proof": asked({k: v for k, v in SIGNED.items() if k != "proof"}, "/name"),
    "two base proofs": asked({**SIGNED, "proof": [SIGNED["proof"]] * 2}, "/name"),
    "two hundred proofs": asked({**SIGNED, "proof": [SIGNED["proof"]] * 200}, "/name"),
    "no signatures": asked(with_base(signatures=()), "/name"),
    "nine thousand signatures": asked(with_base(signatures=(bytes(64),) * 9_000), "/name"),
    "a mandatory pointer to nothing": asked(with_base(mandatory_pointers=("/x",)), "/name"),
    "a mandatory pointer of 400,000 steps": asked(
        with_base(mandatory_pointers=("/a" * 400_000,)), "/name"
    ),
    "five thousand mandatory pointers": asked(
        with_base(mandatory_pointers=("/name",) * 5_000), "/name"
    ),
    "an HMAC key without end": asked(with_base(hmac_key=bytes(100_000)), "/name"),
    "a one-time key off its curve": asked(with_base(public_key=b"\x80\x24\x02" + b"\xff" * 32)),
    "a clique of nodes without id": asked(with_subject(clique(9)["credentialSubject"]), "/name"),
    "achievements that look alike": asked(
        with_subject(twin_achievements(12)["credentialSubject"]), "/name"
    ),
    "a ring of nodes without id": asked(with_subject(ring(60)), "/name"),
    "two thousand nodes without id": asked(
        with_subject({"result": [[{"value": str(n)} for n in range(200)]] * 10}), "/name"
    ),
    "a term that is lost": asked({**SIGNED, "grade": "A"}, "/name"),
    "a context of its own": asked({**SIGNED, "@context": [*SIGNED["@context"], {}]}, "/name"),
    "our own names for nodes": asked({**SIGNED, "id": "urn:dokazilo:node:0"}, "/name"),
    "a blank node by name": asked({**SIGNED, "id": "_:b0"}, "/name"),
}
