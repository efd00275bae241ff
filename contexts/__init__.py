"""The vocabulary: bundled, hashed, offline."""

from contexts.canonical import canonicalize, check_lossless
from contexts.catalogue import context_document, context_urls, known_digest
from contexts.errors import (
    ContextsError,
    DataLoss,
    NotInteroperableJson,
    NotJsonLd,
    TooMuchWork,
    UnknownContext,
    UnknownSchema,
    UnknownVocabulary,
)
from contexts.jcs import canonical_json
from contexts.json_types import JsonObject, JsonValue
from contexts.learning_model import Model, Property, learning_model, profile_model
from contexts.manifest import Digest
from contexts.rdfc10 import HashName
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
    "Concept",
    "ContextsError",
    "DataLoss",
    "Digest",
    "HashName",
    "JsonObject",
    "JsonValue",
    "Model",
    "NotInteroperableJson",
    "NotJsonLd",
    "Property",
    "SchemaError",
    "SelectableDocument",
    "SokLevel",
    "TooMuchWork",
    "UnknownContext",
    "UnknownSchema",
    "UnknownVocabulary",
    "canonical_json",
    "canonicalize",
    "check_lossless",
    "context_document",
    "context_urls",
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
