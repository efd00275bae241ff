"""Seals that somebody mangled on purpose: always an answer, never a pass, never for long."""

import base64
import hashlib
import json
import random
from datetime import timedelta
from typing import Any

import pytest

from issuer.sealing import SealedCredential, draft_seal
from tests.seals import PAYLOAD, SEALED_AT, KeyInMemory, sealed, trust_the_demo
from tests.spending import spending_at_most
from verifier.judgement import Judged
from verifier.report import Outcome
from verifier.securing.jades import CheckedSeal, Level, check_seal, read_seal

LATER = SEALED_AT + timedelta(days=1)
SECONDS = 5
_TAGS = (0, 1, 2, 3, 4, 5, 6, 0x0C, 0x13, 0x17, 0x18, 0x30, 0x31, 0x80, 0xA0, 0xA3, 0xFF)


def judged(data: bytes) -> CheckedSeal | Judged:
    with spending_at_most(SECONDS):
        try:
            return check_seal(read_seal(data), trust=trust_the_demo(), now=LATER)
        except Judged as stopped:
            return stopped


def mangled(data: bytes, chance: random.Random) -> bytes:
    """Change one byte, as ASN.1 dislikes it most: tags and lengths."""
    changed = bytearray(data)
    place = chance.randrange(len(changed))
    match chance.randrange(3):
        case 0:
            changed[place] = chance.choice(_TAGS)
        case 1:
            del changed[place : place + chance.randrange(1, 4)]
        case _:
            changed[place:place] = chance.randbytes(chance.randrange(1, 4))
    return bytes(changed)


def decoded(text: str) -> Any:  # noqa: ANN401 - any JSON
    return json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))


def encoded(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def added(document: Any) -> Any:  # noqa: ANN401 - any JSON
    return [decoded(raw) for raw in document["signatures"][0]["header"]["etsiU"]]


@pytest.mark.parametrize("seed", range(20))
def test_mangled_evidence_is_always_answered(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    document = json.loads(sealed(Level.LT))
    parts = added(document)
    holders = (
        parts[0]["sigTst"]["tstTokens"][0],
        parts[1]["xVals"][0]["x509Cert"],
        parts[2]["rVals"]["crlVals"][0],
        parts[2]["rVals"]["ocspVals"][0],
    )
    holder = chance.choice(holders)
    holder["val"] = base64.b64encode(mangled(base64.b64decode(holder["val"]), chance)).decode()
    document["signatures"][0]["header"]["etsiU"] = [encoded(part) for part in parts]
    found = judged(json.dumps(document).encode())
    assert isinstance(found, CheckedSeal)
    assert found.facts.intact  # nothing of this is under the seal


@pytest.mark.parametrize("seed", range(20))
def test_a_mangled_certificate_is_always_answered(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    key = KeyInMemory()
    draft = draft_seal(PAYLOAD, key, SEALED_AT)
    header = decoded(draft.protected)
    leaf = mangled(base64.b64decode(header["x5c"][0]), chance)
    header["x5c"][0] = base64.b64encode(leaf).decode()
    digest = base64.urlsafe_b64encode(hashlib.sha256(leaf).digest())
    header["x5t#S256"] = digest.rstrip(b"=").decode()
    draft = type(draft)(PAYLOAD, encoded(header))
    (signature,) = key.sign([draft.digest])
    found = judged(SealedCredential.of(draft, signature).to_bytes())
    assert isinstance(found, Judged) or found.outcome is not Outcome.PASSED


def with_etsi_u(parts: list[object]) -> bytes:
    document = json.loads(sealed(Level.B))
    document["signatures"][0]["header"] = {"etsiU": [encoded(part) for part in parts]}
    return json.dumps(document).encode()


TOKEN = json.loads(sealed(Level.T))["signatures"][0]["header"]["etsiU"][0]


@pytest.mark.parametrize(
    "parts",
    [
        [{"sigTst": {"tstTokens": [{"val": "AAAA"}] * 30}}],
        [{"sigTst": {"tstTokens": [{"val": "AAAA"}] * 200}}],
        [{"sigTst": {"tstTokens": decoded(TOKEN)["sigTst"]["tstTokens"] * 30}}],
        [{"xVals": [{"x509Cert": {"val": "AAAA"}}] * 200}],
        [{"rVals": {"ocspVals": [{"val": "MIIB"}] * 200}}],
        [{"rVals": {"crlVals": [{"val": base64.b64encode(b"\x30\x80" * 50_000).decode()}]}}],
        [{"tstVD": {"xVals": [{"x509Cert": 5}]}}],
        [{"sigTst": {"tstTokens": [{"val": base64.b64encode(b"\x30\x80" * 90_000).decode()}]}}],
        [{"x": 1}] * 33,
        [{}],
    ],
    ids=range(10),
)
def test_too_much_or_nonsense_is_answered_in_time(parts: list[object]) -> None:
    found = judged(with_etsi_u(parts))
    assert isinstance(found, CheckedSeal)
    assert found.outcome is not Outcome.PASSED


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"..",
        b"a.b.c",
        b'{"payload":"","signatures":[]}',
        b'{"payload":' * 1000,
        b'{"payload":"{}","signatures":[{"protected":"e30","signature":""}]}',
        b'{"payload":"\\ud800","signatures":[{"protected":"e30","signature":""}]}',
        b"\xff\xfe{",
    ],
)
def test_what_is_no_seal_is_answered(data: bytes) -> None:
    assert isinstance(judged(data), Judged)
