"""Status lists that are bombs, foreign, too short or unreachable, and odd ways to ask for them."""

import zlib
from collections.abc import Callable
from typing import Any

from tests.app.local_https import always, response
from tests.hostile.case import Case, Json, as_json, fixed
from tests.hostile.honest import ISSUER, signed_badge
from tests.hostile.web import DOMAIN, HostileWeb, leads_to
from tests.verifier.makers import (
    EC_KEY,
    KEY,
    OTHER_KEY,
    badge,
    did_key,
    entry,
    jwt,
    multikey,
    proof_options,
    raw_signature,
    signed,
    status_list,
)
from verifier.multibase import base64url_encode
from verifier.securing.jose import compact, signing_input
from verifier.status_list import MINIMUM_ENTRIES

INVALID = "indeterminate STATUS_LIST_INVALID"
UNUSABLE = "indeterminate STATUS_LIST_MALFORMED"
UNREACHABLE = "indeterminate STATUS_UNREACHABLE"
MALFORMED = "failed STATUS_MALFORMED"
OVER_TEXT = "eddsa-jcs-2022"
"""A suite that signs whatever JSON is given, also what JSON-LD would refuse."""


def signed_list(url: str, **changes: Any) -> Json:  # noqa: ANN401  # any JSON
    """Sign a status list as the trusted issuer."""
    members: Json = {"issuer": ISSUER, "id": url, **changes}
    document = status_list(**members)
    return signed(document, proof_options(f"{ISSUER}#{multikey(KEY)}"), KEY)


def publishes(name: str, expected: str, make_list: Callable[[str], bytes]) -> Case:
    """Let a good badge name a list, and publish something there."""

    def make(web: HostileWeb) -> bytes:
        path = f"/{name}/list"
        url = web.url(path)
        web.publish(path, always(response(make_list(url))))
        return as_json(signed_badge(credentialStatus=entry(id=None, statusListCredential=url)))

    return Case(make, expected)


def with_encoded(name: str, encoded: str, expected: str = UNUSABLE) -> Case:
    """Publish a well-signed list whose bits are hostile."""
    return publishes(
        name,
        expected,
        lambda url: as_json(signed_list(url, subject={"encodedList": encoded})),
    )


def with_list(name: str, expected: str, **changes: Any) -> Case:  # noqa: ANN401
    """Publish a well-signed list with other members."""
    return publishes(name, expected, lambda url: as_json(signed_list(url, **changes)))


def with_entry(expected: str, **changes: Any) -> Case:  # noqa: ANN401
    """Sign a badge whose status entry is odd."""
    members: Json = {"id": None, "statusListCredential": f"https://www.{DOMAIN}/l", **changes}
    odd = entry(**members)
    return fixed(as_json(signed_badge(OVER_TEXT, credentialStatus=odd)), expected)


def gzipped(data: bytes, times: int = 1) -> bytes:
    """Compress, as often as asked."""
    for _ in range(times):
        packer = zlib.compressobj(9, zlib.DEFLATED, 31)
        data = packer.compress(data) + packer.flush()
    return data


def bits(data: bytes) -> str:
    """Write bytes as an encoded list."""
    return "u" + base64url_encode(data)


def foreign_list(url: str) -> bytes:
    """Sign the list as somebody else, who would un-revoke."""
    stranger = did_key(OTHER_KEY)
    options = proof_options(f"{stranger}#{multikey(OTHER_KEY)}")
    return as_json(signed(status_list(issuer=stranger, id=url), options, OTHER_KEY))


def beyond_the_list(web: HostileWeb) -> bytes:
    """Point just past the end of a good list."""
    url = web.url("/beyond/list")
    web.publish("/beyond/list", always(response(as_json(signed_list(url)))))
    odd = entry(id=None, statusListCredential=url, statusListIndex=str(MINIMUM_ENTRIES))
    return as_json(signed_badge(credentialStatus=odd))


def renamed_status() -> Json:
    """Sign a badge with a status, and name it by the address that its name stands for."""
    badge_ = signed_badge(credentialStatus=entry(id=None))
    address = "https://www.w3.org/2018/credentials#credentialStatus"
    badge_[address] = badge_.pop("credentialStatus")
    return badge_


