"""The full path: JSON-LD expansion, the data-loss check and RDFC-1.0, for every document anew.

It is the reference for everything faster: compiled shapes are made by it and proved against it.
"""

from functools import lru_cache, partial

from pyld.jsonld import JsonLdError

from contexts.catalogue import context_document, context_urls
from contexts.context_memo import ContextMemo
from contexts.engine import Engine, engine_in_use
from contexts.errors import ContextsError, DataLoss, NotJsonLd, TooMuchWork
from contexts.expansion import ContextSource, to_dataset
from contexts.guard import Survey, admit
from contexts.json_types import JsonObject
from contexts.rdfc10 import Dataset, HashName, Rdfc10Options, canonical_nquads

_FAULTS_OF_THE_DOCUMENT = (
    JsonLdError,
    TypeError,
    KeyError,
    ValueError,
    AttributeError,
    IndexError,
)
"""What PyLD raises on malformed input, found by fuzzing. Anything else is a fault of ours."""

_TERMS_OF_NEWER_COPY = frozenset({"endorsementJwt", "jti"})


def canonical_in_full(
    document: JsonObject,
    *,
    hash_name: HashName = "sha256",
    work_factor: int = 1,
    sandbox: bool = False,
) -> str:
    """Return what `canonical.canonicalize` returns, and raise what it raises."""
    survey, dataset = surveyed_dataset(document, sandbox=sandbox)
    options = Rdfc10Options(hash_name, work_factor, survey.order_depends_on_encoding)
    text = canonical_nquads(dataset, options)
    if not text:
        raise DataLoss("@context", "the document says nothing.")
    return text


def lossless_dataset(document: JsonObject, *, sandbox: bool = False) -> Dataset:
    """Give what the document says as statements in PyLD's form; nothing of it is lost.

    Raises what `canonicalize` raises.
    """
    return surveyed_dataset(document, sandbox=sandbox)[1]


def surveyed_dataset(document: JsonObject, *, sandbox: bool = False) -> tuple[Survey, Dataset]:
    """Do the same, and tell what characters the document has."""
    survey = admit(document, context_urls(sandbox=sandbox), sandbox=sandbox)
    memoised = engine_in_use() is not Engine.PLAIN
    source = partial(_source, sandbox=sandbox, memoised=memoised)
    try:
        return survey, _expand(document, source("published"))
    except DataLoss as loss:
        # The OB 3.0.3 context was extended in place; a badge may have been signed with either.
        if loss.term not in _TERMS_OF_NEWER_COPY:
            raise
        return survey, _expand(document, source("newer"))


def _expand(document: JsonObject, source: ContextSource) -> Dataset:
    try:
        return to_dataset(document, source)
    except RecursionError:
        raise TooMuchWork("it is nested too deep.") from None
    except _FAULTS_OF_THE_DOCUMENT as error:
        own = _own_cause(error)
        if own is not None:
            raise own from error
        raise NotJsonLd(_reason(error)) from error


def _own_cause(error: BaseException | None) -> ContextsError | None:
    """Unwrap an error of ours from the JsonLdErrors PyLD packs around it."""
    while error is not None:
        if isinstance(error, ContextsError):
            return error
        error = error.__cause__
    return None


def _reason(error: Exception) -> str:
    """Name the rule that was broken; never PyLD's details, which quote the document."""
    codes = []
    cause: BaseException | None = error
    while isinstance(cause, JsonLdError):
        codes.append(cause.code)
        cause = cause.__cause__
    return next((f"{code}." for code in reversed(codes) if code), "it can not be expanded.")


@lru_cache(maxsize=8)
def _source(edition: str, *, sandbox: bool, memoised: bool) -> ContextSource:
    load = partial(context_document, edition=edition)
    memo = ContextMemo() if memoised else None
    return ContextSource(context_urls(sandbox=sandbox), load, memo, directions=sandbox)
