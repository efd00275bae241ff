"""Seed the demonstration, or find it again, and keep var/demo.json right."""

from __future__ import annotations

from pathlib import Path

from app.demo.facts import (
    FILE_NAME,
    at_base_url,
    facts_of,
    read_facts,
    with_twin,
    write_facts,
)
from app.demo.found_again import find_again
from app.demo.seals import give_seals
from app.demo.story import tell
from app.founding import is_empty
from app.services import Services
from issuer.errors import NotFound


def seed(services: Services) -> Path | None:
    """Make sure there is a demonstration with its file; None if the data here are of another kind.

    An empty database is seeded. A lost file is written anew, with new keys.
    """
    path = services.settings.var_dir / FILE_NAME
    base_url = services.settings.public_url
    if is_empty(services):
        write_facts(path, facts_of(tell(services), base_url))
        return path
    facts = read_facts(path)
    if facts is not None:
        give_seals(services)
        moved = with_twin(at_base_url(facts, base_url))
        if moved != facts:
            write_facts(path, moved)
        return path
    try:
        write_facts(path, facts_of(find_again(services), base_url))
        give_seals(services)
    except NotFound:
        return None
    return path
