"""The Verifiable Credentials Data Model, 2.0 and 1.1: what every credential must keep to."""

import re
from dataclasses import dataclass

from contexts import JsonObject, JsonValue
from verifier.judgement import failed, shown

V2_CONTEXT = "https://www.w3.org/ns/credentials/v2"
V1_CONTEXT = "https://www.w3.org/2018/credentials/v1"


@dataclass(frozen=True, slots=True)
class DataModel:
    """One edition of the data model: how it is recognised, and what it calls the period."""

    context: str
    """Its first context."""
    starts: tuple[str, ...]
    """The members that say since when a credential is valid: the latest counts."""
    ends: tuple[str, ...]
    """The members that say until when it is valid: the earliest counts."""
    required: tuple[str, ...] = ()
    """Members that every credential has, beside those both editions ask for."""


VCDM_2_0 = DataModel(V2_CONTEXT, ("validFrom",), ("validUntil",))
VCDM_1_1 = DataModel(
    V1_CONTEXT,
    # 4.6 and 4.7 of VCDM 1.1; validFrom and validUntil are reserved there, and its context has
    # them, so that they are signed and may not be passed over.
    ("issuanceDate", "validFrom"),
    ("expirationDate", "validUntil"),
    required=("issuanceDate",),
)

_ABSOLUTE_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[!-~\u00a0-\U0010ffff]+")


def check_data_model(document: JsonObject) -> None:
    """Check the members every credential has (VCDM 2.0 and 1.1, section 4); raise Judged."""
    if "VerifiableCredential" not in types_of(document):
        raise failed(
            "TYPE_MISSING",
            "The document does not have the type VerifiableCredential, so it is no credential.",
        )
    model = model_of(document)
    if context_list(document)[:1] != [model.context]:  # 4.3
        raise failed(
            "CONTEXT_ORDER",
            f"The first context has to be {V2_CONTEXT}.",
            expected=V2_CONTEXT,
        )
    if not is_absolute_url(issuer_of(document)):  # 4.7
        raise failed("ISSUER_MISSING", "The issuer is not named by an identifier (a URL or DID).")
    if "id" in document and not is_absolute_url(document["id"]):  # 4.4
        raise failed("MALFORMED_VALUE", "The credential's id is not an absolute URL.", term="id")
    subjects = subjects_of(document)
    if not subjects or not all(isinstance(s, dict) and s for s in subjects):  # 4.8
        raise failed("SUBJECT_MISSING", "The credentialSubject is missing, empty or malformed.")
    for member in model.required:
        require_text(document.get(member), "MALFORMED_VALUE", member)


def check_presentation_model(document: JsonObject) -> None:
    """Check the members every presentation has (VCDM 2.0, section 4.13); raise Judged."""
    if "VerifiablePresentation" not in types_of(document):
        raise failed("TYPE_MISSING", "The document does not have the type VerifiablePresentation.")
    model = model_of(document)
    if context_list(document)[:1] != [model.context]:
        raise failed(
            "CONTEXT_ORDER", f"The first context has to be {V2_CONTEXT}.", expected=V2_CONTEXT
        )
    if "holder" in document and not is_absolute_url(holder_of(document)):
        raise failed("MALFORMED_VALUE", "The holder is not named by a URL or DID.", term="holder")
    if "id" in document and not is_absolute_url(document["id"]):
        raise failed("MALFORMED_VALUE", "The presentation's id is not an absolute URL.", term="id")


def model_of(document: JsonObject) -> DataModel:
    """Give the edition the document is written in, by its first context; 2.0 when in doubt."""
    return VCDM_1_1 if context_list(document)[:1] == [V1_CONTEXT] else VCDM_2_0


def issuer_of(document: JsonObject) -> str:
    """Give the issuer's identifier, an empty text when there is none."""
    return _identifier(document.get("issuer"))


def holder_of(presentation: JsonObject) -> str:
    """Give the holder's identifier, an empty text when there is none."""
    return _identifier(presentation.get("holder"))


def _identifier(party: JsonValue) -> str:
    identifier = party.get("id") if isinstance(party, dict) else party
    return identifier if isinstance(identifier, str) else ""


def subjects_of(document: JsonObject) -> list[JsonValue]:
    """Give the credential's subjects as a list."""
    return as_list(document.get("credentialSubject", []))


def types_of(value: JsonObject) -> list[JsonValue]:
    """Give the types of an object as a list."""
    return as_list(value.get("type", []))


def context_list(document: JsonObject) -> list[JsonValue]:
    """Give the contexts of a document as a list."""
    return as_list(document.get("@context", []))


def as_list(value: JsonValue) -> list[JsonValue]:
    """Give a single value as a list of one, as JSON-LD reads it."""
    return value if isinstance(value, list) else [value]


def is_absolute_url(value: JsonValue) -> bool:
    """Tell whether a value is a text in the form of an absolute URL (or DID, or URN)."""
    return isinstance(value, str) and bool(_ABSOLUTE_URL.fullmatch(value))


def require_text(value: JsonValue, code: str, what: str) -> str:
    """Give a value back that is a non-empty text; raise Judged (failed) with the code otherwise."""
    if not isinstance(value, str) or not value:
        raise failed(code, f"{what} is missing or not a text.", term=shown(what))
    return value
