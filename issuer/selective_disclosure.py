"""Sign so that the holder may show a part: the issuer's half of ecdsa-sd-2023.

Data Integrity ECDSA Cryptosuites 1.0, sections 3.5.1, 3.5.2 and 3.6.1 to 3.6.5. Two steps, as the
private keys are elsewhere: what has to be signed, then the proof value with the signatures in it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from contexts import SelectableDocument
from verifier.cryptosuites.ecdsa_sd_2023 import base_data
from verifier.cryptosuites.ecdsa_sd_2023_groups import grouped
from verifier.cryptosuites.ecdsa_sd_2023_values import BaseProof, write_base


@dataclass(frozen=True, slots=True)
class ToSign:
    """The messages of one base proof, and by whose key each is to be signed."""

    by_issuer: bytes
    """By the issuer's P-256 key."""
    by_one_time_key: tuple[bytes, ...]
    """By the key that was made for this proof and is thrown away after it."""


@dataclass(frozen=True, slots=True)
class BaseSecrets:
    """What is made at random for one proof and never used again."""

    hmac_key: bytes
    """32 bytes."""
    public_key: bytes
    """Multikey bytes (35) of the one-time key."""


def to_sign(
    document: SelectableDocument,
    options_hash: bytes,
    secrets: BaseSecrets,
    mandatory_pointers: Sequence[str],
) -> ToSign:
    """Give what has to be signed for a base proof.

    `options_hash` is by ecdsa_sd_2023.hash_options. Raises SelectsNothing.
    """
    whole = grouped(document, secrets.hmac_key)
    mandatory = whole.positions(whole.chosen(mandatory_pointers))
    kept = [whole.statements[number] for number in mandatory]
    others = [quad.encode() for quad in whole.statements if quad not in set(kept)]
    return ToSign(base_data(options_hash, secrets.public_key, kept), tuple(others))


def base_proof_value(
    by_issuer: bytes,
    by_one_time_key: Sequence[bytes],
    secrets: BaseSecrets,
    mandatory_pointers: Sequence[str],
) -> str:
    """Write the proof value that holds the signatures; it is the holder's secret."""
    return write_base(
        BaseProof(
            by_issuer,
            secrets.public_key,
            secrets.hmac_key,
            tuple(by_one_time_key),
            tuple(mandatory_pointers),
        )
    )
