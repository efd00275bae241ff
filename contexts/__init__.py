"""The vocabulary: bundled, hashed, offline."""

from contexts.canonical import canonical_bytes, canonicalize, check_lossless, recognised
from contexts.catalogue import context_document, context_urls, known_digest
from contexts.engine import Engine, engine_in_use, use_engine
from contexts.errors import (
    ContextsError,
    DataLoss,
    NotASchema,
    NotInteroperableJson,
    NotJsonLd,
    SchemaNotApplied,
    SchemaRefersElsewhere,
    SchemaTooComplex,
    TooMuchWork,
    UnknownContext,
    UnknownDialect,
    UnknownSchema,
    UnknownVocabulary,
)
from contexts.full_path import canonical_in_full
from contexts.given_schemas import given_schema_errors
from contexts.jcs import canonical_json
from contexts.json_types import JsonObject, JsonValue
from contexts.learning_model import Model, Property, learning_model, profile_model
from contexts.manifest import Digest
from contexts.rdfc10 import HashName
from contexts.schema_dialects import DRAFT_2019_09
from contexts.schema_gaps import is_valid_whatever
from contexts.schema_work import SchemaWork
from contexts.schemas import SchemaError, schema_errors, schema_urls
from contexts.selectable import SelectableDocument, selectable
from contexts.shapes.counting import counters
from contexts.shapes.outline import Outline
from contexts.shapes.outlines import Fitting as Recognised
from contexts.shapes.refusals import Fallback, NotCompilable
from contexts.shapes.template import CanonicalTemplate, Place, compile_template
from contexts.vocabularies import (
    Concept,
    SokLevel,
    sok_levels,
    vocabulary,
    vocabulary_names,
)

__all__ = [
    "DRAFT_2019_09",
    "CanonicalTemplate",
    "Concept",
    "ContextsError",
    "DataLoss",
    "Digest",
    "Engine",
    "Fallback",
    "HashName",
    "JsonObject",
    "JsonValue",
    "Model",
    "NotASchema",
    "NotCompilable",
    "NotInteroperableJson",
    "NotJsonLd",
    "Outline",
    "Place",
    "Property",
    "Recognised",
    "SchemaError",
    "SchemaNotApplied",
    "SchemaRefersElsewhere",
    "SchemaTooComplex",
    "SchemaWork",
    "SelectableDocument",
    "SokLevel",
    "TooMuchWork",
    "UnknownContext",
    "UnknownDialect",
    "UnknownSchema",
    "UnknownVocabulary",
    "canonical_bytes",
    "canonical_in_full",
    "canonical_json",
    "canonicalize",
    "check_lossless",
    "compile_template",
    "context_document",
    "context_urls",
    "counters",
    "engine_in_use",
    "given_schema_errors",
    "is_valid_whatever",
    "known_digest",
    "learning_model",
    "profile_model",
    "recognised",
    "schema_errors",
    "schema_urls",
    "selectable",
    "sok_levels",
    "use_engine",
    "vocabulary",
    "vocabulary_names",
]
