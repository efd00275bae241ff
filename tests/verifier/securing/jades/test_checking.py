"""verifier.securing.jades.check_seal: every way to tamper is found, and named for what it is."""

import base64
import json
import pickle
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from app.demo.pki import new_demo_pki
from issuer.sealing import SealedCredential, SealOptions, draft_seal, seal
from tests.seals import (
    PAYLOAD,
    SCHOOL,
    SEALED_AT,
    KeyInMemory,
    anchor,
    authorities,
    sealed,
    services,
    trust_the_demo,
)
from verifier.judgement import Judged
from verifier.report import Outcome
from verifier.securing.jades import (
    TRUST_NOBODY,
    CheckedSeal,
    Level,
    SealTrust,
    Standing,
    check_seal,
    read_seal,
)
from verifier.securing.pki.anchors import Anchor, AnchorKind
from verifier.securing.pki.certificates import read_certificate
from verifier.securing.pki.timestamp_exchange import timestamp_request, token_of_response

LATER = SEALED_AT + timedelta(days=1)
Document = dict[str, Any]


def decoded(text: str) -> Any:  # noqa: ANN401 - any JSON
    return json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))


def encoded(value: object) -> str:
    text = json.dumps(value, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(text).rstrip(b"=").decode()


def judged(
    data: bytes, *, now: datetime = LATER, trust: SealTrust | None = None
) -> dict[str, str | None]:
    """Give each check's code, or the code under "format" when it is no seal at all."""
    try:
        found = check_seal(read_seal(data), trust=trust or trust_the_demo(), now=now)
    except Judged as stopped:
        return {"format": stopped.problem.code}
    return codes(found)


def codes(found: CheckedSeal) -> dict[str, str | None]:
    return {
        finding.check: finding.problem.code if finding.problem else None
        for finding in found.findings
        if finding.outcome is not Outcome.PASSED or finding.problem
    }


def changed(change: Callable[[Document], object], level: Level = Level.LTA) -> bytes:
    document = json.loads(sealed(level))
    change(document)
    return json.dumps(document, ensure_ascii=False).encode()


def resealed(**members: Any) -> bytes:  # noqa: ANN401 - any JSON
    """Seal anew with a header of our choice: a malicious signer, not a tampered document."""
    key = KeyInMemory()
    draft = draft_seal(PAYLOAD, key, SEALED_AT)
    header = decoded(draft.protected) | members
    header = {name: value for name, value in header.items() if value is not ...}
    draft = type(draft)(PAYLOAD, encoded(header))
    (signature,) = key.sign([draft.digest])
    return SealedCredential.of(draft, signature).to_bytes()


UNTOUCHED = {"sealTrustedList": "SEAL_NOT_ON_TRUSTED_LIST", "sealQualification": "SEAL_DEMO"}


def test_an_untouched_seal_passes() -> None:
    assert judged(sealed()) == UNTOUCHED
    assert judged(b"\xef\xbb\xbf" + sealed()) == UNTOUCHED  # a byte order mark is tolerated


def component(document: Document, position: int, new: str | None = None) -> str:
    parts = document["signatures"][0]["header"]["etsiU"]
    if new is not None:
        parts[position] = new
    text: str = parts[position]
    return text


def test_altered_content_breaks_the_seal() -> None:
    def change(document: Document) -> None:
        document["payload"] = document["payload"].replace("za", "že", 1)

    assert judged(changed(change)) == {"seal": "SEAL_BROKEN"}


def test_the_same_content_in_other_bytes_breaks_the_seal() -> None:
    def change(document: Document) -> None:
        document["payload"] = json.dumps(json.loads(document["payload"]), indent=1)

    assert judged(changed(change)) == {"seal": "SEAL_BROKEN"}


def test_an_altered_header_breaks_the_seal() -> None:
    def change(document: Document) -> None:
        entry = document["signatures"][0]
        entry["protected"] = encoded(decoded(entry["protected"]) | {"cty": "text"})

    assert judged(changed(change)) == {"seal": "SEAL_BROKEN"}


def test_an_altered_signature_breaks_the_seal() -> None:
    def change(document: Document) -> None:
        entry = document["signatures"][0]
        entry["signature"] = ("B" if entry["signature"][0] == "A" else "A") + entry["signature"][1:]

    assert judged(changed(change)) == {"seal": "SEAL_BROKEN"}


def test_an_exchanged_certificate_is_named() -> None:
    other = authorities().new_seal(SCHOOL, SEALED_AT)
    leaf = base64.b64encode(other.der).decode()

    def change(document: Document) -> None:
        entry = document["signatures"][0]
        header = decoded(entry["protected"])
        entry["protected"] = encoded(header | {"x5c": [leaf, header["x5c"][1]]})

    assert judged(changed(change)) == {"seal": "SEAL_CERTIFICATE_MISMATCH"}


OTHER_KID = base64.b64encode(b"0\x06\xa4\x000\x00\x02\x01\x01").decode()


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"kid": OTHER_KID}, "SEAL_CERTIFICATE_MISMATCH"),
        ({"kid": "not base64"}, "SEAL_CERTIFICATE_MISMATCH"),
        ({"x5t#S256": "A" * 43}, "SEAL_CERTIFICATE_MISMATCH"),
        ({"x5t#S256": ...}, "SEAL_CERTIFICATE_MISMATCH"),
        ({"x5c": ...}, "SEAL_CERTIFICATE_MISSING"),
        ({"x5c": []}, "SEAL_CERTIFICATE_MISSING"),
        ({"x5c": ["AAAA"]}, "SEAL_CERTIFICATE_MISSING"),
        ({"alg": "none"}, "ALGORITHM_FORBIDDEN"),
        ({"alg": "HS256"}, "ALGORITHM_FORBIDDEN"),
        ({"alg": "RS1"}, "ALGORITHM_NOT_ACCEPTED"),
        ({"alg": 5}, "ALGORITHM_NOT_ACCEPTED"),
        ({"alg": "ES256"}, "KEY_ALGORITHM_MISMATCH"),
        ({"alg": "RS384"}, "SEAL_BROKEN"),
        ({"crit": ["sigT"]}, "SEAL_HEADER_REFUSED"),
        ({"crit": []}, "SEAL_HEADER_REFUSED"),
        ({"crit": ...}, "SEAL_HEADER_REFUSED"),
        ({"crit": "b64"}, "SEAL_HEADER_REFUSED"),
        ({"crit": ["b64", "b64"]}, "SEAL_HEADER_REFUSED"),
        ({"crit": ["b64", "exp"], "exp": 1}, "SEAL_HEADER_REFUSED"),
        ({"crit": ["b64", "sigPId"], "sigPId": {}}, "SEAL_HEADER_REFUSED"),
        ({"jwk": {"kty": "RSA"}}, "SEAL_HEADER_REFUSED"),
        ({"jku": "https://evil.example/"}, "SEAL_HEADER_REFUSED"),
        ({"x5u": "https://evil.example/"}, "SEAL_HEADER_REFUSED"),
        ({"iat": ...}, "SEAL_TIME_INVALID"),
        ({"sigT": "2026-11-22T09:00:00Z"}, "SEAL_TIME_INVALID"),
        ({"iat": ..., "sigT": "2026-11-22"}, "SEAL_TIME_INVALID"),
        ({"iat": 1795338000000}, "SEAL_TIME_INVALID"),
        ({"iat": -1}, "SEAL_TIME_INVALID"),
        ({"iat": True}, "SEAL_TIME_INVALID"),
        ({"iat": "1795338000"}, "SEAL_TIME_INVALID"),
        ({"iat": 1795338000 + 400_000}, "SEAL_TIME_IN_FUTURE"),
    ],
    ids=str,
)
def test_a_header_that_breaks_a_rule_is_named(members: Document, code: str) -> None:
    assert judged(resealed(**members)) == {"seal": code}


