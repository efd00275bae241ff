"""Members of a credential or presentation that a JWT of data model 1.1 may write as claims only.

VCDM 1.1, section 6.3.1, JWT decoding. What stands in both places is left as the credential has it:
the check of the claims compares the two.
"""

from datetime import UTC, datetime

from contexts import JsonObject, JsonValue
from verifier.data_model import model_of

_LATEST = datetime(9999, 12, 31, tzinfo=UTC).timestamp()


def completed(content: JsonObject, claims: JsonObject) -> JsonObject:
    """Give the credential with the members it lacks taken from the token's claims."""
    model = model_of(content)
    stated = {
        "issuer": claims.get("iss"),
        "id": claims.get("jti"),
        model.starts[0]: numeric_date(claims.get("nbf")),
        model.ends[0]: numeric_date(claims.get("exp")),
    }
    missing = {name: value for name, value in stated.items() if value is not None}
    document = {**missing, **content}
    subject = document.get("credentialSubject")
    if isinstance(subject, dict) and isinstance(claims.get("sub"), str):
        document["credentialSubject"] = {"id": claims["sub"], **subject}
    return document


def completed_presentation(content: JsonObject, claims: JsonObject) -> JsonObject:
    """Give the presentation with the members it lacks taken from the token's claims."""
    stated = {"holder": claims.get("iss"), "id": claims.get("jti")}
    return {name: value for name, value in stated.items() if value is not None} | content


def numeric_date(seconds: JsonValue) -> str | None:
    """Write a NumericDate as the credential would; what is none is left to the claims' check."""
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        return None
    if not 0 <= seconds <= _LATEST:
        return None
    return datetime.fromtimestamp(int(seconds), UTC).isoformat().replace("+00:00", "Z")
