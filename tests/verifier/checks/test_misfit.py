# ruff: noqa: RUF001 - typographers' characters are what is tested
"""Why a signature does not fit: claimed only where a fitting signature proves it."""

import html
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from tests.verifier.makers import (
    EC_KEY,
    ISSUER,
    ISSUER_URL,
    OTHER_KEY,
    POLICY,
    badge,
    causes,
    did_document,
    did_key,
    encoded,
    fetched,
    judged,
    multikey,
    ob_claims,
    proof_options,
    raw_signature,
    signed,
    signed_by_key,
)
from verifier import Report
from verifier.damage import DAMAGES
from verifier.places import read_places
from verifier.securing.jose import compact, signing_input

Json = dict[str, Any]
TEXT = "Čebelarstvo & žganje – „šola“ d.o.o.\nDruga vrstica"


def written(text: str = TEXT) -> Json:
    document = badge(issuer={"id": did_key(), "type": ["Profile"]})
    document["credentialSubject"]["achievement"]["description"] = text
    return signed_by_key(document)


def misread(codec: str) -> Callable[[str], str]:
    def damage(text: str) -> str:
        return "".join(
            bytes([byte]).decode(codec) if _known(byte, codec) else chr(byte)
            for byte in text.encode()
        )

    return damage


def _known(byte: int, codec: str) -> bool:
    try:
        bytes([byte]).decode(codec)
    except UnicodeDecodeError:
        return False
    return True


DAMAGE: dict[str, tuple[str, Callable[[str], str], str]] = {
    "western mojibake": ("encoding", misread("cp1252"), TEXT),
    "central European mojibake": ("encoding", misread("cp1250"), TEXT),
    "smart quotes": ("typography", lambda s: s.replace('"', "”").replace("'", "’"), "a \"b\" 'c'"),
    "smart dashes": ("typography", lambda s: s.replace("-", "–"), "3D-tisk"),
    "hard spaces": ("typography", lambda s: s.replace(" ", "\u00a0"), "a b c"),
    "hard spaces beside smart quotes": ("spaces", lambda s: s.replace(" ", "\u00a0"), "a „b“ c"),
    "soft hyphens": ("spaces", lambda s: s.replace("b", "b\u00ad"), "„ab“ – b"),
    "decomposed letters": ("letters", lambda s: unicodedata.normalize("NFD", s), "Čšž"),
    "HTML": ("markup", html.escape, "a & b < c"),
    "line ends": ("line-ends", lambda s: s.replace("\n", "\r\n"), TEXT),
    "form": ("address", lambda s: s.replace(" ", "+"), "a b c"),
}


def damaged(name: str) -> Report:
    _, damage, text = DAMAGE[name]
    document = written(text)
    document["credentialSubject"]["achievement"]["description"] = damage(text)
    return judged(document)


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_that_can_be_undone_is_named_and_located(name: str) -> None:
    report = damaged(name)
    assert causes(report) == ["proof failed DAMAGED_IN_TRANSIT"]
    problem = report.root_cause.problem if report.root_cause else None
    assert problem
    assert problem.params["damage"] == DAMAGE[name][0]
    places = read_places(problem.params["places"])
    assert ("/credentialSubject/achievement/description", "changed") in {
        (place.pointer, place.change) for place in places
    }


def test_every_kind_of_damage_is_tried() -> None:
    assert {kind for kind, *_ in DAMAGE.values()} == DAMAGES


@pytest.mark.parametrize("name", DAMAGE)
def test_whoever_also_changes_something_gets_no_excuse(name: str) -> None:
    _, damage, text = DAMAGE[name]
    document = written(text)
    document["credentialSubject"]["achievement"]["description"] = damage(text) + "!"
    assert causes(judged(document)) == ["proof failed SIGNATURE_INVALID"]


def test_no_value_of_the_document_is_told() -> None:
    for name in DAMAGE:
        cause = damaged(name).root_cause
        assert cause
        assert cause.problem
        said = [cause.problem.detail, *cause.problem.params.values()]
        assert not any("ebelar" in text or "tisk" in text for text in said)


def with_two_keys(**changes: Any) -> Json:  # noqa: ANN401
    document = did_document()
    second = {
        "id": f"{ISSUER}#key-1",
        "type": "Multikey",
        "controller": ISSUER,
        "publicKeyMultibase": multikey(OTHER_KEY),
        **changes,
    }
    document["verificationMethod"].append(second)
    document["assertionMethod"].append(second["id"])
    return document


def by_the_other_key() -> Json:
    return signed(badge(), proof_options(f"{ISSUER}#key-0"), OTHER_KEY)


def judged_with(document: Json, keys: Json) -> list[str]:
    return causes(judged(encoded(document), {ISSUER_URL: fetched(ISSUER_URL, keys)}))


def test_another_key_of_the_issuer_is_named() -> None:
    assert judged_with(by_the_other_key(), with_two_keys()) == [
        "proof failed SIGNED_WITH_OTHER_KEY"
    ]


@pytest.mark.parametrize(
    "changes", [{"revoked": "2026-01-01T00:00:00Z"}, {"publicKeyMultibase": "z6Mk"}]
)
def test_a_key_that_may_not_sign_explains_nothing(changes: Json) -> None:
    assert judged_with(by_the_other_key(), with_two_keys(**changes)) == [
        "proof failed SIGNATURE_INVALID"
    ]


def test_somebody_s_key_explains_nothing() -> None:
    assert judged_with(by_the_other_key(), did_document()) == ["proof failed SIGNATURE_INVALID"]


@pytest.mark.parametrize(
    ("objects", "code"), [(5, "DAMAGED_IN_TRANSIT"), (90, "SIGNATURE_INVALID")]
)
def test_work_is_bounded_for_large_documents(objects: int, code: str) -> None:
    evidence = [
        {"id": f"https://x.example/{n}", "type": ["Evidence"], "name": "a-b"}
        for n in range(objects)
    ]
    issuer = {"id": did_key(), "type": ["Profile"]}
    document = signed_by_key(badge(issuer=issuer, evidence=evidence))
    document["evidence"][0]["name"] = "a–b"
    assert causes(judged(document)) == [f"proof failed {code}"]


def token(signature: Callable[[bytes], bytes], key: ec.EllipticCurvePrivateKey = EC_KEY) -> bytes:
    claims = ob_claims(badge(issuer={"id": did_key(key), "type": ["Profile"]}))
    header = {"alg": "ES256", "typ": "JWT", "kid": f"{did_key(key)}#{multikey(key)}"}
    made = signing_input(header, claims)
    return compact(made, signature(raw_signature(made, key))).encode()


@pytest.mark.parametrize(
    ("signature", "code"),
    [
        (lambda made: made[:60], "SIGNATURE_CUT_OFF"),
        (lambda made: made[:1], "SIGNATURE_CUT_OFF"),
        (lambda _: b"", "SIGNATURE_INVALID"),
        (lambda made: made[::-1], "SIGNATURE_INVALID"),
        (lambda made: made + b"x", "SIGNATURE_INVALID"),
    ],
)
def test_a_token_that_lost_its_end(signature: Callable[[bytes], bytes], code: str) -> None:
    assert causes(judged(token(signature), policy=POLICY)) == [f"proof failed {code}"]
