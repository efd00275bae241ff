"""The status claim of a token: Token Status List, with every mistake under its own name."""

import zlib
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from tests.verifier.makers import (
    ISSUER,
    LIST_URL,
    NOW,
    OTHER_KEY,
    POLICY,
    Json,
    badge,
    causes,
    did_document,
    did_key,
    fetched,
    jwt,
    multikey,
    ob_claims,
    raw_signature,
)
from verifier import LIMITS, Fetched, Report, TrustPolicy, verify
from verifier.multibase import base64url_encode
from verifier.resources import Kind
from verifier.securing.jose import compact, signing_input
from verifier.trust import TrustJudgement

CHECK = "credentialStatus"
SECONDS = int(NOW.timestamp())
# Two bits for each status: 1, 2, 0, 3 (draft-ietf-oauth-status-list, section 4.1: 0xc9 ...).
TWO_BITS = b"\xc9\x44\xf9"
HEADER = {"alg": "ES256", "kid": f"{ISSUER}#key-1", "typ": "statuslist+jwt"}


def lst(packed: bytes) -> str:
    return base64url_encode(zlib.compress(packed))


def claims(packed: bytes = TWO_BITS, bits: Any = 2, **changes: Any) -> Json:  # noqa: ANN401
    members = {
        "sub": LIST_URL,
        "iat": SECONDS - 60,
        "exp": SECONDS + 3600,
        "ttl": 300,
        "status_list": {"bits": bits, "lst": lst(packed)},
        **changes,
    }
    return {name: value for name, value in members.items() if value is not None}


def list_token(header: Json | None = None, **changes: Any) -> bytes:  # noqa: ANN401
    return jwt(claims(**changes), header or HEADER)


def report(
    reference: Any,  # noqa: ANN401
    listed: bytes | None = None,
    *,
    age: timedelta = timedelta(),
    policy: TrustPolicy = POLICY,
) -> Report:
    """Judge a token with a status claim; the list is handed over when there is one."""
    secured = jwt({**ob_claims(badge()), "status": reference})
    document = fetched("https://school.example/.well-known/did.json", did_document())
    given = {document.url: document}
    if listed is not None:
        given[LIST_URL] = Fetched(LIST_URL, "application/statuslist+jwt", listed, NOW - age)
    return verify(secured, given, now=NOW, policy=policy)


def at(index: Any, listed: bytes | None = None, **how: Any) -> list[str]:  # noqa: ANN401
    token = list_token() if listed is None else listed
    return causes(report({"status_list": {"idx": index, "uri": LIST_URL}}, token, **how))


def only(code: str) -> list[str]:
    return [f"{CHECK} indeterminate {code}"]


def test_every_value_of_the_drafts_example_list() -> None:
    # The draft's own: status[0] = 1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3.
    said = {0: [], 1: [f"{CHECK} failed REVOKED"], 2: [f"{CHECK} failed SUSPENDED"]}
    said[3] = only("STATUS_PURPOSE_UNKNOWN")
    for index, value in enumerate([1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3]):
        assert at(index) == said[value], index


def test_the_list_is_asked_for_under_its_own_kind() -> None:
    open_report = report({"status_list": {"idx": 0, "uri": LIST_URL}})
    assert causes(open_report) == only("STATUS_UNREACHABLE")
    assert [(need.url, need.kind) for need in open_report.needs] == [
        (LIST_URL, Kind.STATUS_LIST_TOKEN)
    ]


def test_a_good_status_says_where_it_stands() -> None:
    judged = report({"status_list": {"idx": 2, "uri": LIST_URL}}, list_token())
    (finding,) = (f for f in judged.findings if f.check == CHECK)
    assert finding.params["purpose"] == "status"
    assert finding.params["list"] == LIST_URL


@pytest.mark.parametrize("bits", [1, 2, 4, 8])
def test_every_size(bits: int) -> None:
    first, second = 1, 0
    packed = bytes([first | second << bits if bits < 8 else first, second])
    assert at(0, list_token(packed=packed, bits=bits)) == [f"{CHECK} failed REVOKED"]
    assert at(1, list_token(packed=packed, bits=bits)) == []


def test_the_other_bit_order_would_be_another_status() -> None:
    assert at(0, list_token(packed=b"\x80", bits=1)) == []
    assert at(7, list_token(packed=b"\x80", bits=1)) == [f"{CHECK} failed REVOKED"]


@pytest.mark.parametrize(
    "claim",
    [
        "x",
        [],
        {},
        {"status_list": 5},
        {"status_list": {"uri": LIST_URL}},
        {"status_list": {"idx": 0}},
        {"status_list": {"idx": -1, "uri": LIST_URL}},
        {"status_list": {"idx": "0", "uri": LIST_URL}},
        {"status_list": {"idx": 1.5, "uri": LIST_URL}},
        {"status_list": {"idx": True, "uri": LIST_URL}},
        {"status_list": {"idx": 0, "uri": "file:///etc/passwd"}},
        {"status_list": {"idx": 0, "uri": 7}},
    ],
)
def test_a_malformed_claim(claim: Any) -> None:  # noqa: ANN401
    assert causes(report(claim, list_token())) == [f"{CHECK} failed STATUS_MALFORMED"]


def test_another_mechanism_is_named_and_the_list_still_read() -> None:
    claim = {"identifier_list": {}, "status_list": {"idx": 0, "uri": LIST_URL}}
    assert causes(report(claim, list_token())) == [
        f"{CHECK} indeterminate STATUS_TYPE_UNKNOWN",
        f"{CHECK} failed REVOKED",
    ]


