"""Why a signature does not fit, as far as that can be proven.

A signature that does not fit tells nothing of the reason. What does: a copy with one kind of damage
undone that it fits, or another key of the same issuer that it fits. Else nothing is claimed.
"""

from collections.abc import Callable, Iterator
from itertools import islice

from contexts import JsonObject, JsonValue
from verifier.checks.binding import controlled_document
from verifier.controllers import VerificationMethod, other_methods
from verifier.damage import restorations
from verifier.inquiry import Inquiry
from verifier.judgement import Judged, failed, shown
from verifier.places import differences, told
from verifier.securing import jose
from verifier.signatory import Signatory

Check = Callable[[JsonObject, VerificationMethod], object]
"""Raises Judged unless the signature fits this document under this key."""

_MOST_COPIES = 6
_MOST_KEYS = 8
_MOST_OBJECTS = 80
"""Canonicalization takes longer than this is worth for more; honest badges have about thirty."""
_LETTERS = 1_000
"""So many letters weigh like one object."""

_SIGNATURE_BYTES = {"ES256": 64, "ES384": 96, "ES512": 132, "EdDSA": 64}


def why_proof_misfits(
    stopped: Judged,
    document: JsonObject,
    check: Check,
    method: VerificationMethod,
    others: Iterator[VerificationMethod],
) -> Judged:
    """Give the proven reason why a proof does not fit the document, else what was known before."""
    if stopped.problem.code != "SIGNATURE_INVALID" or _costs(document) > _MOST_OBJECTS:
        return stopped
    for kind, restored in islice(restorations(document), _MOST_COPIES):
        if _fits(check, restored, method):
            return _damaged(kind, document, restored)
    for other in islice(others, _MOST_KEYS):
        if _fits(check, document, other):
            return _other_key(other)
    return stopped


def why_token_misfits(
    stopped: Judged, token: jose.CompactJws, others: Iterator[VerificationMethod]
) -> Judged:
    """Give the proven reason why a token's signature does not fit, else what was known before."""
    if stopped.problem.code != "SIGNATURE_INVALID":
        return stopped
    wanted = _SIGNATURE_BYTES.get(str(token.header["alg"]), 0)
    if 0 < len(token.signature) < wanted and not _is_der(token.signature):
        return failed(
            "SIGNATURE_CUT_OFF",
            f"The signature has {len(token.signature)} bytes, where its kind has {wanted}: the end "
            "of the token is missing. Copy the whole token.",
            length=str(len(token.signature)),
        )

    def check(_document: JsonObject, method: VerificationMethod) -> None:
        jose.check_signature(token, method.public_key)

    for other in islice(others, _MOST_KEYS):
        if _fits(check, {}, other):
            return _other_key(other)
    return stopped


def other_keys(
    method: VerificationMethod, signatory: Signatory, inquiry: Inquiry
) -> Iterator[VerificationMethod]:
    """Give the signatory's other keys that may sign for the same purpose now."""
    document = controlled_document(method.controller, inquiry, signatory.document_kind)
    yield from other_methods(document, method.id, inquiry.now, signatory.purpose)


def _is_der(signature: bytes) -> bool:
    """Tell whether this is a whole signature in the wrong form: r and s as an ASN.1 sequence."""
    return signature[0] == 0x30 and signature[1:2] == bytes([len(signature) - 2])  # noqa: PLR2004


def _fits(check: Check, document: JsonObject, method: VerificationMethod) -> bool:
    try:
        check(document, method)
    except Judged:
        return False
    return True


def _damaged(kind: str, document: JsonObject, restored: JsonObject) -> Judged:
    places = told(differences(document, restored))
    return failed(
        "DAMAGED_IN_TRANSIT",
        f"The content was damaged after signing ({kind}); the signature fits a copy with that "
        "undone. Ask for the original file.",
        damage=kind,
        places=places,
    )


def _other_key(other: VerificationMethod) -> Judged:
    return failed(
        "SIGNED_WITH_OTHER_KEY",
        f"The content is as signed, but with the issuer's key {shown(other.id)} and not with the "
        "one that is named. Tell the issuer.",
        key=shown(other.id),
    )


def _costs(value: JsonValue) -> int:
    """Weigh a document: its objects, and what is not ASCII in its texts."""
    if isinstance(value, dict):
        return 1 + sum(_costs(item) for item in value.values())
    if isinstance(value, list):
        return sum(_costs(item) for item in value)
    return 0 if not isinstance(value, str) or value.isascii() else len(value) // _LETTERS
