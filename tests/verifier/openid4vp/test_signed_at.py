"""When a presentation says it was signed, whatever its form; what cannot be read says nothing."""

import json
from datetime import UTC, datetime

import pytest

from tests.verifier.makers import jwt
from tests.verifier.sd_jwts import bound, learning_credential
from verifier.limits import LIMITS
from verifier.openid4vp.signed_at import signed_at

AT = datetime(2026, 6, 1, 12, tzinfo=UTC)


def proven(*created: object) -> bytes:
    return json.dumps({"proof": [{"created": each} for each in created]}).encode()


@pytest.mark.parametrize(
    ("secured", "expected"),
    [
        (bound(learning_credential(), iat=int(AT.timestamp())).encode(), AT),
        (learning_credential().encode(), None),
        (jwt({"iat": int(AT.timestamp())}), AT),
        (jwt({}), None),
        (jwt({"iat": "now"}), None),
        (proven("2026-06-01T14:00:00+02:00", "2026-06-01T12:00:01Z"), AT),
        (proven("yesterday"), None),
        (proven("yesterday", "2026-06-01T12:00:00Z"), AT),
        (proven(3), None),
        (b'{"proof": "x"}', None),
        (b"{", None),
        (b"", None),
        (b"\xff\xfe", None),
        (b"a.b.c~d.e.f", None),
    ],
)
def test_the_moment_of_signing(secured: bytes, expected: datetime | None) -> None:
    assert signed_at(secured, LIMITS) == expected
