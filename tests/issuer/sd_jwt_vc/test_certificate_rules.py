"""What the certificate of a key for tokens has to say, rule by rule."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from cryptography.x509 import DNSName, UniformResourceIdentifier

from issuer.sd_jwt_vc.certificate_rules import certificate_faults
from tests.verifier.certificates import ROOT_KEY, certificate, leaf, root
from tests.verifier.makers import NOW
from tests.verifier.sd_jwts import HTTPS_ISSUER

URI = UniformResourceIdentifier(HTTPS_ISSUER)


def codes(der: bytes) -> list[str]:
    return [each.code for each in certificate_faults(der, HTTPS_ISSUER, now=NOW)]


@pytest.mark.parametrize("name", [URI, DNSName("school.example")])
def test_the_address_or_its_host_is_enough(name: Any) -> None:  # noqa: ANN401
    assert codes(leaf(name)) == []


@pytest.mark.parametrize(
    ("der", "code"),
    [
        (leaf(), "CERTIFICATE_NAMES_OTHER"),
        (leaf(DNSName("*.example")), "CERTIFICATE_NAMES_OTHER"),
        (leaf(URI, signs=False), "CERTIFICATE_NOT_FOR_SIGNING"),
        (leaf(URI, ends=NOW), "CERTIFICATE_NOT_VALID_NOW"),
        (leaf(URI, begins=NOW + timedelta(days=1)), "CERTIFICATE_NOT_VALID_NOW"),
        (
            certificate("Me", "Me", key=ROOT_KEY, signed_by=ROOT_KEY, names=[URI]),
            "CERTIFICATE_SELF_SIGNED",
        ),
    ],
)
def test_each_rule_is_named(der: bytes, code: str) -> None:
    assert codes(der) == [code]


def test_an_authority_is_no_issuer() -> None:
    assert "CERTIFICATE_NOT_FOR_SIGNING" in codes(root())
