"""Verification in a worker, with the trusted lists that are kept: each worker reads them once."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from verifier import Limits, PresentationRequest, Report, Resources, TrustPolicy, verify
from verifier.securing.jades import TRUST_NOBODY, SealTrust
from verifier.securing.pki.trusted_list_file import MalformedTrustedLists, lists_from_json
from verifier.securing.pki.trusted_lists import TrustedLists

_IN_EVERY_SEAL = b'"signatures"'


@dataclass(frozen=True, slots=True)
class ListsReference:
    """Where the lists are and what they must be: small enough to go along with every request."""

    path: Path
    sha256: str


def verify_by_lists(  # noqa: PLR0913  # the whole of what a verdict rests on
    secured: bytes,
    resources: Resources,
    *,
    now: datetime,
    policy: TrustPolicy,
    limits: Limits,
    request: PresentationRequest,
    lists: ListsReference | None,
) -> Report:
    """Call `verify` with the lists; they are read only where there may be a seal.

    Lists that cannot be read are not at hand: the report says that they were not looked at.
    """
    trust = TRUST_NOBODY
    if lists is not None and _IN_EVERY_SEAL in secured:
        trust = SealTrust(trusted_lists=_lists(lists))
    return verify(
        secured,
        resources,
        now=now,
        policy=policy,
        limits=limits,
        request=request,
        seal_trust=trust,
    )


@lru_cache(maxsize=1)
def _lists(reference: ListsReference) -> TrustedLists | None:
    try:
        data = reference.path.read_bytes()
        if hashlib.sha256(data).hexdigest() != reference.sha256:
            return None
        return lists_from_json(json.loads(data))
    except (OSError, MalformedTrustedLists, ValueError):
        return None
