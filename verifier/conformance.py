"""Is an unsigned document a conforming credential? What an issuer has to ask before it signs.

VCDM 2.0, sections 4 and 5; also applied to 1.1, which asks for less. Meaning is not looked at here:
that is for canonicalization.
"""

from datetime import UTC, datetime

from contexts import JsonObject, JsonValue
from verifier.checks.related_resource import check_related_resources
from verifier.checks.status_entry import read_entry
from verifier.checks.status_types import BITSTRING_TYPES
from verifier.checks.validity import check_validity
from verifier.data_model import (
    as_list,
    check_data_model,
    context_list,
    is_absolute_url,
    require_text,
    subjects_of,
    types_of,
)
from verifier.judgement import failed
from verifier.limits import LIMITS, Limits
from verifier.problems import Problem
from verifier.report import Finding, Outcome

TYPED = ("credentialStatus", "credentialSchema", "termsOfUse", "evidence", "refreshService")
"""Members whose objects have to say of what type they are (4.5)."""

_ANY_TIME = datetime(2026, 1, 1, tzinfo=UTC)
"""Whether it is valid today is for who verifies; only the form of the dates is of interest."""
_WRONG_DATES = frozenset({"DATE_MALFORMED", "VALIDITY_REVERSED"})
_LANGUAGE_VALUE = frozenset({"@value", "@language", "@direction"})
_STATEMENTS = ("name", "description")


def check_conformance(document: JsonObject, limits: Limits = LIMITS) -> None:
    """Check everything the data model asks of a credential before it is signed; raise Judged."""
    check_data_model(document)
    _check_context_items(document)
    _check_types(document, "type")
    for subject in subjects_of(document):
        _check_id(subject, "credentialSubject.id")
    for member in TYPED:
        _check_typed(document, member)
    for holder in (document, document["issuer"]):
        _check_language_values(holder)
    for entry in as_list(document.get("credentialStatus", [])):
        if any(kind in BITSTRING_TYPES for kind in types_of(entry)):
            read_entry(entry, limits)
    _raise_first(document)


def _check_context_items(document: JsonObject) -> None:
    if not isinstance(document["@context"], list):
        raise failed("MALFORMED_VALUE", "The @context is not an array.", term="@context")
    for item in context_list(document):
        if not (is_absolute_url(item) or (isinstance(item, dict) and item)):
            raise failed(
                "MALFORMED_VALUE", "A context is neither a URL nor an object.", term="@context"
            )


def _check_types(holder: JsonObject, term: str) -> None:
    types = types_of(holder)
    if not types or not all(isinstance(name, str) and name for name in types):
        raise failed("MALFORMED_VALUE", f"The {term} is missing or not a text.", term=term)


def _check_id(holder: JsonObject, term: str) -> None:
    if "id" in holder and not is_absolute_url(holder["id"]):
        raise failed("MALFORMED_VALUE", f"The {term} is not an absolute URL.", term=term)


def _check_typed(document: JsonObject, member: str) -> None:
    if member not in document:
        return
    items = as_list(document[member])
    if not items or not all(isinstance(item, dict) for item in items):
        raise failed("MALFORMED_VALUE", f"{member} is not one or several objects.", term=member)
    for item in items:
        _check_types(item, f"{member}.type")
        _check_id(item, f"{member}.id")
        if member == "credentialSchema":
            require_text(item.get("id"), "MALFORMED_VALUE", "credentialSchema.id")


def _check_language_values(holder: JsonValue) -> None:
    """Check names and descriptions: texts, or values with language and direction (11.1)."""
    if not isinstance(holder, dict):
        return
    for member in _STATEMENTS:
        for value in as_list(holder.get(member, [])):
            tagged = isinstance(value, dict) and isinstance(value.get("@value"), str)
            if not isinstance(value, str) and not (tagged and set(value) <= _LANGUAGE_VALUE):
                raise failed(
                    "MALFORMED_VALUE",
                    f"A {member} is neither a text nor a text with its language.",
                    term=member,
                )


def _raise_first(document: JsonObject) -> None:
    """Raise the first fault that checks of signed credentials would find, too."""
    dates = [_wrong_date(finding) for finding in check_validity(document, _ANY_TIME)]
    resources = [
        finding.problem
        for finding in check_related_resources(document)
        if finding.outcome is Outcome.FAILED
    ]
    for problem in (*dates, *resources):
        if problem:
            raise failed(problem.code, problem.detail, **problem.params)


def _wrong_date(finding: Finding) -> Problem | None:
    problem = finding.problem
    return problem if problem and problem.code in _WRONG_DATES else None
