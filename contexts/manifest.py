"""The list of everything bundled under data/: what it is, whence, under which licence."""

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Digest:
    """The digests of a document as its publisher serves it."""

    sha256: str
    """Lower-case hexadecimal."""
    sha384: str
    """Subresource-integrity form, `sha384-` and base64 (VCDM 2.0, 5.3)."""


@dataclass(frozen=True, slots=True)
class BundledContext:
    """One bundled JSON-LD context."""

    url: str
    file: str
    published: Digest
    edition: str
    """`published`: the document of that URL; `newer`: a later copy found elsewhere."""
    sandbox: bool
    """True where the context defines every term there is, so that nothing can be undefined."""


def data_bytes(file: str) -> bytes:
    """Read one bundled file; `file` is relative to data/."""
    return files("contexts").joinpath("data", file).read_bytes()


@lru_cache(maxsize=1)
def manifest() -> dict[str, Any]:
    """Return data/manifest.json as it stands."""
    content: dict[str, Any] = json.loads(data_bytes("manifest.json"))
    return content


@lru_cache(maxsize=1)
def bundled_contexts() -> tuple[BundledContext, ...]:
    """Return every context entry of the manifest."""
    return tuple(
        BundledContext(
            url=entry["url"],
            file=entry["file"],
            published=Digest(**entry["published"]),
            edition=entry["edition"],
            sandbox=entry["sandbox"],
        )
        for entry in manifest()["contexts"]
    )


@lru_cache(maxsize=1)
def bundled_schemas() -> dict[str, dict[str, Any]]:
    """Return every bundled JSON Schema by its URL. They are shared: do not change them."""
    return {entry["url"]: json.loads(data_bytes(entry["file"])) for entry in manifest()["schemas"]}
