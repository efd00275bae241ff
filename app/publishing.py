"""What the world reads of us beside status lists: the keys of a profile."""

from __future__ import annotations

from datetime import timedelta

from app.db import profiles, signing_keys
from app.services import Services
from contexts import JsonObject
from issuer.did_document import did_document
from issuer.sd_jwt_vc.issuer_metadata import issuer_metadata

KEPT_FOR = timedelta(minutes=5)
"""How long a reader may keep a copy: a key that is withdrawn is no longer used after this time."""


def did_document_of(services: Services, slug: str) -> JsonObject:
    """Give the DID document of a profile. Raises NotFound."""
    with services.database.read() as connection:
        profile = profiles.by_slug(connection, slug)
        return did_document(profile, signing_keys.of_profile(connection, profile.id))


def issuer_metadata_of(services: Services, slug: str) -> JsonObject:
    """Give the keys of a profile's SD-JWT VCs and status lists. Raises NotFound."""
    with services.database.read() as connection:
        profile = profiles.by_slug(connection, slug)
        return issuer_metadata(profile, signing_keys.of_profile(connection, profile.id))
