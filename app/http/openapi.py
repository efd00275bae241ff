"""The OpenAPI document: what every operation can refuse, and in which form."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from app.open_badges_api.status_info import SCHEMA as STATUS_INFO_SCHEMA
from app.problem_kinds import PROBLEM_KINDS
from app.problems import PROBLEM_JSON

DESCRIPTION = """
Approved micro-credentials become signed badges (Open Badges 3.0) that anyone can check.

**Key.** Send `Authorization: Bearer dkz_…`. A key belongs to one organisation and has scopes:
`author` writes programmes, `review` judges them, `approve` decides on awards, `issue` issues
credentials, `revoke` changes their status, `read` reads, `admin` manages keys and profiles.
What belongs to another organisation is not found.

**Repeating safely.** Send an `Idempotency-Key` with a POST that creates something. The same key
with the same body gives the same thing again, whatever happened in between; with another body
it is refused.

**Refusals** are problem documents (RFC 9457): `code` is stable, `texts` speak Slovenian and
English, `faults` names each place to correct.
"""

TAGS: list[dict[str, str]] = [
    {"name": "credentials", "description": "Issue, look up, revoke, suspend, reinstate."},
    {"name": "letters", "description": "What was written to learners, and who has not claimed."},
    {"name": "claims", "description": "The link that leads a learner to their own page."},
    {"name": "awards", "description": "A learner's result, before it becomes a credential."},
    {"name": "batches", "description": "Files of results: fill in, check row by row, issue."},
    {"name": "programmes", "description": "Write, submit, judge, approve, retire."},
    {"name": "profiles", "description": "Who issues, and with which keys."},
    {"name": "seals", "description": "With what a profile seals European Digital Credentials."},
    {"name": "API keys", "description": "Who may call."},
    {"name": "organisations", "description": "Tenants; for the operator."},
    {"name": "audit", "description": "Who changed what, when."},
    {"name": "documents", "description": "What anyone may fetch: no key needed."},
    {"name": "verification", "description": "Check any credential: no key needed."},
    {
        "name": "presentation requests",
        "description": "Ask a learner's wallet (OpenID4VP 1.0): no key needed.",
    },
    {
        "name": "VC-API",
        "description": "The verdicts as W3C VCALM asks for them: no key needed.",
    },
    {
        "name": "Open Badges API",
        "description": "A learner's badges for the programs they allow (Open Badges 3.0, 6.2).",
    },
    {
        "name": "wallets",
        "description": "OpenID4VCI 1.0: credentials into learners' wallets.",
    },
    {"name": "wallets", "description": "What wallets ask for: no key needed, the address is one."},
    {"name": "service", "description": "Is it running, is it ready."},
]

_TEXT = {
    "type": "object",
    "properties": {"sl": {"type": "string"}, "en": {"type": "string"}},
    "required": ["sl", "en"],
}

_PROBLEM_SCHEMA: dict[str, Any] = {
    "type": "object",
    "title": "Problem",
    "description": "RFC 9457. Some codes add members of their own, such as `credential_id`.",
    "required": ["type", "title", "status", "detail", "code", "request_id"],
    "properties": {
        "type": {"type": "string", "description": "Opens a page that explains the code."},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string", "enum": sorted(PROBLEM_KINDS)},
        "request_id": {"type": "string"},
        "texts": {"type": "object", "description": "Title and next step, by language."},
        "faults": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["path", "code", "sentence"],
                "properties": {
                    "path": {"type": "string"},
                    "code": {"type": "string"},
                    "sentence": _TEXT,
                },
            },
        },
    },
}

_ANSWERS: dict[int, str] = {
    400: "The body or the request cannot be read.",
    401: "No valid API key.",
    403: "The key lacks the scope, or the step is not yours to take.",
    404: "Nothing of that name is visible to you.",
    406: "Not available in the form asked for.",
    409: "It does not fit the present state, or exists already.",
    410: "It has ended, and does not come back under this address.",
    413: "The request is too large.",
    415: "The body is not JSON.",
    422: "Values are wrong or missing; `faults` names each.",
    429: "Too many requests; `Retry-After` says how long to wait.",
    503: "Not ready at the moment.",
}

Responses = dict[int | str, dict[str, Any]]

_PUBLIC = (429,)
_API = (401, 403, 429)
_WITH_BODY = (400, 413, 415, 422)


def refusals(*statuses: int) -> Responses:
    """Describe problem documents for the `responses` of a route."""
    content = {PROBLEM_JSON: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {status: {"description": _ANSWERS[status], "content": content} for status in statuses}


def api_refusals(*more: int) -> Responses:
    """Describe what an API route without a body refuses."""
    return refusals(*sorted({*_API, 422, *more}))


def api_body_refusals(*more: int) -> Responses:
    """Describe what an API route with a body refuses."""
    return refusals(*sorted({*_API, *_WITH_BODY, *more}))


def public_refusals(*more: int) -> Responses:
    """Describe what a public route refuses."""
    return refusals(*sorted({*_PUBLIC, *more}))


def install_openapi(app: FastAPI) -> None:
    """Let the app describe itself, problem documents included."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _document(app)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]  # FastAPI's documented way to extend it


def _document(app: FastAPI) -> dict[str, Any]:
    document = get_openapi(
        title=app.title,
        version=app.version,
        summary="Approved micro-credentials as badges that anyone can check",
        description=DESCRIPTION,
        routes=app.routes,
        tags=TAGS,
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
    )
    document["components"]["schemas"] |= {
        "Problem": _PROBLEM_SCHEMA,
        "Imsx_StatusInfo": STATUS_INFO_SCHEMA,
    }
    _forget_the_frameworks_own_error(document)
    _show_examples(document)
    return document


def _forget_the_frameworks_own_error(document: dict[str, Any]) -> None:
    """Take out what FastAPI writes into every operation with parameters: we never answer so.

    A malformed id in a path is 404 here; where 422 can come, the route says so itself.
    """
    for name in ("HTTPValidationError", "ValidationError"):
        document["components"]["schemas"].pop(name, None)
    for operations in document["paths"].values():
        for operation in operations.values():
            if "HTTPValidationError" in str(operation["responses"].get("422", "")):
                del operation["responses"]["422"]


_EXAMPLES_OF_ANSWERS = {
    ("/verify", "post"): "report",
    ("/healthz", "get"): "health",
    ("/readyz", "get"): "readiness",
}
"""The answers that no model describes."""


def _show_examples(document: dict[str, Any]) -> None:
    """Give each model its example, taken from answers of the demonstration."""
    file = resources.files("app.http.documentation") / "examples.json"
    examples: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    for name, schema in document["components"]["schemas"].items():
        if name in examples:
            schema["examples"] = [examples[name]]
    for (path, method), name in _EXAMPLES_OF_ANSWERS.items():
        answer = document["paths"][path][method]["responses"]["200"]
        answer["content"]["application/json"]["example"] = examples[name]
