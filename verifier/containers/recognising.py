"""Tells a credential among a container's files: what is not one is not worth a verdict."""

import re

from contexts import JsonObject
from verifier.json_reading import read_json
from verifier.judgement import Judged

_TOKEN = re.compile(rb"eyJ[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*(?:~[A-Za-z0-9_.~-]*)?")
_MEMBERS = frozenset(
    {"@context", "payload", "signatures", "credential", "verifiableCredential", "jwt"}
)
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def is_credential(data: bytes) -> bool:
    """Tell whether a file could be a credential: a token, or JSON with a context or a wrapper.

    Broken JSON that mentions a context counts too: the verifier says what is wrong with it.
    """
    text = data.removeprefix(_BYTE_ORDER_MARK).strip()
    if _TOKEN.fullmatch(text):
        return True
    if not text.startswith(b"{"):
        return False
    try:
        value = read_json(text)
    except Judged:
        return b'"@context"' in text
    return isinstance(value, dict) and _is_secured(value)


def _is_secured(value: JsonObject) -> bool:
    return not _MEMBERS.isdisjoint(value)
