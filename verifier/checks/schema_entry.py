"""Read an entry of credentialSchema (VCDM 2.0, section 4.11): which schema, of which kind."""

from dataclasses import dataclass

from contexts import DRAFT_2019_09, JsonValue
from verifier.data_model import as_list
from verifier.integrity import stated_digests
from verifier.judgement import failed, shown, undecided

_IN_A_CREDENTIAL = "JsonSchemaCredential"
_DEFAULTS = {
    "JsonSchema": None,
    _IN_A_CREDENTIAL: None,
    "1EdTechJsonSchemaValidator2019": DRAFT_2019_09,
}
"""By the kind of schema: the edition of JSON Schema where the schema itself names none."""


@dataclass(frozen=True, slots=True)
class SchemaEntry:
    """One schema that a credential names."""

    url: str
    in_a_credential: bool
    """At that address there is no bare schema, but a credential about one."""
    default: str | None
    """The edition of JSON Schema where the schema names none."""
    digests: tuple[tuple[str, bytes], ...]
    """The algorithms and digests that the credential states for what is there."""


def read_schema_entry(entry: JsonValue) -> SchemaEntry:
    """Read an entry; raise Judged for a malformed one or an unknown kind of schema."""
    if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
        raise failed("SCHEMA_MALFORMED", "An entry of credentialSchema has no id.")
    kinds = [kind for kind in as_list(entry.get("type")) if isinstance(kind, str)]
    known = [kind for kind in kinds if kind in _DEFAULTS]
    if not known:
        kind = shown(", ".join(kinds), 60)
        raise undecided(
            "SCHEMA_TYPE_UNKNOWN",
            f"Schemas of the type {kind or '(none)'} are not read here, so it was not applied.",
            type=kind,
        )
    digests = tuple(stated_digests(entry, "SCHEMA_MALFORMED"))
    return SchemaEntry(entry["id"], _IN_A_CREDENTIAL in kinds, _DEFAULTS[known[0]], digests)
