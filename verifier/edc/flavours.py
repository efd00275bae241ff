"""Which kind of European Digital Credential a document is: only one kind is judged here.

ELM 3.2 under its two fixed contexts is what Europass issues and reads. Later and other flavours
share its names and mean other things: shapes of one find nothing wrong in the other, because they
find nothing in it at all. So they are recognised and said, and not judged.
"""

from __future__ import annotations

import json

from contexts import JsonObject
from verifier.data_model import V1_CONTEXT, V2_CONTEXT, context_list, types_of
from verifier.edc.form import CREDENTIAL
from verifier.judgement import failed, undecided

EDC_CONTEXT = "http://data.europa.eu/snb/model/context/edc-ap"
_CONTEXTS = (EDC_CONTEXT, EDC_CONTEXT.replace("http:", "https:"))
_LATER = ("data.europa.eu/snb/model/ontology/", "data.europa.eu/snb/model/application-profile/")
"""Namespaces of ELM 3.3 (application profile 1.3.0, 2025-03)."""


def is_edc(document: JsonObject) -> bool:
    """Tell whether a document calls itself a European Digital Credential, of whatever flavour."""
    return CREDENTIAL in types_of(unsealed(document))


def unsealed(document: JsonObject) -> JsonObject:
    """Give the credential in a file made for uploading to Europass' own sealing; else the file."""
    inner = document.get("credential")
    return inner if isinstance(inner, dict) and "type" not in document else document


def refuse_other_flavours(document: JsonObject) -> None:
    """Raise Judged when the document is not of ELM 3.2 (VCDM 1.1)."""
    contexts = context_list(document)
    if V2_CONTEXT in contexts:
        raise _flavour("EBSI", "of the EBSI kind, written in version 2.0 of the data model")
    if any(name in json.dumps(_names(document)) for name in _LATER):
        raise _flavour("ELM 3.3", "of version 3.3 of the European Learning Model")
    if len(contexts) != 2 or contexts[0] != V1_CONTEXT or contexts[1] not in _CONTEXTS:  # noqa: PLR2004
        raise failed(
            "EDC_CONTEXTS",
            "A European Digital Credential has exactly two contexts, which give its words their "
            "meaning. This one has others.",
        )


def _names(document: JsonObject) -> list[object]:
    return [document.get(member) for member in ("@context", "credentialSchema", "type")]


def _flavour(name: str, described: str) -> Exception:
    return undecided(
        "EDC_FLAVOUR",
        f"This is a European Digital Credential {described}. That kind is not judged here.",
        flavour=name,
    )
