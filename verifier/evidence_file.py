"""An evidence pack as a file: to bytes, and strictly back.

One JSON object of the type `application/vnd.dokazilo.evidence+json`. Bytes are in base64, times in
ISO 8601 with their offset. `digest` is the SHA-256 of the object without `digest` and `seal`, in
canonical JSON (RFC 8785); each body has its digest beside it too, so that damage can be located.
"""

import base64
import dataclasses
import hashlib
import json
from datetime import datetime, timedelta
from typing import NoReturn

from contexts import JsonObject, canonical_json
from verifier.evidence import MEDIA_TYPE, VERSION, EvidencePack, RecordedPolicy, Stated
from verifier.limits import Limits
from verifier.resources import Fetched, Resource
from verifier.securing.pki.trusted_list_file import lists_json
from verifier.trust import TrustJudgement

PACK_BYTES = 64 * 1024 * 1024
"""A credential and a dozen of the largest documents, in base64."""

_UNSIGNED = ("digest", "seal")
_YEARS = (1970, 9000)
"""So that no sum with a time in a pack is out of range."""


class EvidenceRefused(Exception):
    """Say why a file cannot be taken for an evidence pack."""

    def __init__(self, code: str, detail: str, **params: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        """EVIDENCE_MALFORMED, EVIDENCE_ALTERED or EVIDENCE_NEWER."""
        self.detail = detail
        self.params = params


def refuse(detail: str, code: str = "EVIDENCE_MALFORMED", **params: str) -> NoReturn:
    """Raise EvidenceRefused."""
    raise EvidenceRefused(code, detail, **params)


def is_evidence(data: bytes) -> bool:
    """Tell an evidence pack, good or not, from a credential: that one always has a @context."""
    return MEDIA_TYPE.encode() in data and b'"@context"' not in data


def to_bytes(pack: EvidencePack) -> bytes:
    """Write a pack as a file."""
    return json.dumps(to_json(pack), ensure_ascii=False, indent=1).encode()


def to_json(pack: EvidencePack) -> JsonObject:
    """Write a pack as JSON."""
    content = _content(pack)
    return {**content, "digest": content_digest(content), "seal": pack.seal}


def digest_of(pack: EvidencePack) -> str:
    """Name a pack by what is in it, as `sha256:<hex>`; for seals and timestamps."""
    return content_digest(_content(pack))


def content_digest(content: JsonObject) -> str:
    """Give the digest of a pack's JSON, with or without the members that are not covered."""
    covered = {name: value for name, value in content.items() if name not in _UNSIGNED}
    return digest(canonical_json(covered).encode())


def digest(data: bytes) -> str:
    """Name bytes by their SHA-256, as `sha256:<hex>`."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


def _content(pack: EvidencePack) -> JsonObject:
    return {
        "media_type": MEDIA_TYPE,
        "version": VERSION,
        "now": pack.now.isoformat(),
        "report": _stated(pack.stated),
        "secured": {"digest": digest(pack.secured), "body": _base64(pack.secured)},
        "resources": [_resource(one) for one in pack.resources.values()],
        "policy": _policy(pack.policy),
        "limits": _limits(pack.limits),
        "request": dataclasses.asdict(pack.request),
        "software": {"release": pack.release, "contexts": pack.contexts},
    }


def _stated(stated: Stated) -> JsonObject:
    return {
        "outcome": stated.outcome,
        "findings": [dataclasses.asdict(finding) for finding in stated.findings],
    }


def _resource(resource: Resource) -> JsonObject:
    if not isinstance(resource, Fetched):
        tried_at = resource.tried_at.isoformat()
        missed = {"url": resource.url, "unavailable": resource.reason, "tried_at": tried_at}
        return {**missed, "absent": True} if resource.absent else missed
    return {
        "url": resource.url,
        "media_type": resource.media_type,
        "fetched_at": resource.fetched_at.isoformat(),
        "digest": resource.digest,
        "body": _base64(resource.body),
    }


def _policy(policy: RecordedPolicy) -> JsonObject:
    judgements = [_judgement(issuer, one) for issuer, one in policy.judgements.items()]
    recorded: JsonObject = {
        "name": policy.name,
        "version": policy.version,
        "judgements": judgements,
    }
    if policy.sources:
        recorded["authorities"] = [
            {
                "name": one.name,
                "certificates": [_base64(der) for der in one.certificates],
                **({"demo": True} if one.demo else {}),
            }
            for one in policy.sources
        ]
    if policy.lists is not None:
        recorded["trusted_lists"] = lists_json(policy.lists)
    return recorded


def _judgement(issuer: str, judgement: TrustJudgement) -> JsonObject:
    return {
        "issuer": issuer,
        **dataclasses.asdict(judgement),
        "status_delegates": sorted(judgement.status_delegates),
        "entry": dict(judgement.entry),
        "not_consulted": [dataclasses.asdict(missed) for missed in judgement.not_consulted],
    }


def _limits(limits: Limits) -> JsonObject:
    return {
        name: value.total_seconds() if isinstance(value, timedelta) else value
        for name, value in dataclasses.asdict(limits).items()
    }


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def moment(value: str) -> datetime:
    """Read a time that says where it is; raise EvidenceRefused."""
    try:
        read = datetime.fromisoformat(value)
    except ValueError:
        refuse("A time in the pack is none.")
    if read.tzinfo is None:
        refuse("A time in the pack has no offset.")
    if not _YEARS[0] <= read.year <= _YEARS[1]:
        refuse("A time in the pack is of no year that is reckoned with.")
    return read
