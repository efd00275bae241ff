"""Who issues SD-JWT VCs: the profile by its https address, since a DID is no `iss` of that draft.

The address is the place of the profile's did:web document, so both stand and fall with the same
domain, and neither says more than the other.
"""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit

from issuer.model.organisation import Profile
from verifier.identifiers import did_web_url

WELL_KNOWN = "/.well-known/jwt-vc-issuer"


def https_issuer(profile: Profile) -> str:
    """Give the `iss` of a profile, as in https://issuer.example/profiles/school."""
    return https_issuer_of(profile.did)


def https_issuer_of(did: str) -> str:
    """Give the https address of a did:web."""
    return did_web_url(did).removesuffix("/did.json")


def metadata_url(issuer: str) -> str:
    """Give where an issuer's keys stand: between host and path (SD-JWT VC, section 4)."""
    scheme, host, path, *_ = urlsplit(issuer)
    return urlunsplit((scheme, host, f"{WELL_KNOWN}{path}", "", ""))
