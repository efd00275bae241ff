"""The vectors for Token Status List."""

from typing import Any

from tests.verifier.makers import EC_KEY, KEY, PrivateKey
from tests.verifier.status_vectors.case import (
    LIST,
    MALFORMED,
    REVOKED,
    STRANGER,
    SUSPENDED,
    TOKEN_ISSUER,
    UNDETERMINED,
    VALID,
    Case,
    Json,
    bitstring,
    pack,
    resource,
    token,
    url64,
    without_none,
)
from verifier.multibase import base64url_encode
from verifier.securing.jose import compact, signing_input

SECONDS = 1_780_315_200
"""NOW in seconds."""
EXAMPLE = b"\xc9\x44\xf9"
"""The draft's example of two bits each: 1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3."""
TYP = "statuslist+jwt"
UNUSABLE = "STATUS_LIST_MALFORMED"


def credential(reference: Any) -> str:  # noqa: ANN401
    """Give a credential as vc+jwt with a status claim."""
    payload = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": "urn:uuid:0b1f7c8e-2f0a-4f58-9d2b-6a6f0f3a9c11",
        "type": ["VerifiableCredential"],
        "issuer": TOKEN_ISSUER,
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {"id": "urn:uuid:5d7a8b1e-3c3f-4f39-8a55-3f5e2b1d7c22"},
        "iss": TOKEN_ISSUER,
        "status": reference,
    }
    return token(payload, "vc+jwt")


def at(index: object, **more: Any) -> str:  # noqa: ANN401
    """Give a credential with a place in the list."""
    return credential({"status_list": {"idx": index, "uri": LIST}, **more})


def claims(packed: bytes = EXAMPLE, bits: object = 2, **changes: Any) -> Json:  # noqa: ANN401
    """Give the claims of a list."""
    return without_none(
        {
            "iss": TOKEN_ISSUER,
            "sub": LIST,
            "iat": SECONDS - 60,
            "exp": 4_900_000_000,
            "status_list": {"bits": bits, "lst": url64(pack(packed, 15))},
            **changes,
        }
    )


def case(
    about: str,
    verdict: str,
    index: object,
    listed: Json | str,
    cause: str = "",
    **more: Any,  # noqa: ANN401
) -> Case:
    """Give a vector; claims are signed by the issuer."""
    body = listed if isinstance(listed, str) else token(listed, TYP)
    found = more.pop("found", {})
    resources = {LIST: resource(body, f"application/{TYP}", **found)}
    return Case(about, verdict, at(index), resources, cause, **more)


def unusable(about: str, cause: str = UNUSABLE, **changes: Any) -> Case:  # noqa: ANN401
    """Give a vector whose list is no answer; its entry would be clear."""
    return case(about, UNDETERMINED, 2, claims(**changes), cause)


def encoded(about: str, text: object, bits: object = 2) -> Case:
    """Give a vector whose list is written in some wrong way."""
    return unusable(about, status_list={"bits": bits, "lst": text})


def signed_as(
    about: str,
    cause: str,
    key: PrivateKey = EC_KEY,
    typ: str = TYP,
    **changes: Any,  # noqa: ANN401
) -> Case:
    """Give a vector whose list is signed in some wrong way."""
    return case(about, UNDETERMINED, 2, token(claims(**changes), typ, key), cause)


def of_claim(about: str, reference: object) -> Case:
    """Give a vector whose status claim is malformed; the list is good."""
    resources = {LIST: resource(token(claims(), TYP), f"application/{TYP}")}
    return Case(about, MALFORMED, credential(reference), resources, "STATUS_MALFORMED")


def changed() -> str:
    """Sign a list, and swap in one that is clear."""
    head, _, signature = token(claims(), TYP).split(".")
    payload = signing_input({}, claims(bytes(3))).decode().split(".")[1]
    return f"{head}.{payload}.{signature}"


def unsigned() -> str:
    """Give a token that names no algorithm."""
    return compact(signing_input({"alg": "none", "typ": TYP}, claims()), b"")


GOOD = {
    "valid": case("Two bits, 0: the draft's example.", VALID, 2, claims()),
    "revoked": case("Two bits, 1.", REVOKED, 0, claims(), "REVOKED"),
    "suspended": case("Two bits, 2.", SUSPENDED, 1, claims(), "SUSPENDED"),
    "application-specific": case(
        "Two bits, 3: only the issuer's own users know what it means.",
        UNDETERMINED,
        3,
        claims(),
        "STATUS_PURPOSE_UNKNOWN",
    ),
    "last-entry": case("The last of twelve.", UNDETERMINED, 11, claims(), "STATUS_PURPOSE_UNKNOWN"),
    "one-bit": case("One bit: 0x01 is entry 0.", REVOKED, 0, claims(b"\x01", 1), "REVOKED"),
    "four-bits": case("Four bits: 0x21 is 1, 2.", SUSPENDED, 1, claims(b"\x21", 4), "SUSPENDED"),
    "eight-bits": case("Eight bits.", REVOKED, 1, claims(b"\x00\x01", 8), "REVOKED"),
    "no-issuer": case(
        "The list names no iss; its key is the issuer's.", VALID, 2, claims(iss=None)
    ),
    "short-list": case("There is no shortest list here.", VALID, 0, claims(b"\x00", 1)),
}

