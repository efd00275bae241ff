"""The vocabulary: bundled, hashed, offline."""

from contexts.canonical import canonicalize, check_lossless
from contexts.catalogue import context_document, context_urls, known_digest
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
from contexts.given_schemas import given_schema_errors
from contexts.jcs import canonical_json
from contexts.json_types import JsonObject, JsonValue
from contexts.learning_model import Model, Property, learning_model, profile_model
from contexts.manifest import Digest
from contexts.rdfc10 import HashName
from contexts.schema_dialects import DRAFT_2019_09
from contexts.schema_work import SchemaWork
from contexts.schemas import SchemaError, schema_errors, schema_urls
from contexts.selectable import SelectableDocument, selectable
from contexts.vocabularies import (
    Concept,
    SokLevel,
    sok_levels,
    vocabulary,
    vocabulary_names,
)

__all__ = [
    "DRAFT_2019_09",
    "Concept",
    "ContextsError",
    "DataLoss",
    "Digest",
    "HashName",
    "JsonObject",
    "JsonValue",
    "Model",
    "NotASchema",
    "NotInteroperableJson",
    "NotJsonLd",
    "Property",
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
    "canonical_json",
    "canonicalize",
    "check_lossless",
    "context_document",
    "context_urls",
    "given_schema_errors",
    "known_digest",
    "learning_model",
    "profile_model",
    "schema_errors",
    "schema_urls",
    "selectable",
    "sok_levels",
    "vocabulary",
    "vocabulary_names",
]
