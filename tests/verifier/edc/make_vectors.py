"""Make the sealed examples of tests/vectors/edc anew: `python -m tests.verifier.edc.make_vectors`.

The keys are made for it and thrown away; only their certificates stay, in the files.
"""

from __future__ import annotations

import base64
import itertools
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.demo.pki import DemoPki, Issued, SealHolder, new_demo_pki
from issuer.json_bytes import json_bytes
from issuer.rendering.europass.credential import render
from issuer.sealing import SealOptions, SealServices, seal
from tests.issuer.examples import FIRST_AID_PILOT
from tests.issuer.rendering.europass.examples import europass_material
from tests.seals import SCHOOL, KeyInMemory
from verifier.securing.jades import Level

FOLDER = Path(__file__).parents[2] / "vectors/edc"
SEALED_AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
Json = dict[str, Any]


@dataclass(frozen=True)
class _Stamps:
    pki: DemoPki

    def answer_all(self, requests: Sequence[bytes]) -> list[bytes]:
        return [self.pki.time_stamp(request, SEALED_AT) for request in requests]


@dataclass(frozen=True)
class Maker:
    """A school that seals."""

    pki: DemoPki
    key: Issued

    @classmethod
    def new(cls) -> Maker:
        """Make authorities and a school's certificate."""
        pki = new_demo_pki(SEALED_AT)
        return cls(pki, pki.new_seal(SealHolder(SCHOOL.organisation, SCHOOL.identifier), SEALED_AT))

    def sealed(self, level: Level = Level.LTA, **changes: Any) -> bytes:  # noqa: ANN401 - any JSON
        """Seal the credential, with changes to its members."""
        serials = itertools.count(1)
        services = SealServices(
            _Stamps(self.pki),
            lambda: next(serials),
            lambda: self.pki.evidence(self.key, SEALED_AT),
        )
        signer = KeyInMemory(self.key, authority=self.pki.authority.der)
        payload = json_bytes({**document(), **changes})
        return seal(payload, signer, services, SEALED_AT, SealOptions(level)).to_bytes()

    def changed(self, change: Callable[[Json], object]) -> bytes:
        """Seal the credential, and change the file."""
        file: Json = json.loads(self.sealed())
        change(file)
        return json.dumps(file, ensure_ascii=False, separators=(",", ":")).encode()


def document() -> Json:
    """Give the unsealed credential, which names no status list."""
    written: Json = json.loads(json_bytes(render(europass_material(FIRST_AID_PILOT))))
    written["identifier"] = written["identifier"][:1]
    return written


def header(**changes: Any) -> Callable[[Json], object]:  # noqa: ANN401 - any JSON
    """Change members of the protected header."""

    def change(file: Json) -> None:
        text = file["signatures"][0]["protected"]
        kept = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))) | changes
        written = base64.urlsafe_b64encode(json.dumps(kept).encode()).decode().rstrip("=")
        file["signatures"][0]["protected"] = written

    return change


def _components(change: Callable[[list[str]], list[str]]) -> Callable[[Json], object]:
    def apply(file: Json) -> None:
        unsigned = file["signatures"][0]["header"]
        unsigned["etsiU"] = change(unsigned["etsiU"])

    return apply


def _flipped(component: str) -> str:
    """Change one byte of the time stamp's own signature."""
    text = component + "=" * (-len(component) % 4)
    stamp = json.loads(base64.urlsafe_b64decode(text))
    [token] = stamp["sigTst"]["tstTokens"]
    data = bytearray(base64.b64decode(token["val"]))
    data[-3] ^= 1
    token["val"] = base64.b64encode(bytes(data)).decode()
    return base64.urlsafe_b64encode(json.dumps(stamp).encode()).decode().rstrip("=")


def vectors(maker: Maker) -> dict[str, tuple[bytes, str, str | None]]:
    """Give each file with the outcome and the cause it has to get."""
    stranger = maker.pki.new_seal(SealHolder("Nekdo drug", SCHOOL.identifier), SEALED_AT)
    other = base64.b64encode(stranger.der).decode()
    good = maker.sealed()
    reversed_file = dict(reversed(list(json.loads(good).items())))
    title = "Prva pomoč"
    unknown, passed, failed = "indeterminate", "passed", "failed"
    return {
        "good-b": (maker.sealed(Level.B), unknown, "SEAL_REVOCATION_UNKNOWN"),
        "good-t": (maker.sealed(Level.T), unknown, "SEAL_REVOCATION_UNKNOWN"),
        "good-lt": (maker.sealed(Level.LT), passed, None),
        "good-lta": (good, passed, None),
        "byte-order-mark": (b"\xef\xbb\xbf" + good, passed, None),
        "changed-payload": (good.replace(title.encode(), b"Druga pomoc"), failed, "SEAL_BROKEN"),
        "changed-header": (maker.changed(header(iat=1_790_000_000)), failed, "SEAL_BROKEN"),
        "changed-time-stamp": (
            maker.changed(_components(lambda c: [_flipped(c[0]), *c[1:]])),
            failed,
            "SEAL_TIMESTAMP_BROKEN",
        ),
        "other-certificate": (
            maker.changed(header(x5c=[other])),
            failed,
            "SEAL_CERTIFICATE_MISMATCH",
        ),
        "etsiu-in-another-order": (
            maker.changed(_components(lambda c: [*reversed(c[:-1]), c[-1]])),
            failed,
            "SEAL_TIMESTAMP_OF_OTHER",
        ),
        "two-signatures": (
            maker.changed(lambda f: f["signatures"].append(f["signatures"][0])),
            failed,
            "SEAL_SEVERAL_SIGNATURES",
        ),
        "payload-twice": (
            good.replace(b'{"payload"', b'{"payload":"{}","payload"', 1),
            failed,
            "PARSING_ERROR",
        ),
        "payload-second": (
            json.dumps(reversed_file, ensure_ascii=False).encode(),
            unknown,
            "NOT_AN_EDC_SEAL",
        ),
        "alg-none": (maker.changed(header(alg="none")), failed, "ALGORITHM_FORBIDDEN"),
        "alg-hs256": (maker.changed(header(alg="HS256")), failed, "ALGORITHM_FORBIDDEN"),
        "b64-not-critical": (maker.changed(header(crit=[])), failed, "SEAL_HEADER_REFUSED"),
        "key-in-header": (maker.changed(header(jwk={"kty": "oct"})), failed, "SEAL_HEADER_REFUSED"),
        "expired": (
            maker.sealed(validUntil="2026-11-22T23:59:59+01:00"),
            failed,
            "EXPIRED",
        ),
        "not-yet-valid": (
            maker.sealed(validFrom="2027-01-01T00:00:00+01:00"),
            failed,
            "NOT_YET_VALID",
        ),
        "unsealed": (json_bytes(document()), failed, "SEAL_MISSING"),
    }


def write() -> None:
    """Write every file, and what is expected of it."""
    maker = Maker.new()
    expected = {}
    for name, (data, outcome, cause) in vectors(maker).items():
        (FOLDER / f"{name}.jsonld").write_bytes(data)
        expected[f"{name}.jsonld"] = {"outcome": outcome, "cause": cause}
    told = {
        "now": NOW.isoformat(),
        "root": base64.b64encode(maker.pki.root.der).decode(),
        "files": expected,
    }
    (FOLDER / "expected.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write()
