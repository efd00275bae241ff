"""What can go wrong in this layer: a code, and a sentence that says what to do."""

_LONGEST_NAME = 120


class ContextsError(Exception):
    """The root of every error this layer raises."""

    code = "CONTEXTS_ERROR"

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class UnknownContext(ContextsError):
    """A document names a JSON-LD context that is not bundled; nothing is ever fetched."""

    code = "UNKNOWN_CONTEXT"

    def __init__(self, url: str) -> None:
        self.url = _shortened(url)
        super().__init__(
            f"The context {self.url} is not one of the bundled contexts. "
            "Use a bundled context, or bundle this one after reviewing it."
        )


class UnknownSchema(ContextsError):
    """A JSON Schema is named that is not bundled; nothing is ever fetched."""

    code = "UNKNOWN_SCHEMA"

    def __init__(self, url: str) -> None:
        self.url = _shortened(url)
        super().__init__(
            f"The schema {self.url} is not one of the bundled schemas, so it was not checked."
        )


class SchemaNotApplied(ContextsError):
    """A schema that was handed over says nothing about a document, for it cannot be applied."""

    code = "SCHEMA_NOT_APPLIED"

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(f"The schema was not applied: {why}.")


class NotASchema(SchemaNotApplied):
    """What was handed over is no JSON Schema, or a malformed one."""

    code = "NOT_A_SCHEMA"


class UnknownDialect(SchemaNotApplied):
    """The schema is written in an edition of JSON Schema that is not read here, or in none."""

    code = "UNKNOWN_DIALECT"


class SchemaRefersElsewhere(SchemaNotApplied):
    """The schema builds on another one that is not bundled; nothing is ever fetched for it."""

    code = "SCHEMA_REFERS_ELSEWHERE"


class SchemaTooComplex(SchemaNotApplied):
    """The schema would cost more work than an honest one ever does."""

    code = "SCHEMA_TOO_COMPLEX"


class UnknownVocabulary(ContextsError):
    """A controlled vocabulary is asked for that is not bundled."""

    code = "UNKNOWN_VOCABULARY"

    def __init__(self, name: str) -> None:
        self.name = _shortened(name)
        super().__init__(f"There is no bundled vocabulary named {self.name}.")


class DataLoss(ContextsError):
    """Something in the document would not be covered by the proof, or be read differently."""

    code = "DATA_LOSS"

    def __init__(self, term: str, why: str) -> None:
        self.term = _shortened(term)
        """The member name, type or keyword at fault, as the document spells it."""
        self.why = why
        super().__init__(f"The proof can not cover {self.term!r}: {why}")


class TooMuchWork(ContextsError):
    """The document would cost more work than an honest one ever does."""

    code = "TOO_MUCH_WORK"

    def __init__(self, why: str) -> None:
        super().__init__(f"The document is too costly to canonicalize: {why}")


class NotJsonLd(ContextsError):
    """The document breaks the rules of JSON-LD, so it has no canonical form."""

    code = "NOT_JSON_LD"

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"The document is not well-formed JSON-LD: {reason}")


class NotInteroperableJson(ContextsError):
    """The JSON has what programs read differently, so it has no one canonical spelling."""

    code = "NOT_INTEROPERABLE_JSON"

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(f"The JSON can not be written canonically: {why}")


def _shortened(text: str) -> str:
    """Keep a stranger's text from filling a log or a page."""
    return text if len(text) <= _LONGEST_NAME else text[:_LONGEST_NAME] + "…"
