"""Parsing: what is recognised is named, what is broken is refused, the rest is read."""

import json
import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.verifier.makers import badge, encoded, jwt, ob_claims, reference
from verifier.judgement import Judged
from verifier.limits import LIMITS, Limits
from verifier.multibase import base64url_encode
from verifier.parse import Format, NotRead, looks_signed, parse
from verifier.securing.jose import compact, signing_input

OB = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"


def token(header: dict[str, object], payload: dict[str, object]) -> bytes:
    return compact(signing_input({"alg": "ES256", **header}, payload), b"\1" * 64).encode()


def envelope(url: object, kind: str = "EnvelopedVerifiableCredential") -> dict[str, object]:
    return {"@context": ["https://www.w3.org/ns/credentials/v2"], "type": kind, "id": url}


NAMED: list[tuple[Format, bytes]] = [
    (Format.PNG, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
    (Format.PDF, b"%PDF-1.7\n%\xe2\xe3"),
    (Format.ZIP, b"PK\x03\x04\xff\xff"),
    (Format.SVG, b'\xef\xbb\xbf<?xml version="1.0"?>\n<!DOCTYPE svg>\n<svg xmlns="a"/>'),
    (Format.XML, b"<html></html>"),
    (
        Format.EDC_XML,
        b'<europassCredential xmlns="http://data.europa.eu/snb" xsdVersion="0.10.0"/>',
    ),
    (Format.EDC_XML, b"<?xml version='1.0'?><v:p xmlns:v = 'http://data.europa.eu/snb/vp'/>"),
    (Format.XML, b'<a xmlns="http://data.europa.eu/snb/model/elm"/>'),
    (Format.ARRAY, b"[{}]"),
    (Format.JADES, b'{"payload": "e30", "signatures": []}'),
    (Format.JADES, b'{"payload": "e30", "protected": "e30", "signature": "AA"}'),
    (Format.JADES, token({"typ": "jose"}, {})),
    (Format.JADES, token({"sigT": "2026-01-01T00:00:00Z"}, {})),
    (Format.SD_JWT, token({"typ": "example+sd-jwt"}, {}) + b"~WyJhIl0~"),
    (Format.SD_JWT, token({"typ": "vc+jwt"}, {}) + b"~"),
    (Format.TOKEN_STATUS_LIST, token({"typ": "statuslist+jwt"}, {})),
    (Format.OTHER_JWT, token({"typ": "at+jwt"}, {})),
    (Format.OTHER_JWT, token({}, {"iss": "https://login.example", "aud": "x"})),
    (Format.OPEN_BADGES_2, encoded({"@context": "https://w3id.org/openbadges/v2"})),
    (Format.OPEN_BADGES_2, token({"typ": "JWT"}, {"@context": "https://w3id.org/openbadges/v2"})),
    (Format.EDC_UNSIGNED, encoded({"type": ["VerifiableCredential", "EuropeanDigitalCredential"]})),
]


@pytest.mark.parametrize(("found", "data"), NAMED, ids=lambda value: getattr(value, "value", ""))
def test_a_known_format_that_is_not_read_is_named(found: Format, data: bytes) -> None:
    with pytest.raises(NotRead) as stopped:
        parse(data, LIMITS)
    assert stopped.value.format is found
    assert stopped.value.outcome.value == "indeterminate"
    assert stopped.value.problem.code == "FORMAT_NOT_SUPPORTED"
    assert stopped.value.problem.params == {"format": found.value}


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("ob3/validator-samples/ob20/simple-badge.png", Format.PNG),
        ("ob3/validator-samples/ob20/simple.jwt", Format.OPEN_BADGES_2),
        ("ob3/validator-samples/ob20/basic-assertion.json", Format.OPEN_BADGES_2),
        ("ob3/validator-samples/ob30/simple-json.svg", Format.SVG),
        ("edc/samples/elm-repo/Sample-MC-Annex1-signed.jsonld", Format.JADES),
        ("edc/samples/elm-repo/Sample-MC-Annex1-unsigned.jsonld", Format.EDC_UNSIGNED),
        ("edc/jades-vectors/jades-b-iat-and-sigt.json", Format.JADES),
    ],
)
def test_published_files_are_recognised(path: str, found: Format) -> None:
    with pytest.raises(NotRead) as stopped:
        parse(reference(path).read_bytes(), LIMITS)
    assert stopped.value.format is found


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "PARSING_ERROR"),
        (b"  \n", "PARSING_ERROR"),
        (b"hello", "PARSING_ERROR"),
        (b"https://school.example/c/1.json", "PARSING_ERROR"),
        (b'{"a": 1', "PARSING_ERROR"),
        (b"{}", "TYPE_MISSING"),
        (b"\xff\xfe{\0}\0", "PARSING_ERROR"),
        (b"a.b", "PARSING_ERROR"),
        (b"e30.e30.AA==", "JWS_MALFORMED"),
        (b"e31.e30.AA", "JWS_MALFORMED"),
        (b"e30.e30.AB", "JWS_MALFORMED"),
        (b"W10.e30.AA", "PARSING_ERROR"),
        (base64url_encode(b'{"alg":"ES256","alg":"none"}').encode() + b".e30.AA", "PARSING_ERROR"),
        (token({"typ": 7}, {}), "JWS_MALFORMED"),
        (token({"crit": ["exp"]}, {}), "JWS_HEADER_REFUSED"),
        (token({"b64": False}, {}), "JWS_HEADER_REFUSED"),
        (token({"typ": "vc+jwt"}, {"vc": {}}), "JWT_CLAIM_FORBIDDEN"),
        (token({"typ": "application/VC+JWT"}, {"vp": {}}), "JWT_CLAIM_FORBIDDEN"),
        (token({"typ": "vc+jwt", "cty": "json"}, {}), "JWT_CONTENT_TYPE_MISMATCH"),
        (token({"typ": "vc+jwt"}, {"a": 1}), "TYPE_MISSING"),
        (token({"typ": "vp+jwt"}, {"a": 1}), "TYPE_MISSING"),
        (token({"typ": "vp+jwt"}, {"vp": {}}), "JWT_CLAIM_FORBIDDEN"),
        (token({"typ": "vp+jwt", "cty": "vc"}, {}), "JWT_CONTENT_TYPE_MISMATCH"),
        (token({}, {"vp": {}}), "TYPE_MISSING"),
        (token({"typ": "dc+sd-jwt"}, {"vct": "a"}), "JWS_MALFORMED"),
        (token({"typ": "dc+sd-jwt"}, {}) + b"~", "MALFORMED_VALUE"),
        (token({"typ": "dc+sd-jwt"}, {"vct": "a", "iss": 1}) + b"~", "MALFORMED_VALUE"),
        (token({"typ": "dc+sd-jwt"}, {"vct": ""}) + b"~", "MALFORMED_VALUE"),
        (token({"typ": "vc+sd-jwt"}, {}) + b"~", "TYPE_MISSING"),
        (token({"typ": "vc+sd-jwt"}, {"vc": {}}) + b"~", "JWT_CLAIM_FORBIDDEN"),
        (token({"typ": "vc+sd-jwt"}, {}) + b"~WyJhIl0~", "DISCLOSURE_MALFORMED"),
        (token({"typ": "vc+sd-jwt", "cty": "vp"}, {}) + b"~", "JWT_CONTENT_TYPE_MISMATCH"),
        (token({"typ": "vp+sd-jwt"}, {}) + b"~", "TYPE_MISSING"),
        (token({"typ": "vp+sd-jwt"}, {}) + b"~x", "JWS_MALFORMED"),
        (encoded(envelope("data:application/vc+sd-jwt,x~")), "JWS_MALFORMED"),
        (encoded(envelope("data:application/vc+sd-jwt,\u017e~")), "JWS_MALFORMED"),
        (token({}, {"vp": "x"}), "MALFORMED_VALUE"),
        (encoded({"type": ["VerifiablePresentation"]}), "CONTEXT_ORDER"),
    ],
)
def test_what_is_broken_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(Judged) as stopped:
        parse(data, LIMITS)
    assert stopped.value.outcome.value == "failed"
    assert stopped.value.problem.code == code


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"type": ["OpenBadgeCredential"]}, "TYPE_MISSING"),
        ({"type": 5}, "TYPE_MISSING"),
        ({"@context": None}, "CONTEXT_ORDER"),
        ({"@context": [OB]}, "CONTEXT_ORDER"),
        ({"issuer": None}, "ISSUER_MISSING"),
        ({"issuer": "school"}, "ISSUER_MISSING"),
        ({"issuer": {"name": "Šola"}}, "ISSUER_MISSING"),
        ({"issuer": ["did:web:a.example"]}, "ISSUER_MISSING"),
        ({"id": "17"}, "MALFORMED_VALUE"),
        ({"id": 17}, "MALFORMED_VALUE"),
        ({"credentialSubject": None}, "SUBJECT_MISSING"),
        ({"credentialSubject": []}, "SUBJECT_MISSING"),
        ({"credentialSubject": {}}, "SUBJECT_MISSING"),
        ({"credentialSubject": "did:key:z"}, "SUBJECT_MISSING"),
    ],
)  # fmt: skip
def test_every_credential_keeps_to_the_data_model(change: dict[str, object], code: str) -> None:
    with pytest.raises(Judged) as stopped:
        parse(encoded(badge(**change)), LIMITS)
    assert stopped.value.problem.code == code


