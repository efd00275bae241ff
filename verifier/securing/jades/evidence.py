"""What was added to a signature later: the members of `etsiU`, in their order (TS 119 182-1, 5.3).

None of it is covered by the signature; the time stamps in it protect what stands before them.
"""

from dataclasses import dataclass

from contexts import JsonObject, JsonValue
from verifier.json_reading import read_object
from verifier.judgement import Judged, failed
from verifier.limits import LIMITS, Limits
from verifier.multibase import MalformedMultibase, base64url_decode
from verifier.securing.jades.header import decode_base64

_MOST = 32


@dataclass(frozen=True, slots=True)
class Component:
    """One member of `etsiU`."""

    name: str
    value: JsonValue
    raw: str | None
    """The base64url text as it stands; None when the member was written as clear JSON."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Certificates and revocation data, as DER."""

    certificates: tuple[bytes, ...] = ()
    crls: tuple[bytes, ...] = ()
    ocsps: tuple[bytes, ...] = ()

    def __add__(self, other: "Evidence") -> "Evidence":
        """Join with other evidence."""
        return Evidence(
            self.certificates + other.certificates,
            self.crls + other.crls,
            self.ocsps + other.ocsps,
        )


def read_components(unsigned: JsonObject, limits: Limits = LIMITS) -> tuple[Component, ...]:
    """Read `etsiU`; raise Judged when it is not what the standard says."""
    entries = unsigned.get("etsiU", [])
    if not isinstance(entries, list) or len(entries) > _MOST:
        raise malformed("etsiU")
    return tuple(_read(entry, limits) for entry in entries)


def stored_evidence(components: tuple[Component, ...]) -> Evidence:
    """Collect the certificates and revocation data; raise Judged when they cannot be read."""
    found = Evidence()
    for component in components:
        match component.name, component.value:
            case ("xVals" | "axVals") as name, list(values):
                found += Evidence(certificates=_certificates(values, name))
            case ("rVals" | "arVals") as name, dict(values):
                found += _revocations(values, name)
            case "tstVD", dict(values):
                inner = tuple(Component(name, value, None) for name, value in values.items())
                found += stored_evidence(inner)
    return found


def tokens_of(container: JsonValue, name: str) -> tuple[bytes, ...]:
    """Give the time stamp tokens of a container such as `sigTst`; raise Judged."""
    tokens = container.get("tstTokens") if isinstance(container, dict) else None
    if not isinstance(tokens, list) or not 0 < len(tokens) <= _MOST:
        raise malformed(name)
    return tuple(_value(token, name) for token in tokens)


def malformed(name: str) -> Judged:
    """Say that a part of what was added to the seal cannot be read."""
    return failed(
        "SEAL_EVIDENCE_MALFORMED",
        f"What was added to the seal to keep it provable cannot be read: {name}.",
        member=name,
    )


def _read(entry: JsonValue, limits: Limits) -> Component:
    raw = entry if isinstance(entry, str) else None
    if raw is not None:
        try:
            entry = read_object(base64url_decode(raw), limits)
        except (MalformedMultibase, Judged) as error:
            raise malformed("etsiU") from error
    if not isinstance(entry, dict) or len(entry) != 1:
        raise malformed("etsiU")
    ((name, value),) = entry.items()
    return Component(name, value, raw)


def _certificates(values: list[JsonValue], name: str) -> tuple[bytes, ...]:
    return tuple(
        _value(value.get("x509Cert"), name)
        for value in values
        if isinstance(value, dict) and "x509Cert" in value
    )


def _revocations(values: JsonObject, name: str) -> Evidence:
    crls, ocsps = values.get("crlVals", []), values.get("ocspVals", [])
    if not isinstance(crls, list) or not isinstance(ocsps, list):
        raise malformed(name)
    return Evidence(
        (), tuple(_value(crl, name) for crl in crls), tuple(_value(ocsp, name) for ocsp in ocsps)
    )


def _value(holder: JsonValue, name: str) -> bytes:
    try:
        return decode_base64(holder.get("val") if isinstance(holder, dict) else None)
    except ValueError as error:
        raise malformed(name) from error
