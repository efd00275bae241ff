"""app.keys.pkcs11: seals made by a key that never leaves its token (SoftHSM 2)."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from app.keys.key_uri import KeyUnusable
from app.keys.seal_signers import seal_signer
from issuer.sealing import seal
from tests.provisioning.softhsm import PIN, SoftToken, new_soft_token
from tests.seals import PAYLOAD, SEALED_AT, authorities, school_seal, services, trust_the_demo
from verifier.report import Outcome
from verifier.securing.jades import check_seal, read_seal


@pytest.fixture(scope="module")
def token(tmp_path_factory: pytest.TempPathFactory) -> SoftToken:
    """Make one token for all tests here: its library remembers its folder."""
    made = new_soft_token(tmp_path_factory.mktemp("token"))
    above = (authorities().authority.der, authorities().root.der)
    made.hold("rsa", school_seal("RSA"), *above)
    made.hold("curve", school_seal("P-256"))
    return made


@pytest.mark.parametrize(
    ("name", "kind", "asked", "algorithm"),
    [
        ("rsa", "RSA", "", "RS256"),
        ("rsa", "RSA", "&x-algorithm=PS256", "PS256"),
        ("curve", "P-256", "", "ES256"),
    ],
)
def test_a_token_s_key_seals(
    token: SoftToken, name: str, kind: str, asked: str, algorithm: str
) -> None:
    signer = seal_signer(token.uri(object=name) + asked)
    assert signer.algorithm == algorithm
    assert signer.certificates == (school_seal(kind).der, authorities().authority.der)
    done = seal(PAYLOAD, signer, services(school_seal(kind)), SEALED_AT)
    found = check_seal(
        read_seal(done.to_bytes()), trust=trust_the_demo(), now=SEALED_AT + timedelta(days=1)
    )
    assert found.outcome is Outcome.PASSED
    assert found.facts.algorithm == algorithm


def test_many_digests_are_signed_in_one_session(token: SoftToken) -> None:
    signer = seal_signer(token.uri(object="curve"))
    assert [len(each) for each in signer.sign([bytes(32)] * 20)] == [64] * 20


def test_a_key_is_found_by_its_id_too(token: SoftToken) -> None:
    assert seal_signer(token.uri(id="rsa")).algorithm == "RS256"


@pytest.mark.parametrize(
    "change",
    [
        lambda uri: uri.replace("object=rsa", "object=other"),
        lambda uri: uri.replace("token=", "token=x"),
        lambda uri: uri.split("?")[0],
        lambda uri: uri.replace("libsofthsm2.so", "nothing.so"),
        lambda uri: uri.split("&")[0] + "&pin-value=000000",
        lambda uri: uri.split("&")[0] + "&pin-source=file:/nowhere/pin",
        lambda uri: uri + "&x-algorithm=ES256",
        lambda uri: uri.replace("object=rsa", "object=rsa;object=rsa"),
    ],
)
def test_what_does_not_fit_is_said_without_the_pin(
    token: SoftToken, change: Callable[[str], str]
) -> None:
    with pytest.raises(KeyUnusable) as refused:
        seal_signer(change(token.uri(object="rsa")))
    assert PIN not in str(refused.value)
    assert "000000" not in str(refused.value)


def test_a_signer_shows_neither_key_nor_pin(token: SoftToken) -> None:
    uri = token.uri(object="rsa").split("&")[0] + f"&pin-value={PIN}"
    assert PIN not in repr(seal_signer(uri))
