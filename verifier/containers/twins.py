"""The forms of one award in one file: no riddle which is meant, for they say the same.

Our own certificates in PDF carry the badge as JSON-LD and as VC-JWT, and its European twin. The
sealed one is taken, which the certificate is a picture of, else the JSON-LD. Only when the twins
name each other, and the token says word for word what the JSON-LD says, so that nobody can put a
stranger's beside it unnoticed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from contexts import JsonObject
from verifier.edc.twins import name_each_other
from verifier.json_reading import read_object
from verifier.judgement import Judged
from verifier.limits import LIMITS
from verifier.multibase import MalformedMultibase, base64url_decode
from verifier.securing.jades import looks_sealed
from verifier.tokens import split_claims

_TOKEN_PARTS = 3
_PROOF = "proof"


@dataclass(frozen=True, slots=True)
class OneAward:
    """Which of several documents is taken, and what the others are."""

    taken: bytes
    is_sealed: bool
    """It is the European Digital Credential; the others are the badge."""


@dataclass(slots=True)
class _Forms:
    """The documents of a file, by what they are: one of each at most."""

    badge: JsonObject | None = None
    token: JsonObject | None = None
    edc: JsonObject | None = None
    signed: bytes = b""
    sealed: bytes = b""


def one_award(documents: Sequence[bytes]) -> OneAward | None:
    """Take the one of several documents of one award; None when they are not of one."""
    forms = _sorted(documents)
    if forms is None or forms.badge is None:
        return None
    if forms.token is not None and forms.token != _without_proof(forms.badge):
        return None
    if forms.edc is None:
        return OneAward(forms.signed, is_sealed=False)
    if not name_each_other(forms.badge, forms.edc):
        return None
    return OneAward(forms.sealed, is_sealed=True)


def _sorted(documents: Sequence[bytes]) -> _Forms | None:
    """Tell what each document is; None when one cannot be read, or two are of one form."""
    forms = _Forms()
    for document in documents:
        token, file = _token_content(document), _read(document)
        edc = None if file is None else _sealed_content(file)
        if token is not None and forms.token is None:
            forms.token = token
        elif edc is not None and forms.edc is None:
            forms.edc, forms.sealed = edc, document
        elif edc is None and file is not None and forms.badge is None:
            forms.badge, forms.signed = file, document
        else:
            return None
    return forms


def _without_proof(badge: JsonObject) -> JsonObject:
    return {name: value for name, value in badge.items() if name != _PROOF}


def _token_content(document: bytes) -> JsonObject | None:
    parts = document.strip().split(b".")
    if len(parts) != _TOKEN_PARTS or not document.startswith(b"eyJ"):
        return None
    try:
        payload = _read(base64url_decode(parts[1].decode("ascii")))
    except (MalformedMultibase, UnicodeDecodeError):
        return None
    return None if payload is None else split_claims(payload)[0]


def _sealed_content(file: JsonObject) -> JsonObject | None:
    payload = file.get("payload") if looks_sealed(file) else None
    return _read(payload.encode()) if isinstance(payload, str) else None


def _read(document: bytes) -> JsonObject | None:
    try:
        return read_object(document, LIMITS)
    except Judged:
        return None