@pytest.mark.parametrize("members", [{"b64": True}, {"b64": ..., "crit": ...}, {"sigD": {}}])
def test_content_in_another_form_is_not_a_european_seal(members: Document) -> None:
    assert judged(resealed(**members)) == {"format": "NOT_AN_EDC_SEAL"}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda d: d["signatures"].append(d["signatures"][0]), "SEAL_SEVERAL_SIGNATURES"),
        (lambda d: d["signatures"].clear(), "SEAL_MALFORMED"),
        (lambda d: d.update(signatures={}), "SEAL_MALFORMED"),
        (lambda d: d.update(payload=[d["payload"]]), "SEAL_MALFORMED"),
        (lambda d: d.update(payload=""), "NOT_AN_EDC_SEAL"),
        (lambda d: d.pop("payload"), "NOT_AN_EDC_SEAL"),
        (lambda d: d.update(evil=1), "NOT_AN_EDC_SEAL"),
        (lambda d: d["signatures"][0].update(evil=1), "NOT_AN_EDC_SEAL"),
        (lambda d: d.update(payload=d.pop("payload")), "NOT_AN_EDC_SEAL"),
        (lambda d: d["signatures"][0].update(header=[]), "SEAL_MALFORMED"),
        (lambda d: d["signatures"][0].pop("signature"), "SEAL_MALFORMED"),
        (lambda d: d.update(protected="e30"), "SEAL_MALFORMED"),
        (lambda d: d["signatures"][0].update(protected="e30="), "SEAL_MALFORMED"),
        (lambda d: d["signatures"][0].update(protected="WzFd"), "PARSING_ERROR"),
    ],
)
def test_another_form_is_named(change: Callable[[Document], object], code: str) -> None:
    assert judged(changed(change)) == {"format": code}


