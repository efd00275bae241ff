"""What all contenders work on, written to a folder once: the same documents for everybody."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, derive_private_key

from app.keys.signers import Ed25519Signer, P256Signer
from bench.rows import row
from contexts import JsonObject
from issuer.cohort import Made, issue_cohort
from issuer.did_document import did_document
from issuer.json_bytes import json_bytes
from issuer.model.credential import Format
from issuer.model.organisation import SigningKey
from issuer.rendering.material import Material
from issuer.signing import Signers
from tests.issuer.examples import NOW, SCHOOL, signers
from verifier.ed25519 import Ed25519PrivateKey

SIGNED_AT = NOW
JUDGED_AT = NOW + timedelta(days=1)
_ED25519, _P256 = 1, 2
"""The private keys of the school in tests.issuer.examples; peers sign with the first one too."""


@dataclass(frozen=True, slots=True)
class Documents:
    """A folder of documents, and how it is read."""

    folder: Path

    def lines(self, name: str) -> list[bytes]:
        """Read one document a line."""
        return (self.folder / name).read_bytes().splitlines()

    @property
    def controller(self) -> bytes:
        """The issuer's DID document, as it is served."""
        return (self.folder / "controller.json").read_bytes()


def school_signers() -> Signers:
    """Give the signers of the measured school: its keys, and the signers that a service has."""
    ed25519, p256 = school_keys()
    return {
        ed25519.algorithm: Ed25519Signer(ed25519, Ed25519PrivateKey(_ED25519.to_bytes(32, "big"))),
        p256.algorithm: P256Signer(p256, derive_private_key(_P256, SECP256R1())),
    }


def school_keys() -> tuple[SigningKey, ...]:
    """Give its public keys."""
    return tuple(signer.key for signer in signers())


def write_documents(folder: Path, count: int, row_of: Callable[[int], Material] = row) -> Documents:
    """Issue `count` badges as one cohort, and write down what went in and what came out."""
    issued = issue_cohort(
        [row_of(number) for number in range(count)],
        school_signers(),
        (SCHOOL, school_keys()),
        now=SIGNED_AT,
    )
    made = [each for each in issued if isinstance(each, Made)]
    _write(folder / "unsigned.ndjson", [each.prepared for each in made])
    _write(folder / "signed.jwt", _signed(made, Format.VC_JWT))
    return write_signed(
        folder,
        _signed(made, Format.DATA_INTEGRITY),
        json_bytes(did_document(SCHOOL, school_keys())),
        judged_at=JUDGED_AT,
    )


def write_signed(
    folder: Path, signed: Sequence[bytes], controller: bytes, *, judged_at: datetime
) -> Documents:
    """Write down what a peer needs to judge signed badges by; gives the folder."""
    _write(folder / "signed.ndjson", signed)
    (folder / "controller.json").write_bytes(controller)
    (folder / "key.json").write_text(json.dumps(_key() | {"now": judged_at.isoformat()}))
    return Documents(folder)


def _signed(made: Sequence[Made], kind: Format) -> list[bytes]:
    return [each.body for one in made for each in one.documents if each.format is kind]


def _key() -> JsonObject:
    ed25519, _ = signers()
    return {
        "seed": _ED25519.to_bytes(32, "big").hex(),
        "controller": SCHOOL.did,
        "id": f"{SCHOOL.did}#{ed25519.key.fragment}",
        "created": SIGNED_AT.replace(microsecond=0).isoformat(),
    }


def _write(file: Path, bodies: Sequence[bytes]) -> None:
    file.write_bytes(b"\n".join(bodies) + b"\n")
