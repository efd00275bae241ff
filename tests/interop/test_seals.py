"""Others judge our seals: jose the signature over the raw payload, OpenSSL each time stamp.

No open JAdES implementation could be had here; its parts could. The byte formulas are written out
anew below, from the standard and not from our code.
"""

import base64
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import load_der_x509_certificate

from issuer.sealing import SealOptions, TimeForm, seal
from tests.peers.node import NodePeers
from tests.seals import PAYLOAD, SEALED_AT, KeyInMemory, authorities, school_seal, services
from tests.verifier.securing.jades.vectors import official_sample
from verifier.securing.jades import Level

KINDS = [("RSA", "RS256"), ("RSA", "PS256"), ("P-256", "ES256")]


def sealed(kind: str, algorithm: str, options: SealOptions) -> Any:  # noqa: ANN401 - any JSON
    key = school_seal(kind)
    signer = KeyInMemory(key, algorithm)
    return json.loads(seal(PAYLOAD, signer, services(key), SEALED_AT, options).to_bytes())


def decoded(text: str) -> Any:  # noqa: ANN401 - any JSON
    return json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))


def asked(peers: NodePeers, document: Any) -> Any:  # noqa: ANN401 - any JSON
    header = decoded(document["signatures"][0]["protected"])
    certificate = load_der_x509_certificate(base64.b64decode(header["x5c"][0]))
    return peers.call(
        "jose_verify_seal",
        {
            "document": document,
            "certificate": certificate.public_bytes(Encoding.PEM).decode(),
            "alg": header["alg"],
            "critical": [name for name in header["crit"] if name != "b64"],
        },
    )


@pytest.mark.peers
@pytest.mark.parametrize(("kind", "algorithm"), KINDS)
@pytest.mark.parametrize("time_form", TimeForm)
def test_jose_finds_our_seals_intact(
    node_peers: NodePeers, kind: str, algorithm: str, time_form: TimeForm
) -> None:
    document = sealed(kind, algorithm, SealOptions(Level.B, time_form, content_timestamp=True))
    said = asked(node_peers, document)
    assert said["verified"] is True, said
    assert said["payload"].encode() == PAYLOAD
    document["payload"] += " "
    assert asked(node_peers, document)["verified"] is False


@pytest.mark.peers
@pytest.mark.parametrize("name", ["MC-Annex1", "CertOfPart"])
def test_jose_agrees_on_the_official_samples(node_peers: NodePeers, name: str) -> None:
    document = json.loads(official_sample(name))
    assert asked(node_peers, document)["verified"] is True


def stamps(document: Any) -> dict[str, tuple[bytes, bytes]]:  # noqa: ANN401 - any JSON
    """Give each time stamp's token and the bytes it is over (TS 119 182-1, 5.2.6, 5.3)."""
    payload = document["payload"].encode()
    (entry,) = document["signatures"]
    header, before = decoded(entry["protected"]), b""
    found = {}
    if "adoTst" in header:
        found["adoTst"] = (_token(header["adoTst"]), payload)
    for raw in entry["header"]["etsiU"]:
        ((name, value),) = decoded(raw).items()
        if name == "sigTst":
            found[name] = (_token(value), entry["signature"].encode())
        if name == "arcTst":
            signed = [payload, entry["protected"].encode(), entry["signature"].encode(), before]
            found[name] = (_token(value), b".".join(signed))
        before += raw.encode()
    return found


def _token(container: Any) -> bytes:  # noqa: ANN401 - any JSON
    return base64.b64decode(container["tstTokens"][0]["val"])


@pytest.mark.parametrize(("kind", "algorithm"), KINDS)
def test_openssl_believes_every_time_stamp(tmp_path: Path, kind: str, algorithm: str) -> None:
    program = shutil.which("openssl")
    if program is None:
        pytest.skip("no openssl program here: install openssl")
    root = tmp_path / "root.pem"
    root.write_bytes(authorities().root.certificate.public_bytes(Encoding.PEM))
    document = sealed(kind, algorithm, SealOptions(content_timestamp=True))
    found = stamps(document)
    assert list(found) == ["adoTst", "sigTst", "arcTst"]
    for name, (token, message) in found.items():
        (tmp_path / "token").write_bytes(token)
        (tmp_path / "message").write_bytes(message)
        done = subprocess.run(  # noqa: S603 - a second opinion, on files of our own
            [
                *(program, "ts", "-verify", "-attime", str(int(SEALED_AT.timestamp()))),
                *("-in", tmp_path / "token", "-token_in", "-data", tmp_path / "message"),
                *("-CAfile", root),
            ],
            capture_output=True,
            text=True,
            check=False,
        )
        assert "Verification: OK" in done.stdout, (name, done.stderr)
