"""The embedded proof of a badge or list: Data Integrity with `eddsa-rdfc-2022` (Ed25519)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from contexts import JsonValue
from issuer.json_bytes import json_bytes, with_member_after
from issuer.rendering.members import timestamp
from issuer.signer import Signer, Unsigned, verification_method
from verifier.cryptosuites import statements_digest
from verifier.multibase import multibase_encode

CRYPTOSUITE = "eddsa-rdfc-2022"


def add_proofs(batch: Sequence[Unsigned], signer: Signer, now: datetime) -> list[bytes]:
    """Add an embedded proof to each document (Data Integrity 1.0, section 4.2)."""
    proofs = _Proofs(signer, now)
    chosen = [proofs.of(unsigned.content) for unsigned in batch]
    # vc-di-eddsa, 3.2.4: the options' hash comes first.
    signatures = signer.sign(
        [proof.digest + unsigned.digest for proof, unsigned in zip(chosen, batch, strict=True)]
    )
    return [
        with_member_after(unsigned.body, "proof", proof.signed(signature))
        for unsigned, proof, signature in zip(batch, chosen, signatures, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Proof:
    """The proof of every document that one key signs at one moment."""

    options: bytes
    digest: bytes

    def signed(self, signature: bytes) -> bytes:
        value = b'"%b"' % multibase_encode(signature).encode("ascii")
        return with_member_after(self.options, "proofValue", value)


class _Proofs:
    """The proofs of a batch, which differ in little but the signature: each hashed once."""

    def __init__(self, signer: Signer, now: datetime) -> None:
        self._signer = signer
        self._created = timestamp(now)
        self._made: dict[tuple[str, ...], _Proof] = {}

    def of(self, content: Mapping[str, JsonValue]) -> _Proof:
        contexts = content["@context"]
        method = verification_method(content, self._signer)
        key = (method, *contexts)
        if key not in self._made:
            self._made[key] = self._proof(contexts, method)
        return self._made[key]

    def _proof(self, contexts: list[str], method: str) -> _Proof:
        options = {
            "type": "DataIntegrityProof",
            "cryptosuite": CRYPTOSUITE,
            "created": self._created,
            "verificationMethod": method,
            "proofPurpose": "assertionMethod",
        }
        return _Proof(json_bytes(options), statements_digest({"@context": contexts, **options}))
