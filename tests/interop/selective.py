"""Our issuer's half of ecdsa-sd-2023 with fixed keys, for foreign holders and verifiers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from contexts import selectable
from issuer.selective_disclosure import BaseSecrets, base_proof_value, to_sign
from tests.verifier.disclosing import HMAC_KEY, ONE_TIME_KEY
from tests.verifier.makers import (
    EC_KEY,
    badge,
    did_key,
    multikey,
    proof_options,
    raw_signature,
)
from verifier.cryptosuites.ecdsa_sd_2023 import hash_options
from verifier.multikey import multibase_decode

ISSUER = did_key(EC_KEY)
MANDATORY = ("/issuer", "/validFrom", "/validUntil", "/credentialSubject/achievement/id")
SELECTIVE = ("/name", "/credentialSubject/achievement", "/credentialSubject/identifier/0")

Json = dict[str, Any]


def sd_badge(**changes: Any) -> Json:  # noqa: ANN401  # any JSON
    """Give a badge by the issuer that is the key itself; it ends, as such badges have to.

    Not soon: openbadgeslib judges by the day on which the tests run.
    """
    issuer = {**badge()["issuer"], "id": ISSUER}
    return badge(issuer=issuer, validUntil="2099-01-01T00:00:00Z", **changes)


def base(document: Json, mandatory: Sequence[str] = MANDATORY) -> Json:
    """Sign so that the holder may show a part."""
    options = proof_options(f"{ISSUER}#{multikey(EC_KEY)}", cryptosuite="ecdsa-sd-2023")
    secrets = BaseSecrets(HMAC_KEY, multibase_decode(multikey(ONE_TIME_KEY)))
    options_hash = hash_options({**options, "@context": document["@context"]}, sandbox=False)
    wanted = to_sign(selectable(document), options_hash, secrets, mandatory)
    value = base_proof_value(
        raw_signature(wanted.by_issuer, EC_KEY),
        [raw_signature(quad, ONE_TIME_KEY) for quad in wanted.by_one_time_key],
        secrets,
        mandatory,
    )
    return {**document, "proof": {**options, "proofValue": value}}
