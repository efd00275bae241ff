"""The seal of a European Digital Credential: one strict form of JAdES, read and not yet believed.

`{"payload": "<credential as one string>", "signatures": [{...}]}` with `b64` false. Other JAdES is
named, not read: programs would differ on what such a document says.
"""

from dataclasses import dataclass, field

from contexts import JsonObject
from verifier.json_reading import read_object
from verifier.judgement import failed, undecided
from verifier.limits import LIMITS, Limits
from verifier.securing.jades.header import UNDERSTOOD
from verifier.securing.jades.serialization import Jws, Serialization, read_jws
from verifier.securing.jades.signature import JadesSignature, read_signatures

SEAL_UNDERSTOOD = UNDERSTOOD - {"sigD", "sigPId", "srAts"}
"""What a seal may call critical: its content is inside it, and no policy or attribute is judged."""


@dataclass(frozen=True, slots=True)
class Seal:
    """A sealed credential; believe the document only as far as check_seal says."""

    signature: JadesSignature
    document: JsonObject = field(repr=False)
    """The credential, read from the payload alone: nothing beside it is covered by the seal."""

    @property
    def payload(self) -> bytes:
        """Give the credential's bytes as they were sealed."""
        return self.signature.payload


def looks_sealed(document: JsonObject) -> bool:
    """Tell whether parsed JSON is a JWS in one of its JSON forms, and so perhaps a seal."""
    return "signatures" in document or {"protected", "signature"} <= set(document)


def read_seal(data: bytes, limits: Limits = LIMITS) -> Seal:
    """Read a sealed credential; raise Judged when it is none, or not of the one form."""
    jws = read_jws(data, limits)
    _check_form(jws)
    (signature,) = read_signatures(jws, limits)
    if signature.header.payload_is_encoded or "sigD" in signature.header.members:
        raise _another_form("its content is not written out in plain text")
    return Seal(signature, read_object(signature.payload, limits))


def _check_form(jws: Jws) -> None:
    if jws.serialization is not Serialization.GENERAL:
        raise _another_form(f"it is written in the {jws.serialization.value} form")
    if len(jws.signatures) > 1:
        raise failed(
            "SEAL_SEVERAL_SIGNATURES",
            f"The document has {len(jws.signatures)} seals, and a European Digital Credential has "
            "one. Ask the issuer for the original.",
            count=str(len(jws.signatures)),
        )
    if not jws.payload:
        raise _another_form("its content is kept elsewhere")
    if jws.unknown_members:
        raise _another_form("there is more beside the seal than belongs there")
    if not jws.payload_first:
        # Europass tells a sealed file by its first member, and reads this one as unsealed.
        raise _another_form("the content does not come first in it")


def _another_form(why: str) -> Exception:
    return undecided(
        "NOT_AN_EDC_SEAL",
        f"This is sealed in another way than European Digital Credentials are: {why}. "
        "So it is not judged here.",
        reason=why,
    )