WRONG_BITS = {
    "reversed-bits-hide": case(
        "0x01 is entry 0; who counts as the W3C's lists do takes it for entry 7.",
        REVOKED,
        0,
        claims(b"\x01", 1),
        "REVOKED",
    ),
    "reversed-bits-accuse": case("0x80 is entry 7 and not 0.", VALID, 0, claims(b"\x80", 1)),
    "past-the-end": case(
        "The entry is just past the end.",
        MALFORMED,
        12,
        claims(),
        "STATUS_INDEX_OUT_OF_RANGE",
        also=(UNDETERMINED,),
    ),
    "bits-three": encoded("Three bits for each.", url64(pack(EXAMPLE, 15)), 3),
    "bits-missing": encoded("It does not say how many bits.", url64(pack(EXAMPLE, 15)), None),
}

WRONG_LISTS = {
    "gzip": encoded("GZIP in place of ZLIB.", url64(pack(EXAMPLE))),
    "deflate": encoded("Bare DEFLATE in place of ZLIB.", url64(pack(EXAMPLE, -15))),
    "base64-padded": encoded("Padded.", url64(pack(EXAMPLE, 15)) + "="),
    "multibase": encoded("With the u of the W3C's lists.", "u" + url64(pack(bitstring(), 15)), 1),
    "bomb": encoded("Inflates to 32 MiB.", url64(pack(bytes(32 << 20), 15)), 1),
    "wrong-sub": unusable(
        "Another list of the same issuer is served at this address.",
        "STATUS_LIST_ID_MISMATCH",
        sub="https://issuer.example/status/2",
    ),
    "no-sub": unusable("The list does not say which it is.", "STATUS_LIST_ID_MISMATCH", sub=None),
    "no-iat": unusable("The list does not say when it was issued.", iat=None),
    "expired-list": unusable("Expired yesterday.", "STATUS_LIST_EXPIRED", exp=SECONDS - 86_400),
    "future-list": unusable("From 2120.", "STATUS_LIST_NOT_YET_VALID", iat=4_733_510_400),
    "stale-copy": case(
        "The list may be kept for five minutes, and the copy is a day old.",
        UNDETERMINED,
        2,
        claims(ttl=300),
        "STATUS_LIST_STALE",
        found={"fetchedAt": "2026-05-31T12:00:00Z"},
    ),
    "foreign-signer": signed_as(
        "A stranger's list, well signed by the stranger.",
        "STATUS_LIST_SIGNER_FOREIGN",
        KEY,
        iss=STRANGER,
    ),
    "foreign-key": signed_as(
        "The list names the issuer, and is signed with a stranger's key.",
        "STATUS_LIST_SIGNER_FOREIGN",
        KEY,
    ),
    "wrong-type": signed_as("A token of another type.", UNUSABLE, typ="JWT"),
    "changed-list": case(
        "Cleared after signing.", UNDETERMINED, 0, changed(), "STATUS_LIST_INVALID"
    ),
    "unsigned-list": case("alg none.", UNDETERMINED, 2, unsigned(), "STATUS_LIST_INVALID"),
    "web-page": case("At the address is a web page.", UNDETERMINED, 2, "<html></html>", UNUSABLE),
    "unreachable": Case("Nothing is to be had.", UNDETERMINED, at(2), cause="STATUS_UNREACHABLE"),
}

WRONG_CLAIMS = {
    "index-as-text": of_claim("idx is a text.", {"status_list": {"idx": "2", "uri": LIST}}),
    "index-negative": of_claim("idx is negative.", {"status_list": {"idx": -1, "uri": LIST}}),
    "index-fraction": of_claim("idx is a fraction.", {"status_list": {"idx": 2.5, "uri": LIST}}),
    "index-boolean": of_claim("idx is a boolean.", {"status_list": {"idx": True, "uri": LIST}}),
    "no-uri": of_claim("There is no uri.", {"status_list": {"idx": 2}}),
    "claim-is-a-text": of_claim("The claim is a text.", LIST),
    "other-mechanism": Case(
        "The status is published in a way that is not a status list.",
        UNDETERMINED,
        credential({"identifier_list": {"id": base64url_encode(b"x"), "uri": LIST}}),
        cause="STATUS_TYPE_UNKNOWN",
    ),
}

CASES = GOOD | WRONG_BITS | WRONG_LISTS | WRONG_CLAIMS