def with_token_list(name: str, expected: str, **changes: Any) -> Case:  # noqa: ANN401
    """Let a good token name a token status list, and publish a hostile one there."""

    def make(web: HostileWeb) -> bytes:
        path = f"/token-{name}/list"
        url = web.url(path)
        key, kid = EC_KEY, f"{did_key(EC_KEY)}#{multikey(EC_KEY)}"
        claims: Json = {"sub": url, "iat": LONG_AGO, "status_list": EMPTY_TOKEN_LIST, **changes}
        header = {"alg": "ES256", "kid": kid, "typ": "statuslist+jwt"}
        data = signing_input(header, claims)
        web.publish(path, always(response(compact(data, raw_signature(data, key)).encode())))
        return with_status_claim({"status_list": {"idx": 5, "uri": url}})

    return Case(make, expected)


def with_status_claim(claim: Any) -> bytes:  # noqa: ANN401
    """Sign a token that has a status claim, as a did:key."""
    issuer = did_key(EC_KEY)
    document = badge()
    document["issuer"]["id"] = issuer
    header = {"alg": "ES256", "kid": f"{issuer}#{multikey(EC_KEY)}", "typ": "vc+jwt"}
    return jwt({**document, "iss": issuer, "status": claim}, header)


def of_claim(claim: Any, expected: str = MALFORMED) -> Case:  # noqa: ANN401
    """Sign a token whose status claim is hostile."""
    return fixed(with_status_claim(claim), expected)


def packed(data: bytes) -> Json:
    """Write bytes as a token status list of one bit each."""
    return {"bits": 1, "lst": base64url_encode(zlib.compress(data, 9))}


LONG_AGO = 1_700_000_000
EMPTY_TOKEN_LIST = packed(bytes(1_000))

