"""JSON-LD -> RDF dataset through PyLD, with the one set of options it may ever have."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from pyld.context_resolver import ContextResolver
from pyld.jsonld import JsonLdProcessor

from contexts.context_memo import ContextMemo
from contexts.errors import DataLoss
from contexts.json_types import JsonObject
from contexts.lossless import check_expanded

Dataset = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ContextSource:
    """The contexts a document may name, and where their documents come from."""

    urls: frozenset[str]
    load: Callable[[str], JsonObject]
    """Must give a fresh copy each time: PyLD changes what it is given."""
    memo: ContextMemo = field(default_factory=ContextMemo)


def to_dataset(document: JsonObject, source: ContextSource) -> Dataset:
    """Expand the document, refuse any loss, and return the RDF dataset in PyLD's form.

    The document has passed `guard.admit`. Raises `DataLoss`, `TooMuchWork` and whatever PyLD
    raises, which `canonical` turns into `NotJsonLd`.
    """
    dataset: Dataset = _LosslessProcessor(source.memo).to_rdf(document, _options(source))
    return dataset


def _options(source: ContextSource) -> dict[str, Any]:
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

    def __init__(self, memo: ContextMemo) -> None:
        super().__init__(on_property_dropped=_refuse_undefined)
        self._memo = memo

    def expand(self, input_: JsonObject, options: dict[str, Any]) -> Any:
        expanded = super().expand(input_, options)
        check_expanded(expanded)
        return expanded

    def _process_context(  # noqa: PLR0913 - the signature is PyLD's
        self,
        active_ctx: Any,
        local_ctx: Any,
        options: dict[str, Any],
        override_protected: bool = False,  # noqa: FBT001, FBT002
        propagate: bool = True,  # noqa: FBT001, FBT002
        validate_scoped: bool = True,  # noqa: FBT001, FBT002
        cycles: Any = None,
    ) -> Any:
        def process() -> Any:
            return JsonLdProcessor._process_context(  # noqa: SLF001 - no public way in
                self,
                active_ctx,
                local_ctx,
                options,
                override_protected,
                propagate,
                validate_scoped,
                cycles,
            )

        self._memo.own_initial(self._get_initial_context(options))
        flags = (override_protected, propagate, validate_scoped)
        return self._memo.recall(active_ctx, local_ctx, flags, process)


def _refuse_undefined(term: str | None) -> None:
    """PyLD calls this for each member whose name no context defines, then drops the member."""
    raise DataLoss(term or "@", "no context of the document defines this term.")
