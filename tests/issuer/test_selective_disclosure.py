"""The issuer's half of ecdsa-sd-2023; byte for byte it is judged by the published vectors."""

from contexts import selectable
from issuer.selective_disclosure import BaseSecrets, base_proof_value, to_sign
from tests.verifier.disclosing import ONE_TIME_KEY
from tests.verifier.makers import badge, multikey
from verifier.cryptosuites.ecdsa_sd_2023_values import read_base
from verifier.multikey import multibase_decode

SECRETS = BaseSecrets(bytes(32), b"\x80\x24\x03" + bytes(32))


def test_every_statement_is_signed_once_and_mandatory_ones_by_the_issuer() -> None:
    document = selectable(badge())
    nothing = to_sign(document, bytes(32), SECRETS, ())
    some = to_sign(document, bytes(32), SECRETS, ("/issuer", "/validFrom"))
    everything = to_sign(document, bytes(32), SECRETS, ("",))
    assert len(nothing.by_one_time_key) > len(some.by_one_time_key) > 0
    assert everything.by_one_time_key == ()
    assert set(some.by_one_time_key) < set(nothing.by_one_time_key)
    assert len({nothing.by_issuer, some.by_issuer, everything.by_issuer}) == 3
    assert all(made.by_issuer[32:67] == SECRETS.public_key for made in (nothing, some))


def test_the_value_holds_what_the_holder_needs() -> None:
    secrets = BaseSecrets(bytes([6]) * 32, multibase_decode(multikey(ONE_TIME_KEY)))
    value = base_proof_value(bytes(64), [bytes(64)], secrets, ("/issuer",))
    base = read_base(value)
    assert (base.hmac_key, base.mandatory_pointers) == (bytes([6]) * 32, ("/issuer",))
    assert base.signatures == (bytes(64),)