def test_json_is_read_with_byte_order_mark_and_blanks() -> None:
    parsed = parse(b"\xef\xbb\xbf \r\n" + encoded(badge()) + b"\n", LIMITS)
    assert parsed.format is Format.DATA_INTEGRITY
    assert parsed.document == badge()


def test_claims_stand_beside_the_credential() -> None:
    parsed = parse(b" " + jwt(ob_claims(badge())) + b"\r\n", LIMITS)
    assert parsed.format is Format.OB_VC_JWT
    assert parsed.document == badge()
    assert sorted(parsed.claims) == ["iss", "jti", "nbf"]


@pytest.mark.parametrize("name", ["vc+jwt", "VC+JWT", "application/vc+jwt"])
def test_the_type_of_a_token_decides(name: str) -> None:
    assert parse(token({"typ": name}, badge()), LIMITS).format is Format.VC_JWT


def test_too_much_is_not_even_looked_at() -> None:
    with pytest.raises(Judged) as stopped:
        parse(b"{" * 11, Limits(credential_bytes=10))
    assert stopped.value.problem.code == "LIMIT_EXCEEDED"


TEXT = json.dumps(badge())


@st.composite
def mutations(draw: st.DrawFn) -> bytes:
    at = draw(st.integers(0, len(TEXT)))
    cut = draw(st.integers(0, 40))
    return (TEXT[:at] + draw(st.text(max_size=6)) + TEXT[at + cut :]).encode("utf-8", "replace")


@given(mutations() | st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(Judged):
        assert parse(data, LIMITS).document


# RFC 7515, section 7.1, with what SD-JWT (section 4) puts behind it.
SIGNED_TEXT = re.compile(
    r"[A-Za-z0-9_-]+\.[A-Za-z0-9_=-]*\.[A-Za-z0-9_=-]*(?:~[A-Za-z0-9_.~-]*)?", re.ASCII
)


@given(st.text("aZ0_-=.~+ č", max_size=12))
def test_a_signed_text_is_told_by_its_letters(text: str) -> None:
    assert looks_signed(text) == bool(SIGNED_TEXT.fullmatch(text))
