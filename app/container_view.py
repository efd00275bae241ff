"""Where a credential was found, in words: a picture, a PDF, an archive, or one in another."""

from collections.abc import Sequence

from app.sentences import both
from contexts import JsonObject
from issuer.model.text import Text
from verifier.containers import Container


def container_json(containers: Sequence[Container]) -> JsonObject | None:
    """Name the containers from the outermost to the innermost; None for what came bare."""
    if not containers:
        return None
    names = [container.value for container in containers]
    return {"names": names, "sentence": found_in(names)}


def found_in(names: Sequence[str]) -> Text:
    """Say in both languages where the credential was found."""
    places = [both("containers", name) for name in names]
    where = {language: ", ".join(place[language] for place in places) for language in ("sl", "en")}
    return both("other", "container", where=where)
