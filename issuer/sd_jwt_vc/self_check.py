"""Verify our own SD-JWT VCs before they leave the house."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from issuer.json_bytes import json_bytes
from issuer.model.organisation import Profile, SigningKey
from issuer.sd_jwt_vc.identifier import https_issuer, metadata_url
from issuer.sd_jwt_vc.issuer_metadata import issuer_metadata
from issuer.self_check import require_good
from verifier import AllowedIssuers, Fetched, verify


def check_copy(
    body: bytes,
    list_url: str,
    issuer: tuple[Profile, Sequence[SigningKey]],
    *,
    now: datetime,
) -> None:
    """Raise SelfCheckFailed unless our verifier passes the copy.

    It is handed the issuer's keys as they will be served. The status may stay open, for exactly the
    list at `list_url`: its bits are the database's (`issuer.self_check`).
    """
    profile, keys = issuer
    name = https_issuer(profile)
    url = metadata_url(name)
    published = Fetched(url, "application/json", json_bytes(issuer_metadata(profile, keys)), now)
    policy = AllowedIssuers({name: profile.slug}, source="own profile")
    report = verify(body, {url: published}, now=now, policy=policy)
    require_good(report, {list_url}, "dc+sd-jwt")
