"""A sealed credential that grows: time stamp, evidence, archive time stamp; each once, in order."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from contexts import JsonObject
from issuer.json_bytes import json_bytes
from issuer.sealing.draft import SealDraft, timestamp_container
from verifier.multibase import base64url_encode
from verifier.securing.jades import Evidence, archive_message, signature_message


@dataclass(frozen=True, slots=True)
class SealedCredential:
    """A credential with its seal; level B as long as nothing was added."""

    draft: SealDraft = field(repr=False)
    signature: str
    """In base64url."""
    components: tuple[str, ...] = ()
    """The members of `etsiU` in base64url, in their order: never written anew, never moved."""

    @classmethod
    def of(cls, draft: SealDraft, signature: bytes) -> SealedCredential:
        """Put the signature to a draft; RSA as it is, ECDSA as r and s side by side."""
        return cls(draft, base64url_encode(signature))

    @property
    def timestamp_message(self) -> bytes:
        """Give what the time stamp of level T is over."""
        return signature_message(self.signature)

    @property
    def archive_message(self) -> bytes:
        """Give what an archive time stamp is over: all that is there now."""
        return archive_message(
            self.draft.payload, self.draft.protected, self.signature, self.components
        )

    def with_timestamp(self, token: bytes) -> SealedCredential:
        """Add the time stamp over the signature: level T."""
        return self._with({"sigTst": timestamp_container([token])})

    def with_evidence(self, evidence: Evidence) -> SealedCredential:
        """Add certificates and revocation data: level LT, when they cover every path."""
        certificates = [{"x509Cert": _object(der)} for der in dict.fromkeys(evidence.certificates)]
        revocations = {
            name: [_object(der) for der in dict.fromkeys(values)]
            for name, values in (("crlVals", evidence.crls), ("ocspVals", evidence.ocsps))
            if values
        }
        sealed = self._with({"xVals": certificates}) if certificates else self
        return sealed._with({"rVals": revocations}) if revocations else sealed  # noqa: SLF001

    def with_archive_timestamp(self, token: bytes) -> SealedCredential:
        """Add the time stamp over all that is there: level LTA."""
        return self._with({"arcTst": timestamp_container([token])})

    def to_bytes(self) -> bytes:
        """Write the file; `payload` first, for Europass tells a sealed file by it."""
        entry: JsonObject = {"protected": self.draft.protected}
        if self.components:
            entry["header"] = {"etsiU": list(self.components)}
        entry["signature"] = self.signature
        payload = self.draft.payload.decode("utf-8")
        return json_bytes({"payload": payload, "signatures": [entry]})

    def _with(self, component: JsonObject) -> SealedCredential:
        encoded = base64url_encode(json_bytes(component))
        return replace(self, components=(*self.components, encoded))


def without(evidence: Evidence, present: Iterable[bytes]) -> Evidence:
    """Leave out certificates that stand in the seal already."""
    there = frozenset(present)
    kept = tuple(der for der in evidence.certificates if der not in there)
    return replace(evidence, certificates=kept)


def _object(der: bytes) -> JsonObject:
    return {"val": base64.b64encode(der).decode("ascii")}
