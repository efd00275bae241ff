"""What counts as a credential among other files."""

import pytest

from tests.verifier.containers.making import BADGE, TOKEN
from verifier.containers.recognising import is_credential


@pytest.mark.parametrize(
    "data",
    [
        BADGE,
        TOKEN,
        b"\xef\xbb\xbf" + BADGE,
        b"\n " + TOKEN + b"\n",
        TOKEN + b"~WyJhIl0~",
        b'{"@context": "broken',
        b'{"payload": "e30", "signatures": []}',
    ],
)
def test_credentials_are_recognised(data: bytes) -> None:
    assert is_credential(data)


@pytest.mark.parametrize("data", [b"", b"A note.", b"{}", b'{"name": "x"}', b"[1]", b"a.b.c", b"{"])
def test_other_files_are_not(data: bytes) -> None:
    assert not is_credential(data)
