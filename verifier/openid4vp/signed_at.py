"""When a presentation was signed, as far as it says so."""

from datetime import UTC, datetime

from contexts import JsonObject, JsonValue
from verifier.data_model import as_list
from verifier.json_reading import read_object
from verifier.judgement import Judged
from verifier.limits import Limits
from verifier.securing.jose import read_compact
from verifier.securing.jwt_claims import numeric_date
from verifier.securing.sd_jwt import is_sd_jwt, read_sd_jwt
from verifier.timestamps import MalformedTimestamp, read_timestamp


def signed_at(secured: bytes, limits: Limits) -> datetime | None:
    """Give the `iat` of a token or of the holder's proof, or a proof's `created`; None: not said.

    What cannot be read is none either: its verification says what is wrong with it.
    """
    try:
        told = _told(secured, limits)
        return read_timestamp(told, assume_utc=True) if isinstance(told, str) else None
    except (Judged, MalformedTimestamp, UnicodeDecodeError):
        return None


def _told(secured: bytes, limits: Limits) -> JsonValue:
    if secured.lstrip().startswith(b"{"):
        return _earliest(read_object(secured, limits))
    text = secured.decode("ascii")
    token = read_sd_jwt(text, limits).key_binding if is_sd_jwt(text) else read_compact(text, limits)
    return numeric_date(read_object(token.payload, limits).get("iat")) if token else None


def _earliest(presentation: JsonObject) -> JsonValue:
    proofs = [proof for proof in as_list(presentation.get("proof", [])) if isinstance(proof, dict)]
    written = [created for proof in proofs if isinstance(created := proof.get("created"), str)]
    return min(written, key=_moment, default=None)


def _moment(written: str) -> datetime:
    try:
        return read_timestamp(written, assume_utc=True)
    except MalformedTimestamp:
        return datetime.max.replace(tzinfo=UTC)
