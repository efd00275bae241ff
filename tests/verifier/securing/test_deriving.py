"""Showing a part: what is shown, and why nothing is when nothing can be."""

from collections.abc import Sequence
from typing import Any

import pytest

from tests.interop.selective import MANDATORY, base, sd_badge
from tests.verifier.makers import badge, causes, judged, signed
from verifier import AllowedIssuers
from verifier.cryptosuites.ecdsa_sd_2023_values import read_base, write_base
from verifier.securing.deriving import NotDerivable, derive

WHOLE_SUBJECT = ("/credentialSubject", "/name")


def found(shown: dict[str, Any]) -> list[str]:
    return causes(judged(shown, {}, AllowedIssuers({shown["issuer"]["id"]: "Šola"})))


def test_the_part_verifies_and_nothing_else_is_in_it() -> None:
    shown = derive(base(sd_badge()), WHOLE_SUBJECT)
    assert found(shown) == ["credentialStatus indeterminate MAY_BE_CONCEALED"]
    less = derive(base(sd_badge()), ("/credentialSubject/achievement/name",))
    assert set(less["credentialSubject"]) == {"type", "achievement"}
    assert set(less["credentialSubject"]["achievement"]) == {"id", "type", "name"}
    assert "name" not in less


def test_what_is_not_shown_is_not_called_wrong() -> None:
    shown = derive(base(sd_badge()), ("/credentialSubject/achievement/name",))
    assert found(shown) == [
        "schema indeterminate MAY_BE_CONCEALED",
        "achievement indeterminate MAY_BE_CONCEALED",
        "credentialStatus indeterminate MAY_BE_CONCEALED",
    ]


def test_what_is_shown_and_wrong_is_called_so() -> None:
    document = sd_badge()
    document["credentialSubject"]["achievement"]["achievementType"] = "Mikro"
    shown = derive(base(document), ("/credentialSubject/achievement/achievementType",))
    assert found(shown)[0] == "schema failed SCHEMA_INVALID"


def test_the_proof_of_a_part_is_none_of_another() -> None:
    signed_badge = base(sd_badge())
    shown = derive(signed_badge, WHOLE_SUBJECT)
    other = derive(signed_badge, ("/credentialSubject",))
    assert found({**shown, "proof": other["proof"]}) == ["proof failed SIGNATURE_INVALID"]


def test_nothing_mandatory_nothing_selected() -> None:
    signed_badge = base(sd_badge(), ())
    with pytest.raises(NotDerivable, match="name a part"):
        derive(signed_badge, ())
    assert "proof" in derive(signed_badge, ("/issuer",))


def test_nodes_that_look_alike_in_the_part_keep_apart() -> None:
    results = [
        {"type": ["Result"], "resultDescription": "urn:uuid:1", "value": "87"},
        {"type": ["Result"], "resultDescription": "urn:uuid:2", "value": "87"},
    ]
    document = sd_badge()
    document["credentialSubject"]["result"] = results
    shown = derive(
        base(document),
        (*WHOLE_SUBJECT[1:], *(f"/credentialSubject/result/{n}/value" for n in (0, 1))),
    )
    assert [result["value"] for result in shown["credentialSubject"]["result"]] == ["87", "87"]
    assert "proof failed SIGNATURE_INVALID" not in found(shown)


def altered(**parts: Any) -> dict[str, Any]:  # noqa: ANN401  # whatever a holder may put there
    document = base(sd_badge())
    proof = read_base(document["proof"]["proofValue"])
    values = {name: getattr(proof, name) for name in proof.__dataclass_fields__} | parts
    document["proof"]["proofValue"] = write_base(type(proof)(**values))
    return document


@pytest.mark.parametrize(
    ("document", "pointers", "why"),
    [
        (base(sd_badge()), ("/nothing",), "There is nothing at “/nothing”"),
        (base(sd_badge()), ("name",), "There is nothing at “name”"),
        (base(sd_badge()), ("/name",) * 300, "At most 256 pointers"),
        (signed(badge()), ("/name",), "Only a credential with one proof of the suite"),
        (badge(), ("/name",), "Only a credential with one proof of the suite"),
        (derive(base(sd_badge()), ()), ("/name",), "header is not that of a base proof"),
        ({**base(sd_badge()), "name": ["a", "b"]}, (), "a signature for each statement"),
        ({**base(sd_badge()), "grade": "A"}, (), "grade"),
        ({**base(sd_badge()), "@context": ["https://other.example/"]}, (), "first context"),
        (altered(signatures=()), (), "a signature for each statement"),
        (altered(hmac_key=bytes(31)), (), "HMAC key"),
        (altered(public_key=bytes(35)), (), "key"),
        (altered(base_signature=bytes(63)), (), "signatures are malformed"),
        (altered(mandatory_pointers=("/nothing",)), (), "There is nothing at “/nothing”"),
        (altered(mandatory_pointers=(b"x",)), (), "pointers are malformed"),
        ({"type": 5}, (), "VerifiableCredential"),
    ],
)
def test_why_nothing_can_be_shown(
    document: dict[str, Any], pointers: Sequence[str], why: str
) -> None:
    with pytest.raises(NotDerivable, match=why):
        derive(document, pointers)


def test_mandatory_stays_mandatory() -> None:
    shown = derive(base(sd_badge()), ())
    assert {"issuer", "validFrom", "validUntil", "credentialSubject"} <= set(shown)
    assert MANDATORY
