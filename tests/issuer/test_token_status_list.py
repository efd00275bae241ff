"""Status lists as tokens: what the token says, and where its bits are."""

from datetime import UTC, datetime, timedelta

from issuer.model.credential import StatusListEntry, StatusPurpose
from issuer.token_signing import TokenSigner
from issuer.token_status_list import (
    PublishedTokenList,
    secure_token_list,
    status_claim,
    token_list_url,
)
from tests.issuer.examples import signers
from verifier.json_reading import read_object
from verifier.limits import LIMITS
from verifier.securing.jose import read_compact
from verifier.token_status_list import TokenStatusList

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
LIST_URL = "https://dokazilo.example/status-lists/0b1f7b6e-7a55-4f0e-8a41-6f2f1c1f7a01"


def edition(**changes: object) -> PublishedTokenList:
    members: dict[str, object] = {
        "url": token_list_url(LIST_URL),
        "issuer": "https://dokazilo.example/profiles/sola",
        "length": 16,
        "revoked": (1, 5),
        "suspended": (2, 5),
        "issued_at": NOW,
        "expires_at": NOW + timedelta(days=7),
        "ttl": timedelta(seconds=235),
    }
    return PublishedTokenList(**{**members, **changes})  # type: ignore[arg-type]  # as asked


def signed(chain: tuple[bytes, ...] = ()) -> tuple[dict[str, object], dict[str, object]]:
    signer = TokenSigner(signers()[1], chain)
    token = read_compact(secure_token_list(edition(), signer).decode(), LIMITS)
    return dict(token.header), dict(read_object(token.payload))


def test_the_token_is_of_its_kind_and_says_when() -> None:
    header, claims = signed()
    assert header["typ"] == "statuslist+jwt"
    assert header["alg"] == "ES256"
    assert "x5c" not in header
    seconds = int(NOW.timestamp())
    assert claims["sub"] == LIST_URL.replace("status-lists", "token-status-lists")
    assert (claims["iat"], claims["exp"], claims["ttl"]) == (seconds, seconds + 7 * 86_400, 235)


def test_certificates_are_in_the_header_in_base64() -> None:
    header, _ = signed((b"\xff\xfe\xfd", b"second"))
    assert header["x5c"] == ["//79", "c2Vjb25k"]


def test_the_first_status_has_the_lowest_bits_and_revoked_goes_before_suspended() -> None:
    _, claims = signed()
    listed = claims["status_list"]
    assert isinstance(listed, dict)
    assert listed["bits"] == 2
    read = TokenStatusList.decode(listed["lst"], 2, 1000)
    assert [read.value(index) for index in range(7)] == [0, 1, 2, 0, 0, 1, 0]
    # Draft, section 4.1: index 0 in the two lowest bits of the first byte.
    assert read.packed == bytes([0b00_10_01_00, 0b00_00_01_00, 0, 0])


def test_a_credential_names_its_place_among_the_revocations() -> None:
    revocation = StatusListEntry(
        list_id="r", list_url=LIST_URL, index=4711, purpose=StatusPurpose.REVOCATION
    )
    other = StatusListEntry(
        list_id="s", list_url="https://x.example/s", index=3, purpose=StatusPurpose.SUSPENSION
    )
    named = {"status_list": {"idx": 4711, "uri": token_list_url(LIST_URL)}}
    assert status_claim((other, revocation)) == status_claim((revocation,)) == named
