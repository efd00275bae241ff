"""What a credential will ask of our own host, found before it asks: one judgement instead of three.

A credential of ours needs our keys, our status list and our register. Where its words lead is only
guessed here, without believing any of them: a document handed over in vain is never looked at, and
what was not foreseen is asked for as ever.
"""

from collections.abc import Iterator
from datetime import datetime

import orjson

from app.own_documents import OwnDocuments
from contexts import JsonObject, JsonValue
from verifier import Fetched, Report, Resource, Resources
from verifier.data_model import as_list, issuer_of, subjects_of
from verifier.identifiers import did_web_url
from verifier.judgement import Judged
from verifier.multibase import base64url_decode

_MOST = 8
"""Documents of ours for one credential: keys, some lists, a programme."""
_MOST_BYTES = 256 * 1024
"""Of what is read here; a credential with a large picture, or a file, is judged in rounds."""
_DID_WEB = "did:web:"


def foresee(secured: bytes, own: OwnDocuments, now: datetime) -> dict[str, Resource]:
    """Give the documents of our own that a credential will probably need, by URL."""
    found: dict[str, Resource] = {}
    for url in _addresses(_content(secured)):
        if len(found) == _MOST:
            break
        if url not in found and own.has(url):
            resource = own.resource(url, now)
            if isinstance(resource, Fetched):
                found[url] = resource
    return found


def consulted(report: Report, resources: Resources, foreseen: Resources) -> Resources:
    """Leave out what was foreseen and never looked at: the verdict does not rest on it."""
    used = {entry.partition(" ")[2] for entry in report.used}
    return {url: each for url, each in resources.items() if url not in foreseen or url in used}


def _content(secured: bytes) -> JsonObject:
    """Read a credential in JSON, or what a token says; nothing where it is neither."""
    if len(secured) > _MOST_BYTES:
        return {}
    text = secured.strip()
    try:
        if not text.startswith(b"{"):
            text = base64url_decode(text.split(b".", 2)[1].decode("ascii"))
        value = orjson.loads(text)
    except (IndexError, ValueError):
        return {}
    if not isinstance(value, dict):
        return {}
    inner = value.get("vc")
    return {**value, **inner} if isinstance(inner, dict) else value


def _addresses(document: JsonObject) -> Iterator[str]:
    """Name what the checks will ask for: see verifier.identifiers, verifier.checks, programme."""
    issuer = issuer_of(document) or document.get("iss")
    if isinstance(issuer, str) and issuer.startswith(_DID_WEB):
        try:
            yield did_web_url(issuer)
        except Judged:
            return
    for status in as_list(document.get("credentialStatus", []))[:_MOST]:
        if isinstance(status, dict):
            yield from _text(status.get("statusListCredential"))
    for subject in subjects_of(document)[:1]:
        achievement = subject.get("achievement") if isinstance(subject, dict) else None
        if isinstance(achievement, dict):
            yield from (f"{programme}.json" for programme in _text(achievement.get("id")))


def _text(value: JsonValue) -> Iterator[str]:
    if isinstance(value, str):
        yield value
