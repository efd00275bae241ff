"""Credo's wallet opens, believes what is signed under its authority, and refuses the rest."""

import base64
from collections.abc import Iterator

import pytest
from cryptography import x509

from tests.peers import node
from tests.verifier.certificates import AUTHORITY_KEY, ROOT_KEY, YEAR, certificate, x5c
from tests.verifier.makers import EC_KEY, NOW, ec_jwk
from tests.verifier.sd_jwts import HTTPS_ISSUER, learning_claims, sd_jwt

pytestmark = pytest.mark.peers

LONG = NOW + 50 * YEAR  # the wallet's clock is the machine's
NAMES = [x509.UniformResourceIdentifier(HTTPS_ISSUER)]
LEAF = certificate("Issuer", "CA", key=EC_KEY, signed_by=AUTHORITY_KEY, names=NAMES, ends=LONG)


@pytest.fixture(scope="module")
def wallets(tmp_path_factory: pytest.TempPathFactory) -> Iterator[node.NodePeers]:
    reason = node.missing()
    if reason:
        pytest.skip(reason)
    file = tmp_path_factory.mktemp("wallets") / "root.pem"
    file.write_text(ROOT, encoding="utf-8")
    with node.running_wallets(file) as running:
        yield running


def pem(der: bytes) -> str:
    encoded = base64.encodebytes(der).decode()
    return f"-----BEGIN CERTIFICATE-----\n{encoded}-----END CERTIFICATE-----\n"


ROOT = pem(
    certificate("CA", "CA", key=AUTHORITY_KEY, signed_by=AUTHORITY_KEY, authority=True, ends=LONG)
)
OTHER_ROOT = pem(
    certificate("Other", "Other", key=ROOT_KEY, signed_by=ROOT_KEY, authority=True, ends=LONG)
)


def test_a_wallet_opens_and_makes_keys(wallets: node.NodePeers) -> None:
    first, second = (
        wallets.call("credo_ready", {"wallet": "ready", "trusted": [ROOT]})["keys"][0]
        for _ in range(2)
    )
    assert first["crv"] == "P-256"
    assert first["x"] != second["x"]


@pytest.mark.parametrize("trusted", [ROOT, OTHER_ROOT])
def test_it_believes_its_own_authority_alone(wallets: node.NodePeers, trusted: str) -> None:
    claims = learning_claims(cnf={"jwk": ec_jwk()})
    whole = sd_jwt(claims, [["family_name"]], {"x5c": x5c(LEAF)})
    asked = {"wallet": trusted, "trusted": [trusted], "credential": whole}
    answer = wallets.call("credo_verify", asked)
    assert answer["verified"] == (trusted == ROOT), answer


def test_it_refuses_what_was_changed(wallets: node.NodePeers) -> None:
    honest, forged = (
        sd_jwt(learning_claims(achievement_title=title), [], {"x5c": x5c(LEAF)})
        for title in ("Osnove", "Mojster")
    )
    text = ".".join((forged.rpartition(".")[0], honest.rpartition(".")[2]))
    asked = {"wallet": "changed", "trusted": [ROOT], "credential": text}
    assert not wallets.call("credo_verify", asked)["verified"]
