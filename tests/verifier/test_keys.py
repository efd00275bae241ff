"""Keys that prove nothing are no keys."""

import pytest

from verifier.keys import MalformedKey, PublicKey

P = 2**255 - 19
ORDER_EIGHT = "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"
SMALL_ORDER = {
    "the identity": (1).to_bytes(32, "little"),
    "order two": (P - 1).to_bytes(32, "little"),
    "order four": bytes(32),
    "order four, other sign": bytes(31) + b"\x80",
    "order eight": bytes.fromhex(ORDER_EIGHT),
    "order eight, mirrored": (P - int.from_bytes(bytes.fromhex(ORDER_EIGHT), "little")).to_bytes(
        32, "little"
    ),
    "the identity, written too large": (P + 1).to_bytes(32, "little"),
}


@pytest.mark.parametrize("raw", SMALL_ORDER.values(), ids=SMALL_ORDER)
def test_a_point_for_which_anybody_can_sign_is_refused(raw: bytes) -> None:
    with pytest.raises(MalformedKey, match="small order"):
        PublicKey("Ed25519", raw)


def test_other_points_are_keys() -> None:
    assert PublicKey("Ed25519", bytes([7]) * 32).raw == bytes([7]) * 32
