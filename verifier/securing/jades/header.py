"""The protected header of a JAdES signature, and the rules it must keep (ETSI TS 119 182-1)."""

import base64
import binascii
from dataclasses import dataclass
from datetime import UTC, datetime

from contexts import JsonObject
from verifier.json_reading import read_object
from verifier.judgement import failed, shown, undecided
from verifier.limits import LIMITS, Limits
from verifier.multibase import MalformedMultibase, base64url_decode
from verifier.securing.jades.algorithms import SEAL_ALGORITHMS
from verifier.securing.jws_algorithms import FORBIDDEN
from verifier.timestamps import MalformedTimestamp, read_timestamp

UNDERSTOOD = frozenset(
    {"b64", "sigT", "iat", "x5t#o", "sigX5ts", "srCms", "sigPl", "srAts", "adoTst", "sigPId"}
) | {"sigD"}
"""Names that may stand in `crit`: the header parameters of TS 119 182-1, clause 5.2."""
_KEYS_FROM_ELSEWHERE = ("jwk", "jku", "x5u")
_MOST_CERTIFICATES = 12
_EPOCH_END = 253402300800  # the year 10000: beyond it a number was not meant as seconds
SIGT_ENDS = datetime(2025, 7, 15, tzinfo=UTC)
"""From then on a new signature states its time as `iat` (TS 119 182-1 v1.2.1, 5.2.1)."""


@dataclass(frozen=True, slots=True)
class SignedHeader:
    """A protected header that was read and not yet believed."""

    members: JsonObject
    certificates: tuple[bytes, ...]
    """DER of `x5c`, the signer's first; empty when there is no usable one."""

    @property
    def algorithm(self) -> str:
        """Give `alg` as it stands, or nothing."""
        name = self.members.get("alg")
        return name if isinstance(name, str) else ""

    @property
    def payload_is_encoded(self) -> bool:
        """Tell whether the payload stands in base64url (RFC 7797: unless `b64` is false)."""
        return self.members.get("b64", True) is not False


def read_header(protected: str, limits: Limits = LIMITS) -> SignedHeader:
    """Read a protected header; raise Judged for what is no header at all."""
    try:
        data = base64url_decode(protected)
    except MalformedMultibase as error:
        raise failed(
            "SEAL_MALFORMED",
            f"The seal's header is not base64url: {error}.",
            reason=f"its header is not base64url: {error}",
        ) from error
    members = read_object(data, limits)
    return SignedHeader(members, _certificates(members))


def check_algorithm(header: SignedHeader) -> None:
    """Raise Judged unless the algorithm is on the list."""
    name = header.algorithm
    if name in SEAL_ALGORITHMS:
        return
    said = shown(name, 20)
    if name.lower() in FORBIDDEN:
        raise failed(
            "ALGORITHM_FORBIDDEN",
            f"The algorithm {said} leaves a seal that anybody could have made.",
            algorithm=said,
        )
    raise undecided(
        "ALGORITHM_NOT_ACCEPTED",
        f"Seals with {said or 'no named algorithm'} are not checked here; "
        f"{', '.join(SEAL_ALGORITHMS)} are.",
        algorithm=said,
    )


def check_keys_are_its_own(header: SignedHeader) -> None:
    """Raise Judged when the header brings or names a key other than by its certificate."""
    for name in _KEYS_FROM_ELSEWHERE:
        if name in header.members:
            raise _refused(name, "brings a key of its own instead of a certificate alone")


def check_critical(header: SignedHeader, understood: frozenset[str] = UNDERSTOOD) -> None:
    """Raise Judged unless every name in `crit` is understood here (RFC 7515, 4.1.11)."""
    if "b64" in header.members and not isinstance(header.members["b64"], bool):
        raise _refused("b64", "is neither true nor false")
    names = header.members.get("crit", [])
    wellformed = isinstance(names, list) and all(isinstance(name, str) for name in names)
    if not wellformed or len(set(names)) != len(names) or ("crit" in header.members and not names):
        raise _refused("crit", "is not a list of different names")
    for name in names:
        if name not in header.members:
            raise _refused(name, "is called critical and is not there")
        if name not in understood:
            raise _refused(name, "is called critical and is not known here")
    # RFC 7797, section 6: otherwise a reader that knows no `b64` would read other bytes.
    if header.members.get("b64") is False and "b64" not in names:
        raise _refused("b64", "is false and is not called critical")


def signing_time(header: SignedHeader) -> datetime:
    """Give the time the signer claims, by `iat` or `sigT`; raise Judged for both, none, nonsense.

    A claim and no proof: that is what time stamps are for.
    """
    issued_at, signed_at = header.members.get("iat"), header.members.get("sigT")
    if (issued_at is None) == (signed_at is None):
        raise _no_time("names its time twice" if issued_at is not None else "names no time")
    if signed_at is not None:
        try:
            return read_timestamp(signed_at)
        except MalformedTimestamp as error:
            raise _no_time(f"has a time that is none ({error})") from error
    if not isinstance(issued_at, int) or isinstance(issued_at, bool):
        raise _no_time("has a time that is not in seconds")
    if not 0 <= issued_at < _EPOCH_END:
        raise _no_time("has a time that is not in seconds")
    return datetime.fromtimestamp(issued_at, UTC)


def decode_base64(text: object) -> bytes:
    """Decode standard base64 with padding; raise ValueError for anything else."""
    if not isinstance(text, str):
        raise ValueError("not a text")  # noqa: TRY004  # to the caller it is one fault
    try:
        return base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError) as error:
        raise ValueError("not base64") from error


def _certificates(members: JsonObject) -> tuple[bytes, ...]:
    listed = members.get("x5c")
    if not isinstance(listed, list) or not 0 < len(listed) <= _MOST_CERTIFICATES:
        return ()
    try:
        return tuple(decode_base64(item) for item in listed)
    except ValueError:
        return ()


def _refused(member: str, why: str) -> Exception:
    member = shown(member, 40)
    return failed(
        "SEAL_HEADER_REFUSED",
        f"The seal's header is refused: “{member}” {why}.",
        member=member,
    )


def _no_time(why: str) -> Exception:
    return failed("SEAL_TIME_INVALID", f"The seal {why}.", reason=why)
