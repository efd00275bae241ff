"""Finds a signed token (a compact JWS, RFC 7515) in a text, whole or wrapped over lines."""

import base64
import binascii
import json
import re

from contexts import JsonObject

_PART = r"[A-Za-z0-9_-]"
_TOKEN = re.compile(
    rf"(?<![A-Za-z0-9_.-])eyJ{_PART}++\.{_PART}++\.{_PART}++(?:~[A-Za-z0-9_.~-]*+)?"
)
_WRAPPED = re.compile(r"[A-Za-z0-9_.~\s-]+")
_TOKEN_LINE = re.compile(r"[A-Za-z0-9_.~-]+")
_BEGINNING = re.compile(r"(?:^|[^A-Za-z0-9_.-])(eyJ[A-Za-z0-9_.-]*)$")
_DOTS = 2
_MOST_LINES = 20_000
_MOST_BEGINNINGS = 4


def is_token(text: str) -> bool:
    """Tell whether the text is one token, by its form and a header that names an algorithm."""
    found = _TOKEN.fullmatch(text)
    return found is not None and _has_header(text)


def whole_tokens(text: str) -> list[str]:
    """Give every different token that stands in the text in one piece."""
    found = dict.fromkeys(match.group() for match in _TOKEN.finditer(text))
    return [token.rstrip(".") for token in found if _has_header(token)]


def unwrapped_token(text: str) -> str | None:
    """Join a text that is nothing but one token with blanks and line breaks in it."""
    if not _WRAPPED.fullmatch(text):
        return None
    joined = "".join(text.split())
    return joined if is_token(joined) else None


def wrapped_tokens(text: str) -> list[str]:
    """Join tokens that are wrapped over lines between other text.

    All lines of a wrapped token are of one length, but for the last: so the first shorter line ends
    it, and a word standing alone below is not taken for a part of the signature.
    """
    lines = [line.strip() for line in text.splitlines()[:_MOST_LINES]]
    beginnings = [(place, found) for place, line in enumerate(lines) if (found := _begun(line))]
    joined = [
        found + "".join(_continuation(lines, place + 1))
        for place, found in beginnings[:_MOST_BEGINNINGS]
    ]
    return [token for token in dict.fromkeys(joined) if is_token(token)]


def looks_cut_off(text: str) -> bool:
    """Tell whether the text is the beginning of a token.

    A token without signature (RFC 7515, A.5) ends in a dot and is whole: the verifier refuses it.
    """
    joined = "".join(text.split())
    header = _header(joined)
    if not joined.startswith("eyJ") or header is None or joined.count(".") > _DOTS:
        return False
    unsigned = str(header["alg"]).lower() == "none" and joined.count(".") == _DOTS
    return not (unsigned and joined.endswith("."))


def _begun(line: str) -> str | None:
    found = _BEGINNING.search(line)
    return found.group(1) if found else None


def _continuation(lines: list[str], place: int) -> list[str]:
    taken: list[str] = []
    for line in lines[place:]:
        if not _TOKEN_LINE.fullmatch(line):
            break
        taken.append(line)
        if len(line) < len(taken[0]):
            break
    return taken


def _has_header(token: str) -> bool:
    return _header(token) is not None


def _header(token: str) -> JsonObject | None:
    """Read the header as far as it names an algorithm; the verifier reads it strictly."""
    part = token.partition(".")[0]
    try:
        header = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except (binascii.Error, ValueError, RecursionError):
        return None
    return header if isinstance(header, dict) and "alg" in header else None
