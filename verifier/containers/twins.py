"""A badge and its European twin in one file: no riddle which is meant, for they are one award.

Our own certificates in PDF carry both. The sealed one is taken, which the certificate is a picture
of; only when each names the other, so that nobody can put a stranger's beside it unnoticed.
"""

from collections.abc import Sequence

from contexts import JsonObject
from verifier.edc.twins import name_each_other
from verifier.json_reading import read_object
from verifier.judgement import Judged
from verifier.limits import LIMITS
from verifier.securing.jades import looks_sealed

_PAIR = 2


def sealed_of_twins(documents: Sequence[bytes]) -> bytes | None:
    """Give the sealed one of two documents that name each other; None for any others."""
    if len(documents) != _PAIR:
        return None
    for sealed, signed in (documents, tuple(reversed(documents))):
        edc, badge = _sealed_content(sealed), _read(signed)
        if edc is not None and badge is not None and name_each_other(badge, edc):
            return sealed
    return None


def _sealed_content(document: bytes) -> JsonObject | None:
    file = _read(document)
    payload = file.get("payload") if file is not None and looks_sealed(file) else None
    return _read(payload.encode()) if isinstance(payload, str) else None


def _read(document: bytes) -> JsonObject | None:
    try:
        return read_object(document, LIMITS)
    except Judged:
        return None
