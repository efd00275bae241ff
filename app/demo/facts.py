"""var/demo.json: where the demonstration is, and the keys to play with."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from app.demo.story import Told

FILE_NAME = "demo.json"
_ONLY_THE_OWNER = 0o600

_FIRST_ACTIVE = 0
_REVOKED = 1
"""Places in awards.json."""
_FILES = {"edc_url": "jsonld", "pdf_url": "pdf", "png_url": "png", "svg_url": "svg"}
"""What is taken away of the credential, by the ending of its address."""


def facts_of(told: Told, base_url: str) -> dict[str, Any]:
    """Gather what the file says; later work adds members and renames none."""
    active, revoked = told.credentials[_FIRST_ACTIVE], told.credentials[_REVOKED]
    secrets = {place: key.secret for place, key in told.cast.keys.items()}
    return {
        "base_url": base_url,
        "api_keys": {
            "admin": secrets["school", "admin"],
            "author": secrets["school", "author"],
            "reviewer": secrets["review_body", "reviewer"],
            "issuer": secrets["school", "issuer"],
            "operator": secrets["operator", "admin"],
            "second_reviewer": secrets["review_body", "second reviewer"],
            "university_author": secrets["university", "author"],
            "university_issuer": secrets["university", "issuer"],
        },
        "approved_programme_id": told.programmes["3d-printing"],
        "in_review_programme_id": told.programmes["remote-teamwork"],
        "credential_id": active.id,
        "credential_url": f"{base_url}/c/{active.page_token}",
        **_files_of(f"{base_url}/c/{active.page_token}"),
        "revoked_credential_id": revoked.id,
        "revoked_credential_url": f"{base_url}/c/{revoked.page_token}",
        "verify_url": f"{base_url}/verify",
        "register_url": f"{base_url}/register",
    }


def write_facts(path: Path, facts: dict[str, Any]) -> None:
    """Write the file so that only its owner can read it, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.new")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _ONLY_THE_OWNER)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(facts, file, ensure_ascii=False, indent=2)
        file.write("\n")
    draft.replace(path)


def read_facts(path: Path) -> dict[str, Any] | None:
    """Read the file; None when it is not there or not whole."""
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return facts if isinstance(facts, dict) and "api_keys" in facts else None


def at_base_url(facts: dict[str, Any], base_url: str) -> dict[str, Any]:
    """Give the same facts for a service that moved to another address."""
    old = str(facts.get("base_url", ""))
    moved = {
        name: base_url + value.removeprefix(old)
        for name, value in facts.items()
        if name.endswith("_url") and isinstance(value, str) and value.startswith(old)
    }
    return facts | moved | {"base_url": base_url}


def with_files(facts: dict[str, Any]) -> dict[str, Any]:
    """Name the credential's files in a file that is older than they; nothing else changes."""
    if "credential_url" not in facts:
        return facts
    return _files_of(facts["credential_url"]) | facts


def _files_of(page_url: str) -> dict[str, str]:
    return {name: f"{page_url}.{ending}" for name, ending in _FILES.items()}
