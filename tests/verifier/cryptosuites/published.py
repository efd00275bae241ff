"""The W3C vectors of a cryptosuite, compared step by step: the first that differs is the bug."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from contexts import JsonObject, canonicalize
from tests.verifier.makers import reference
from verifier.cryptosuites import HASHES, Cryptosuite
from verifier.multibase import base58btc_encode, multibase_decode
from verifier.multikey import decode_multikey

NOT_BUNDLED = "https://w3id.org/citizenship/v4rc1"
"""A draft vocabulary of the W3C examples, which no package carries."""


@dataclass(frozen=True, slots=True)
class Vector:
    """One folder of published steps."""

    folder: str
    suffix: str
    """The ending of its file names."""

    @property
    def path(self) -> Path:
        """Find the folder."""
        return reference(self.folder)

    def text(self, step: str) -> str:
        """Read what a step gives."""
        return (self.path / f"{step}{self.suffix}.txt").read_text(encoding="utf-8")

    @property
    def signed(self) -> dict[str, Any]:
        """Read the signed credential."""
        signed: dict[str, Any] = json.loads(
            (self.path / f"signed{self.suffix}.json").read_text(encoding="utf-8")
        )
        return signed


def parts(signed: JsonObject) -> tuple[JsonObject, JsonObject]:
    """Give document and proof options as the suites take them."""
    document = {name: value for name, value in signed.items() if name != "proof"}
    options = {name: value for name, value in signed["proof"].items() if name != "proofValue"}
    return document, {"@context": document["@context"], **options}


def check_steps(
    vector: Vector,
    suite: Cryptosuite,
    canonical: Callable[..., str] = canonicalize,
    **how: Any,  # noqa: ANN401
) -> None:
    """Compare canonical forms, hashes and signature; `how` is handed to `canonical`."""
    document, options = parts(vector.signed)
    key = decode_multikey(options["verificationMethod"].partition("#")[2])
    hash_name = HASHES[key.kind]
    if NOT_BUNDLED in document["@context"]:
        # The remaining steps start from the published canonical forms.
        hashed = (vector.text("proofCanon"), vector.text("canonDoc"))
        data = b"".join(hashlib.new(hash_name, part.encode()).digest() for part in hashed)
    else:
        assert canonical(document, **how) == vector.text("canonDoc")
        assert canonical(options, **how) == vector.text("proofCanon")
        data = suite.hash_data(document, options, hash_name=hash_name, sandbox=True)
    middle = len(data) // 2
    assert data[:middle].hex() == vector.text("proofHash").strip()
    assert data[middle:].hex() == vector.text("docHash").strip()
    assert data.hex() == vector.text("combinedHash").strip()
    signature = multibase_decode(vector.signed["proof"]["proofValue"])
    assert len(signature) == suite.signature_bytes[key.kind]
    assert signature.hex() == vector.text("sigHex").strip()
    assert "z" + base58btc_encode(signature) == vector.text("sigBTC58").strip()
    assert suite.verify(data, signature, key)
    assert not suite.verify(data[:-1] + bytes([data[-1] ^ 1]), signature, key)
    assert not suite.verify(data, bytes([signature[0] ^ 1]) + signature[1:], key)
