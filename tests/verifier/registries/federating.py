"""A small federation for tests: an anchor, intermediates, schools, each with its own key."""

# ruff: noqa: ANN401  # claims are any JSON

from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec

from tests.verifier.makers import NOW, Json, ec_jwk, raw_signature
from verifier.jwk import decode_jwk
from verifier.registries import FederationRegistry
from verifier.registries.federation import WELL_KNOWN, Subject
from verifier.securing.jose import compact, signing_input

ANCHOR = "https://anchor.example"
MIDDLE = "https://ministry.example"
LEAF = "https://school.example"
DAY = 24 * 3600


def key(entity: str) -> ec.EllipticCurvePrivateKey:
    """Give an entity's key, the same in every run."""
    number = int.from_bytes(entity.encode()[:31].ljust(31, b"k"), "big")
    return ec.derive_private_key(number, ec.SECP256R1())


def jwk(entity: str) -> Json:
    return {**ec_jwk(key(entity)), "kid": f"{entity}#1"}


def jwks(entity: str) -> Json:
    return {"keys": [jwk(entity)]}


def statement(
    issuer: str, subject: str, *, signer: str = "", header: Json | None = None, **claims: Any
) -> bytes:
    """Sign what `issuer` says of `subject`; a claim of None is left out."""
    signer = signer or issuer
    members = {
        "iss": issuer,
        "sub": subject,
        "iat": int(NOW.timestamp()) - 60,
        "exp": int(NOW.timestamp()) + DAY,
        "jwks": jwks(subject),
        **claims,
    }
    data = signing_input(
        {"alg": "ES256", "typ": "entity-statement+jwt", "kid": f"{signer}#1", **(header or {})},
        {name: value for name, value in members.items() if value is not None},
    )
    return compact(data, raw_signature(data, key(signer))).encode()


def configuration(entity: str, *superiors: str, **claims: Any) -> bytes:
    """Sign what an entity says of itself."""
    members = {"metadata": {"federation_entity": {"federation_fetch_endpoint": f"{entity}/fetch"}}}
    if superiors:
        members["authority_hints"] = list(superiors)  # type: ignore[assignment]
    return statement(entity, entity, **(members | claims))


def about(issuer: str, subject: str, **claims: Any) -> bytes:
    """Sign what a superior says of a subordinate, with its name."""
    named = {"metadata": {"federation_entity": {"organization_name": f"Name of {subject}"}}}
    return statement(issuer, subject, **(named | claims))


def place(entity: str) -> str:
    return entity + WELL_KNOWN


def fetch_place(issuer: str, subject: str) -> str:
    return f"{issuer}/fetch?sub={subject.replace(':', '%3A').replace('/', '%2F')}"


def direct() -> dict[str, bytes]:
    """Give the documents of a school directly below the anchor."""
    return {
        place(ANCHOR): configuration(ANCHOR),
        place(LEAF): configuration(LEAF, ANCHOR),
        fetch_place(ANCHOR, LEAF): about(ANCHOR, LEAF),
    }


def with_middle(**middle: Any) -> dict[str, bytes]:
    """Give the documents of a school with one intermediate between it and the anchor."""
    return {
        place(ANCHOR): configuration(ANCHOR),
        place(MIDDLE): configuration(MIDDLE, ANCHOR),
        place(LEAF): configuration(LEAF, MIDDLE),
        fetch_place(MIDDLE, LEAF): about(MIDDLE, LEAF),
        fetch_place(ANCHOR, MIDDLE): about(ANCHOR, MIDDLE, **middle),
    }


def registry(subject: Subject = Subject.ENTITY, anchor: str = ANCHOR) -> FederationRegistry:
    keys = (decode_jwk(jwk(anchor)),)
    return FederationRegistry(name="Federation", anchor=anchor, keys=keys, subject=subject)
