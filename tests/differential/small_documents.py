"""Small documents to which tests add what is odd, and what is to come of it."""

from typing import Any

from contexts import JsonObject
from tests.differential.originals import OB, VC2, originals

VC1 = "https://www.w3.org/2018/credentials/v1"
DATA_INTEGRITY = "https://w3id.org/security/data-integrity/v2"
XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
P = "https://sola.example/p"

Expected = tuple[JsonObject, str | None]
"""A document, and the code it is refused with; None where it has a canonical form."""


def credential(*contexts: str, **members: Any) -> JsonObject:  # noqa: ANN401 - any JSON
    """Give a small document."""
    return {"@context": [VC2, *contexts], "type": "VerifiableCredential", **members}


def subject(*subjects: Any) -> JsonObject:  # noqa: ANN401 - any JSON
    """Give a credential about these, with the terms of Open Badges."""
    return credential(OB, id="urn:c", credentialSubject=list(subjects))


def achievement(**members: Any) -> JsonObject:  # noqa: ANN401 - any JSON
    """Give a credential about one achievement."""
    return subject(
        {"type": "AchievementSubject", "achievement": {"type": "Achievement", **members}}
    )


def schema_credential(schema: Any) -> JsonObject:  # noqa: ANN401 - any JSON
    """Give a credential about a JSON Schema (W3C VC JSON Schema, 2.2)."""
    return credential(
        type=["VerifiableCredential", "JsonSchemaCredential"],
        credentialSubject={"type": "JsonSchema", "jsonSchema": schema},
    )


def badge(**members: Any) -> JsonObject:  # noqa: ANN401 - any JSON
    """Give a small real badge with other members."""
    return {**originals()["small badge"], **members}


def without(name: str, document: JsonObject) -> JsonObject:
    """Give the document without one of its members."""
    return {other: value for other, value in document.items() if other != name}