CASES = {
    "a bomb of 16 megabytes": with_encoded("bomb", bits(gzipped(bytes(16 << 20)))),
    "a bomb inside a bomb": with_encoded(
        "bombs", bits(gzipped(bytes(16 << 20), times=3)), "indeterminate STATUS_LIST_TOO_SHORT"
    ),
    "not gzip": with_encoded("no-gzip", bits(b"x" * 100)),
    "zlib instead of gzip": with_encoded("zlib", bits(zlib.compress(bytes(16_384)))),
    "gzip cut off": with_encoded("cut", bits(gzipped(bytes(16_384))[:-5])),
    "gzip with a wrong checksum": with_encoded(
        "checksum", bits(gzipped(bytes(16_384))[:-8] + bytes(8))
    ),
    "something behind the gzip": with_encoded("tail", bits(gzipped(bytes(16_384)) + b"x")),
    "not base64": with_encoded("no-base64", "u!!!!"),
    "without multibase": with_encoded("bare", bits(gzipped(bytes(16_384)))[1:]),
    "encodedList is a number": publishes(
        "a-number", UNUSABLE, lambda url: as_json(signed_list(url, subject={"encodedList": 7}))
    ),
    "shorter than the entry": with_encoded(
        "short", bits(gzipped(bytes(1_000))), "indeterminate STATUS_LIST_TOO_SHORT"
    ),
    "signed by a stranger": publishes(
        "stranger", "indeterminate STATUS_LIST_SIGNER_FOREIGN", foreign_list
    ),
    "not signed": publishes(
        "unsigned", INVALID, lambda url: as_json(status_list(issuer=ISSUER, id=url))
    ),
    "tampered": publishes(
        "tampered", INVALID, lambda url: as_json({**signed_list(url), "id": "urn:x"})
    ),
    "for another purpose": with_list(
        "purpose", "indeterminate STATUS_PURPOSE_MISMATCH", subject={"statusPurpose": "message"}
    ),
    "expired": with_list(
        "expired", "indeterminate STATUS_LIST_EXPIRED", validUntil="2026-05-31T12:00:00Z"
    ),
    "from the future": with_list(
        "future", "indeterminate STATUS_LIST_NOT_YET_VALID", validFrom="2999-01-01T00:00:00Z"
    ),
    "ttl is negative": with_list("ttl", UNUSABLE, subject={"ttl": -1}),
    "of another type": with_list("type", UNUSABLE, type=["VerifiableCredential"]),
    "the badge itself": publishes("itself", UNUSABLE, lambda _: as_json(signed_badge())),
    "no JSON": publishes("no-json", INVALID, lambda _: b"<html>"),
    "a hundred thousand deep": publishes("deep-list", INVALID, lambda _: b"[" * 100_000),
    "not there": with_entry(UNREACHABLE),
    "over plain http": with_entry(UNREACHABLE, statusListCredential=f"http://www.{DOMAIN}/l"),
    "in a private network": with_entry(
        UNREACHABLE, statusListCredential=f"https://{leads_to('192.168.0.1')}/l"
    ),
    "at the metadata address": with_entry(
        UNREACHABLE, statusListCredential="http://169.254.169.254/latest/meta-data"
    ),
    "at a file": with_entry(MALFORMED, statusListCredential="file:///etc/passwd"),
    "in a data URL": with_entry(MALFORMED, statusListCredential="data:application/json,{}"),
    "index negative": with_entry(MALFORMED, statusListIndex="-1"),
    "index with a sign": with_entry(MALFORMED, statusListIndex="+1"),
    "index a fraction": with_entry(MALFORMED, statusListIndex="1.5"),
    "index a boolean": with_entry(MALFORMED, statusListIndex=True),
    "index with a blank": with_entry(MALFORMED, statusListIndex=" 1"),
    "index in Arabic digits": with_entry(MALFORMED, statusListIndex="\u0661"),
    "index of a million digits": with_entry(MALFORMED, statusListIndex="1" * 1_000_000),
    "index beyond the list": Case(beyond_the_list, "failed STATUS_INDEX_OUT_OF_RANGE"),
    "statusSize of a million": with_entry(MALFORMED, statusSize=1_000_000),
    "statusSize 0": with_entry(MALFORMED, statusSize=0),
    "a kind nobody knows": with_entry("indeterminate TERM_UNDEFINED", type="TrustMeStatus2026"),
    "a status named by its address": fixed(as_json(renamed_status()), "failed CONTENT_REARRANGED"),
    "200 entries": fixed(
        as_json(signed_badge(credentialStatus=[entry(id=f"urn:e:{n}") for n in range(200)])),
        "failed LIMIT_EXCEEDED",
    ),
    "a token list that is a bomb": with_token_list(
        "bomb", UNUSABLE, status_list=packed(bytes(64 << 20))
    ),
    "a token list of a million bits each": with_token_list(
        "bits", UNUSABLE, status_list={**EMPTY_TOKEN_LIST, "bits": 1_000_000}
    ),
    "a token list of minus one bit": with_token_list(
        "minus", UNUSABLE, status_list={**EMPTY_TOKEN_LIST, "bits": -1}
    ),
    "a token list of a fraction of bits": with_token_list(
        "fraction", UNUSABLE, status_list={**EMPTY_TOKEN_LIST, "bits": 1.0}
    ),
    "a token list in the issuer's name that is an object": with_token_list(
        "object", "indeterminate STATUS_LIST_SIGNER_FOREIGN", iss={"a": []}
    ),
    "a token list at another's address": with_token_list(
        "sub", "indeterminate STATUS_LIST_ID_MISMATCH", sub={"x": 1}
    ),
    "a token list from the year 1e300": with_token_list("iat", UNUSABLE, iat=1e300),
    "a status claim that is a list": of_claim([{"status_list": {}}]),
    "a status claim of 200 mechanisms": of_claim({f"m{n}": {} for n in range(200)}),
    "a token index of 2^53": of_claim(
        {"status_list": {"idx": 2**53, "uri": f"https://www.{DOMAIN}/l"}}, UNREACHABLE
    ),
    "a token index that is infinite": of_claim(
        {"status_list": {"idx": 1e300, "uri": f"https://www.{DOMAIN}/l"}}
    ),
    "a token list at a file": of_claim({"status_list": {"idx": 0, "uri": "file:///etc/passwd"}}),
    "a token list at the metadata address": of_claim(
        {"status_list": {"idx": 0, "uri": "http://169.254.169.254/latest"}}, UNREACHABLE
    ),
}
