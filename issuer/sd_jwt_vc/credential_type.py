"""The types our SD-JWT VCs have: the European one, and one of our own with the same claims."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass

from contexts import JsonObject
from issuer.json_bytes import json_bytes
from issuer.sd_jwt_vc.fields import FIELDS, Field

EUDI_LEARNING = "urn:eu.europa.ec.eudi:learning:credential:1"
PATH = "/vct/micro-credential/1"
"""A copy in a wallet names the digest of the document there. A document with other words would
break it, and is the next number."""
_NAMES = {"sl": "Mikrodokazilo", "en": "Micro-credential"}
_DESCRIPTIONS = {
    "sl": "Dosežek krajšega učenja, kot ga opisuje Priporočilo Sveta EU 2022/C 243/02.",
    "en": "The result of short learning, as in EU Council Recommendation 2022/C 243/02.",
}


@dataclass(frozen=True, slots=True)
class CredentialType:
    """What a credential says of its type."""

    vct: str
    integrity: str | None = None
    """Of the type's metadata (W3C Subresource Integrity); None where it cannot be fetched."""
    also: tuple[str, ...] = ()
    """Other types that it may be taken for (SD-JWT VC, section 2.2.2.2)."""

    @property
    def claims(self) -> JsonObject:
        """Write them as claims."""
        claims: JsonObject = {"vct": self.vct}
        if self.integrity is not None:
            claims["vct#integrity"] = self.integrity
        if self.also:
            claims["aka_vcts"] = list(self.also)
        return claims


EUROPEAN = CredentialType(EUDI_LEARNING)


def own_type(base_url: str) -> CredentialType:
    """Give the type whose metadata is served below the service's public URL."""
    digest = hashlib.sha256(type_metadata(base_url)).digest()
    integrity = f"sha256-{base64.b64encode(digest).decode('ascii')}"
    return CredentialType(base_url + PATH, integrity, (EUDI_LEARNING,))


def type_metadata(base_url: str) -> bytes:
    """Write the metadata of our own type (SD-JWT VC, section 5): the bytes that are served."""
    return json_bytes(
        {
            "vct": base_url + PATH,
            "name": "Micro-credential",
            "description": _DESCRIPTIONS["en"],
            "display": [
                {"locale": language, "name": name, "description": _DESCRIPTIONS[language]}
                for language, name in _NAMES.items()
            ],
            "claims": [claim_metadata(field) for field in FIELDS],
        }
    )


def claim_metadata(field: Field) -> JsonObject:
    """Describe a claim (section 5.6)."""
    return {
        "path": [field.name],
        "display": [
            {"locale": language, "label": label} for language, label in field.label.items()
        ],
        "mandatory": field.mandatory,
        "sd": "always" if field.disclosable else "never",
    }