def test_a_member_that_stands_twice_is_refused_wherever_it_stands() -> None:
    data = sealed(Level.B)
    outer = b'{"payload":"x",' + data[1:]
    assert judged(outer) == {"format": "PARSING_ERROR"}
    payload = b'{"id":"urn:x","id":"urn:y"}'
    assert judged(sealed(Level.B, payload=payload)) == {"format": "PARSING_ERROR"}
    document = json.loads(data)
    header = base64.urlsafe_b64decode(document["signatures"][0]["protected"] + "==")
    doubled = b'{"alg":"RS256",' + header[1:]
    document["signatures"][0]["protected"] = base64.urlsafe_b64encode(doubled).rstrip(b"=").decode()
    assert judged(json.dumps(document).encode()) == {"format": "PARSING_ERROR"}


def test_a_flipped_byte_of_a_time_stamp_is_found() -> None:
    def change(document: Document) -> None:
        parts = decoded(component(document, 0))
        token = bytearray(base64.b64decode(parts["sigTst"]["tstTokens"][0]["val"]))
        token[-1] ^= 1  # the last byte of its authority's signature
        parts["sigTst"]["tstTokens"][0]["val"] = base64.b64encode(bytes(token)).decode()
        component(document, 0, encoded(parts))

    assert judged(changed(change, Level.T))["sealTimestamp"] == "SEAL_TIMESTAMP_BROKEN"
    assert judged(changed(change))["sealTimestamp"] == "SEAL_TIMESTAMP_BROKEN"


def test_a_copied_time_stamp_is_found() -> None:
    other = json.loads(sealed(Level.T, payload=b"{}"))

    def change(document: Document) -> None:
        component(document, 0, component(other, 0))

    assert judged(changed(change, Level.T))["sealTimestamp"] == "SEAL_TIMESTAMP_OF_OTHER"


@pytest.mark.parametrize("order", [(0, 2, 1, 3), (1, 0, 2, 3), (3, 0, 1, 2), (0, 1, 3, 2)])
def test_another_order_of_what_was_added_is_found(order: tuple[int, ...]) -> None:
    def change(document: Document) -> None:
        header = document["signatures"][0]["header"]
        header["etsiU"] = [header["etsiU"][position] for position in order]

    assert judged(changed(change))["sealTimestamp"] == "SEAL_TIMESTAMP_OF_OTHER"


@pytest.mark.parametrize("left_out", [0, 1, 2])
def test_something_left_out_of_what_was_added_is_found(left_out: int) -> None:
    def change(document: Document) -> None:
        document["signatures"][0]["header"]["etsiU"].pop(left_out)

    assert judged(changed(change))["sealTimestamp"] == "SEAL_TIMESTAMP_OF_OTHER"


@pytest.mark.parametrize("junk", ["!", "e30", "WzFd", 5, {"a": 1, "b": 2}, encoded({"sigTst": 5})])
def test_what_was_added_and_cannot_be_read_is_named_apart_from_the_seal(junk: object) -> None:
    def change(document: Document) -> None:
        document["signatures"][0]["header"]["etsiU"].append(junk)

    found = judged(changed(change, Level.T))
    assert found["sealTimestamp"] == "SEAL_EVIDENCE_MALFORMED"
    assert "seal" not in found


def test_a_counter_signature_is_said_to_be_left_aside() -> None:
    def change(document: Document) -> None:
        document["signatures"][0]["header"]["etsiU"].append(encoded({"cSig": "x"}))

    assert judged(changed(change)) == UNTOUCHED | {"sealLevel": "SEAL_EVIDENCE_NOT_READ"}


