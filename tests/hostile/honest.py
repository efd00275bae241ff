"""What an honest person sends between two attacks: a good badge of a trusted issuer."""

from functools import cache

from tests.hostile.case import Json, as_json
from tests.verifier.makers import KEY, badge, did_key, signed_by_key

ISSUER = did_key()


@cache
def honest_badge() -> bytes:
    """Give a badge that passes."""
    return as_json(signed_badge())


def signed_badge(cryptosuite: str = "eddsa-rdfc-2022", **changes: object) -> Json:
    """Sign the example badge, changed or not, as the trusted issuer."""
    issuer = {"id": ISSUER, "type": ["Profile"], "name": "Šola"}
    return signed_by_key(
        badge(**{"issuer": issuer, "credentialStatus": None, **changes}), KEY, cryptosuite
    )
