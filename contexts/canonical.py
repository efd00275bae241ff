"""The one JSON-LD operation: a document to its canonical N-Quads, losslessly or not at all."""

from contexts.engine import Engine, engine_in_use
from contexts.full_path import canonical_in_full, lossless_dataset
from contexts.json_types import JsonObject
from contexts.rdfc10 import HashName
from contexts.shapes.outlines import Fitting
from contexts.shapes.shape_cache import ShapeCache

_SHAPES = ShapeCache()


def canonicalize(
    document: JsonObject,
    *,
    hash_name: HashName = "sha256",
    work_factor: int = 1,
    sandbox: bool = False,
) -> str:
    """Return the canonical N-Quads (RDFC-1.0) of a JSON-LD document.

    Give the unsecured document and the proof options separately. `hash_name` is "sha384" for
    P-384 (vc-di-ecdsa, 3.2). Raise `work_factor` only to run the W3C tests: other software
    refuses beyond 1. `sandbox` admits what the published tests need: contexts that define every
    term, inline contexts, text direction. The document is not changed.
    Raises `UnknownContext`, `DataLoss`, `TooMuchWork`, `NotJsonLd`.
    """
    if _fits_shapes(work_factor, sandbox=sandbox):
        return _SHAPES.canonical(document, hash_name).decode()
    return canonical_in_full(
        document, hash_name=hash_name, work_factor=work_factor, sandbox=sandbox
    )


def canonical_bytes(
    document: JsonObject, *, hash_name: HashName = "sha256", sandbox: bool = False
) -> bytes:
    """Return what `canonicalize` returns in UTF-8, as it is hashed; raises what that raises."""
    if _fits_shapes(1, sandbox=sandbox):
        return _SHAPES.canonical(document, hash_name)
    return canonical_in_full(document, hash_name=hash_name, sandbox=sandbox).encode()


def check_lossless(document: JsonObject, *, sandbox: bool = False) -> None:
    """Refuse a document of which canonicalization would lose or change anything.

    `canonicalize` always does so itself. Raises what `canonicalize` raises.
    """
    if _fits_shapes(1, sandbox=sandbox):
        _SHAPES.check_lossless(document)
    else:
        lossless_dataset(document, sandbox=sandbox)


def recognised(data: bytes) -> Fitting | None:
    """Return what a document, given as JSON in UTF-8, has in common with many that came by.

    It is equal to those that fit the same outline in everything but the texts in its gaps. None
    for most documents, and for what is no JSON text; raises UnicodeDecodeError for what is no
    UTF-8.
    """
    return _SHAPES.recognised(data) if _fits_shapes(1, sandbox=False) else None


def _fits_shapes(work_factor: int, *, sandbox: bool) -> bool:
    return work_factor == 1 and not sandbox and engine_in_use() is Engine.COMPILED