def test_whoever_nobody_vouches_for_is_not_believed_though_the_seal_is_intact() -> None:
    found = check_seal(read_seal(sealed()), trust=TRUST_NOBODY, now=LATER)
    assert found.facts.intact
    assert found.outcome is Outcome.INDETERMINATE
    assert found.facts.standing is Standing.UNKNOWN
    assert codes(found) == {
        "sealTimestamp": "SEAL_TIMESTAMP_UNTRUSTED",
        "sealPath": "SEAL_CHAIN_UNKNOWN",
        "sealTrustedList": "SEAL_TRUSTED_LISTS_MISSING",
        "sealQualification": "SEAL_QUALIFICATION_UNKNOWN",
    }


def test_other_authorities_of_the_same_names_vouch_for_nothing() -> None:
    impostors = new_demo_pki(SEALED_AT)
    forged = KeyInMemory(impostors.new_seal(SCHOOL, SEALED_AT), authority=impostors.authority.der)
    data = seal(PAYLOAD, forged, None, SEALED_AT, SealOptions(Level.B)).to_bytes()
    assert judged(data)["sealPath"] == "SEAL_CHAIN_UNKNOWN"


def test_an_anchor_that_was_chosen_makes_an_advanced_seal_and_no_more() -> None:
    chosen = anchor(AnchorKind.CONFIGURED)
    found = check_seal(read_seal(sealed()), trust=SealTrust((chosen,), (chosen,)), now=LATER)
    assert found.facts.standing is Standing.ADVANCED
    assert codes(found) == {
        "sealTrustedList": "SEAL_NOT_ON_TRUSTED_LIST",
        "sealQualification": "SEAL_NOT_QUALIFIED",
    }


def test_after_its_certificate_expired_a_stamped_seal_is_still_judged_for_its_time() -> None:
    years = timedelta(days=365)
    assert judged(sealed(), now=SEALED_AT + 5 * years) == UNTOUCHED
    unproven = judged(sealed(Level.B), now=SEALED_AT + 5 * years)
    assert unproven["sealPath"] == "SEAL_CERTIFICATE_EXPIRED"


def test_after_the_time_stamp_s_certificate_expired_it_proves_nothing_more() -> None:
    found = judged(sealed(), now=SEALED_AT + timedelta(days=11 * 365))
    assert found["sealTimestamp"] == "SEAL_TIMESTAMP_UNTRUSTED"
    assert found["sealPath"] == "SEAL_CERTIFICATE_EXPIRED"


def test_a_newer_archive_time_stamp_keeps_the_older_ones_believed() -> None:
    after_nine, after_twelve = (SEALED_AT + timedelta(days=years * 365) for years in (9, 12))
    first = seal(PAYLOAD, KeyInMemory(), services(), SEALED_AT)
    younger = new_demo_pki(after_nine)
    request = timestamp_request(first.archive_message, 1)
    response = younger.time_stamp(request, after_nine)
    token = token_of_response(response, first.archive_message, 1)
    data = first.with_archive_timestamp(token).to_bytes()
    its_root = Anchor(read_certificate(younger.root.der), AnchorKind.DEMO)
    both = SealTrust((anchor(),), (anchor(), its_root))
    assert judged(data, now=after_twelve, trust=both) == UNTOUCHED
    assert judged(data, now=after_twelve)["sealTimestamp"] == "SEAL_TIMESTAMP_UNTRUSTED"


def test_a_time_stamp_from_the_future_proves_nothing() -> None:
    tomorrow = SEALED_AT + timedelta(days=3)
    data = seal(PAYLOAD, KeyInMemory(), services(at=tomorrow), SEALED_AT).to_bytes()
    assert judged(data, now=LATER)["sealTimestamp"] == "SEAL_TIMESTAMP_UNTRUSTED"


@pytest.mark.parametrize("trust", [TRUST_NOBODY, trust_the_demo()], ids=["nobody", "demo"])
@pytest.mark.parametrize("data", [sealed(), sealed(Level.B), resealed(alg="none")])
def test_trust_and_judgement_travel_between_processes(data: bytes, trust: SealTrust) -> None:
    there = pickle.loads(pickle.dumps(trust))  # noqa: S301 - our own
    found = check_seal(read_seal(data), trust=there, now=LATER)
    back = pickle.loads(pickle.dumps(found))  # noqa: S301 - our own
    assert back.findings == found.findings
    assert back.outcome is found.outcome
    assert back.facts.standing is found.facts.standing
