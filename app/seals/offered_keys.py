"""Which keys a profile may seal with: the operator lists them, a school only names one.

A key URI names files, libraries and PINs of the server, so a tenant never writes one: it would read
what it must not, or seal with another school's key. The operator's file (SEAL_KEYS_FILE, TOML) says
by the profile's slug which keys are its own:

    [srednja-sola-vrh]
    keys = ["pkcs12:/etc/dokazilo/vrh.p12?pin-source=file:/etc/dokazilo/vrh.pin"]

What stands after the "?" (PIN, library) stays in that file: not in the database, not in an answer.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from app.keys.key_uri import KeyUnusable


def offered_keys(file: Path | None, slug: str) -> Mapping[str, str]:
    """Give the whole key URIs of a profile, by the part before their query. Raises KeyUnusable."""
    if file is None:
        return {}
    listed = _read(file).get(slug, {})
    keys = listed.get("keys", []) if isinstance(listed, dict) else None
    if not isinstance(keys, list) or not all(isinstance(each, str) for each in keys):
        raise KeyUnusable(f'SEAL_KEYS_FILE: [{slug}] needs keys = ["pkcs12:…", "pkcs11:…"].')
    return {without_query(uri): uri for uri in keys}


def whole_key_uri(file: Path | None, slug: str, named: str) -> str:
    """Give the key URI that the operator wrote for what a seal names. Raises KeyUnusable."""
    keys = offered_keys(file, slug)
    if named not in keys:
        raise KeyUnusable(f"SEAL_KEYS_FILE lists no such key for the profile “{slug}” any more.")
    return keys[named]


def without_query(uri: str) -> str:
    """Leave out the part of a key URI that may hold a PIN."""
    return uri.partition("?")[0]


def _read(file: Path) -> Mapping[str, object]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise KeyUnusable(
            f"SEAL_KEYS_FILE cannot be read ({type(error).__name__}): it must be TOML in UTF-8."
        ) from None
