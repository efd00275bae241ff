"""JSON-LD -> RDF dataset through PyLD, with the one set of options it may ever have."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pyld.context_resolver import ContextResolver
from pyld.jsonld import JsonLdProcessor

from contexts.context_memo import ContextMemo, PyldContext
from contexts.errors import DataLoss
from contexts.json_literals import write_json_schemas
from contexts.json_types import JsonObject, JsonValue
from contexts.lossless import Expanded, check_expanded
from contexts.rdfc10 import Dataset

Options = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ContextSource:
    """The contexts a document may name, and where their documents come from."""

    urls: frozenset[str]
    load: Callable[[str], JsonObject]
    """Must give a fresh copy each time: PyLD changes what it is given."""
    memo: ContextMemo | None = None
    """What is remembered of contexts between documents; without it nothing is."""
    directions: bool = False
    """Whether text direction is kept, as a datatype (JSON-LD 1.1 API, 8.4); else it is refused."""


def to_dataset(document: JsonObject, source: ContextSource) -> Dataset:
    """Expand the document, refuse any loss, and return the RDF dataset in PyLD's form.

    The document has passed `guard.admit`. Raises `DataLoss`, `TooMuchWork` and whatever PyLD
    raises, which `canonical` turns into `NotJsonLd`.
    """
    dataset: Dataset = _LosslessProcessor(source).to_rdf(document, _options(source))
    return dataset


def _options(source: ContextSource) -> Options:
    def load(url: str, _options: object) -> dict[str, Any]:
        return {"contextUrl": None, "documentUrl": url, "document": source.load(url)}

    return {
        # None, not "": PyLD would resolve against http://example.org/base/ and sign that.
        "base": None,
        "processingMode": "json-ld-1.1",
        "rdfDirection": "i18n-datatype",
        "documentLoader": load,
        # A resolver and cache of our own: PyLD's are shared by the process and not thread-safe.
        "contextResolver": ContextResolver({}, load),
    }


class _LosslessProcessor(JsonLdProcessor):  # type: ignore[misc] # PyLD is untyped
    """PyLD, with the safe mode it lacks and a memory for the contexts it processes."""

    def __init__(self, source: ContextSource) -> None:
        super().__init__(on_property_dropped=_refuse_undefined)
        self._memo = source.memo
        self._directions = source.directions

    def expand(self, input_: JsonObject, options: Options) -> list[Expanded]:
        expanded: list[Expanded] = super().expand(input_, options)
        write_json_schemas(expanded)
        check_expanded(expanded, directions=self._directions)
        return expanded

    def _process_context(
        self,
        active_ctx: PyldContext,
        local_ctx: PyldContext,
        options: Options,
        **flags: JsonValue,
    ) -> PyldContext:
        def process() -> PyldContext:
            return JsonLdProcessor._process_context(  # noqa: SLF001 - PyLD has no public way in
                self, active_ctx, local_ctx, options, **flags
            )

        # With cycles PyLD only validates; the active context is still in the making.
        if self._memo is None or "cycles" in flags:
            return process()
        self._memo.own_initial(self._get_initial_context(options))
        key = (
            flags.get("override_protected", False),
            flags.get("propagate", True),
            flags.get("validate_scoped", True),
        )
        return self._memo.recall(active_ctx, local_ctx, key, process)


def _refuse_undefined(term: str | None) -> None:
    """Stop where PyLD would drop a member because no context defines its name."""
    raise DataLoss(term or "@", "no context of the document defines this term.")
