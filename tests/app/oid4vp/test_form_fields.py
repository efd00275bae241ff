"""Forms are read as the standard library reads them, at a fraction of the memory."""

from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.oid4vp.form_fields import form_fields
from app.oid4vp.response import BadResponse


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.text(st.characters(codec="utf-8"), min_size=1), st.text(), max_size=9))
def test_what_was_encoded_is_read(fields: dict[str, str]) -> None:
    encodable = {
        name: value.encode(errors="replace").decode() for name, value in fields.items()
    } or {"a": ""}
    body = urlencode(encodable).encode()
    assert form_fields(body) == dict(parse_qsl(body.decode(), keep_blank_values=True)) == encodable


@pytest.mark.parametrize("body", [b"a=b=c", b"a==", b"a=%3D%3D", b"a=1&b=_", b"a", b"a=%2b+"])
def test_signs_within_values_are_kept(body: bytes) -> None:
    told = dict(parse_qsl(body.decode(), keep_blank_values=True))
    assert form_fields(body) == told


@pytest.mark.parametrize(
    "body", [b"a=%", b"a=%4", b"a=%zz", b"a=\n", b"a=\xc4\x8d", b"a=%ff", b"a=1&a=2", b"&" * 20]
)
def test_what_no_wallet_sends_is_refused(body: bytes) -> None:
    with pytest.raises(BadResponse):
        form_fields(body)
