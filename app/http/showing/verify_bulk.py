"""What the OpenAPI document says of bulk verification."""

from typing import Any

from app.bulk import csv_file, xlsx_file
from app.bulk.items import MOST_ITEMS, MOST_UPLOAD_BYTES
from app.http.bulk_answers import NDJSON
from app.http.openapi import public_refusals

_TEXT = {"sl": "Podpis ustreza.", "en": "The signature fits."}
_ROW = {
    "kind": "row",
    "done": 1,
    "total": 2,
    "position": 1,
    "name": "maja.json",
    "outcome": "passed",
    "verified": True,
    "code": None,
    "sentence": _TEXT,
    "next_step": {"sl": "Ni treba storiti ničesar.", "en": "There is nothing to do."},
    "issuer": {"sl": "Šola", "en": "Šola"},
    "issuer_known": True,
    "achievement": "Osnove obdelave podatkov",
    "learner": "Maja Novak",
    "explanation": None,
    "checked_at": "2026-01-15T09:00:00+00:00",
    "digest": "sha256:…",
}
_BINARY = {"schema": {"type": "string", "format": "binary"}}

BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": (
            f"At most {MOST_ITEMS} items and {MOST_UPLOAD_BYTES} bytes: a ZIP archive of files, a "
            "CSV table or list with addresses (any separator, UTF-8 or windows-1250, with or "
            "without headings), a JSON array of credentials and addresses, or one of them a line "
            "(NDJSON). What it is, its content tells."
        ),
        "content": {
            "application/zip": _BINARY,
            "text/csv": {
                "schema": {"type": "string"},
                "example": "name;url\nMaja;https://school.example/badges/1.json\n",
            },
            "application/json": {
                "schema": {"type": "array", "items": {}},
                "example": ["https://school.example/badges/1.json", {"@context": ["…"]}],
            },
            NDJSON: {"schema": {"type": "string"}},
            "text/plain": {"schema": {"type": "string"}},
            "application/octet-stream": _BINARY,
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "properties": {
                        "file": {"type": "array", "items": _BINARY["schema"]},
                        "list": {"type": "string"},
                    },
                }
            },
        },
    }
}
RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The table, streamed: by `Accept` or `format` lines of JSON, CSV (UTF-8 "
        "with byte order mark; no cell is a formula) or a workbook, which comes at the end. The "
        "lines are one of `kind` start with the `total`, a `row` for each item in its order, and "
        "one of `kind` end with the `counts`: a table without it is not whole.",
        "content": {
            NDJSON: {"schema": {"type": "object"}, "example": _ROW},
            csv_file.MEDIA_TYPE: {"schema": {"type": "string"}},
            xlsx_file.MEDIA_TYPE: _BINARY,
        },
    },
    **public_refusals(400, 413, 415, 422, 503),
}
TABLE_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "The form that stands below a table of verdicts.",
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["table", "format", "language"],
                    "properties": {
                        "table": {"type": "string", "description": "As the page has it."},
                        "format": {"type": "string", "enum": ["csv", "xlsx"]},
                        "language": {"type": "string", "enum": ["sl", "en"]},
                    },
                }
            }
        },
    }
}
TABLE_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The file.",
        "content": {
            csv_file.MEDIA_TYPE: {"schema": {"type": "string"}},
            xlsx_file.MEDIA_TYPE: _BINARY,
        },
    },
    **public_refusals(400, 413, 415),
}