def test_past_the_end() -> None:
    assert at(11) == only("STATUS_PURPOSE_UNKNOWN")
    assert at(12) == [f"{CHECK} failed STATUS_INDEX_OUT_OF_RANGE"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"sub": "https://school.example/other"}, "STATUS_LIST_ID_MISMATCH"),
        ({"sub": None}, "STATUS_LIST_ID_MISMATCH"),
        ({"exp": SECONDS}, "STATUS_LIST_EXPIRED"),
        ({"exp": "soon"}, "STATUS_LIST_MALFORMED"),
        ({"iat": None}, "STATUS_LIST_MALFORMED"),
        ({"iat": SECONDS + 3600}, "STATUS_LIST_NOT_YET_VALID"),
        ({"ttl": -1}, "STATUS_LIST_MALFORMED"),
        ({"iss": "https://stranger.example"}, "STATUS_LIST_SIGNER_FOREIGN"),
        ({"iss": {}}, "STATUS_LIST_SIGNER_FOREIGN"),
        ({"bits": 3}, "STATUS_LIST_MALFORMED"),
        ({"bits": True}, "STATUS_LIST_MALFORMED"),
        ({"bits": "1"}, "STATUS_LIST_MALFORMED"),
        ({"status_list": None}, "STATUS_LIST_MALFORMED"),
        ({"status_list": {"bits": 1, "lst": "!!"}}, "STATUS_LIST_MALFORMED"),
        ({"status_list": {"bits": 1, "lst": lst(b"x") + "="}}, "STATUS_LIST_MALFORMED"),
        ({"status_list": {"bits": 1, "lst": lst(bytes(2 << 20))}}, "STATUS_LIST_MALFORMED"),
        ({"status_list": {"bits": 1, "lst": base64url_encode(b"x")}}, "STATUS_LIST_MALFORMED"),
    ],
)
def test_lists_that_are_no_answer(changes: Json, code: str) -> None:
    assert at(2, list_token(**changes)) == only(code)


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ({**HEADER, "typ": "JWT"}, "STATUS_LIST_MALFORMED"),
        ({"alg": "ES256", "kid": f"{ISSUER}#key-1"}, "STATUS_LIST_MALFORMED"),
        ({**HEADER, "kid": f"{ISSUER}#key-9"}, "STATUS_LIST_INVALID"),
        ({**HEADER, "alg": "none"}, "STATUS_LIST_INVALID"),
        ({**HEADER, "kid": f"{did_key(OTHER_KEY)}#x"}, "STATUS_LIST_SIGNER_FOREIGN"),
    ],
)
def test_tokens_that_are_not_believed(header: Json, code: str) -> None:
    assert at(2, list_token(header)) == only(code)


def test_a_tampered_list() -> None:
    head, _, signature = list_token().split(b".")
    data = signing_input(HEADER, claims(packed=bytes(3))).split(b".")[1]
    assert at(0, b".".join([head, data, signature])) == only("STATUS_LIST_INVALID")


def test_what_is_no_token() -> None:
    for body in (b"", b"{}", b"\xd2\x84", b"a.b.c"):
        assert at(0, body) == only("STATUS_LIST_MALFORMED")


@dataclass(frozen=True)
class Delegating:
    """Know the issuer, and one who may sign lists in its stead."""

    delegate: str

    def judge(self, issuer_id: str) -> TrustJudgement:
        """Know everybody."""
        return TrustJudgement(
            known=True, name=issuer_id, source="test", status_delegates=frozenset({self.delegate})
        )


def test_a_list_as_cwt_is_named() -> None:
    secured = jwt({**ob_claims(badge()), "status": {"status_list": {"idx": 0, "uri": LIST_URL}}})
    document = fetched("https://school.example/.well-known/did.json", did_document())
    listed = Fetched(LIST_URL, "application/statuslist+cwt", b"\xd2\x84", NOW)
    given = {document.url: document, LIST_URL: listed}
    found = verify(secured, given, now=NOW, policy=POLICY)
    assert causes(found) == only("STATUS_TYPE_UNKNOWN")


def test_a_delegate_may_sign() -> None:
    delegate = did_key(OTHER_KEY)
    header = {"alg": "EdDSA", "kid": f"{delegate}#{multikey(OTHER_KEY)}", "typ": HEADER["typ"]}
    data = signing_input(header, claims(iss=delegate))
    listed = compact(data, raw_signature(data, OTHER_KEY)).encode()
    assert at(0, listed) == only("STATUS_LIST_SIGNER_FOREIGN")
    assert at(0, listed, policy=Delegating(delegate)) == [f"{CHECK} failed REVOKED"]


def test_a_stale_copy() -> None:
    age = timedelta(seconds=300) + LIMITS.clock_skew
    assert at(2, age=age) == []
    assert at(2, age=age + timedelta(seconds=1)) == only("STATUS_LIST_STALE")


def test_a_gzipped_list_is_of_another_kind() -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    gzipped = base64url_encode(packer.compress(TWO_BITS) + packer.flush())
    assert at(2, list_token(status_list={"bits": 2, "lst": gzipped})) == only(
        "STATUS_LIST_MALFORMED"
    )


def test_in_a_vc_jwt_too() -> None:
    header = {"alg": "ES256", "kid": f"{ISSUER}#key-1", "typ": "vc+jwt"}
    secured = jwt({**badge(), "status": {"status_list": {"idx": 0, "uri": LIST_URL}}}, header)
    document = fetched("https://school.example/.well-known/did.json", did_document())
    given = {document.url: document, LIST_URL: fetched(LIST_URL, list_token())}
    assert causes(verify(secured, given, now=NOW, policy=POLICY)) == [f"{CHECK} failed REVOKED"]
