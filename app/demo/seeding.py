"""Seed the demonstration, or find it again, and keep var/demo.json right."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.demo.certificates import give_certificates
from app.demo.facts import (
    FILE_NAME,
    at_base_url,
    facts_of,
    read_facts,
    with_files,
    write_facts,
)
from app.demo.found_again import find_again
from app.demo.learners_part import with_learners_part
from app.demo.seals import give_seals
from app.demo.story import tell
from app.demo.wallets_part import with_wallets_part
from app.founding import is_empty
from app.services import Services
from issuer.errors import NotFound


def seed(services: Services) -> Path | None:
    """Make sure there is a demonstration with its file; None if the data here are of another kind.

    An empty database is seeded. A lost file is written anew, with new keys.
    """
    path = services.settings.var_dir / FILE_NAME
    known = None if is_empty(services) else read_facts(path)
    try:
        facts = _facts(services, known)
    except NotFound:
        return None
    give_certificates(services)
    facts = with_wallets_part(services, with_learners_part(services, facts))
    if facts != known:
        write_facts(path, facts)
    return path


def _facts(services: Services, known: dict[str, Any] | None) -> dict[str, Any]:
    """Tell the story, or go on from what is known of it. Raises NotFound."""
    base_url = services.settings.public_url
    if is_empty(services):
        return facts_of(tell(services), base_url)
    if known is None:
        known = facts_of(find_again(services), base_url)
    give_seals(services)
    return with_files(at_base_url(known, base_url))
