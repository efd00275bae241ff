"""What the OpenAPI document says of a file that is checked in one go, and of templates."""

from typing import Any

from app.batches.table import MOST_COLUMNS, MOST_FILE_BYTES
from app.bulk import csv_file, xlsx_file
from app.http.bulk_answers import NDJSON
from app.http.openapi import api_body_refusals, api_refusals

_BINARY = {"schema": {"type": "string", "format": "binary"}}
_ROW = {
    "kind": "row",
    "row": 3,
    "outcome": "faulty",
    "faults": [
        {
            "code": "NOT_AN_EMAIL",
            "field": "email",
            "column": "E-pošta",
            "sentence": {
                "sl": "E-poštni naslov ni veljaven. Vpišite enega, brez presledkov, "
                "na primer ime@sola.si.",
                "en": "The e-mail address is not valid. Enter a single one, no blanks, "
                "for example name@sola.si.",
            },
        }
    ],
    "same_as_row": None,
    "credential_id": None,
}

BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": (
            f"A file of at most {MOST_FILE_BYTES} bytes and {MOST_COLUMNS} columns: CSV (UTF-8, "
            "UTF-16 or windows-1250; comma, semicolon or tab), a workbook (xlsx, xls, ods), a JSON "
            "array or NDJSON. Headings may be Slovenian or English, in any case; `mapping` goes "
            "before what they say."
        ),
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file", "programme"],
                    "properties": {
                        "file": _BINARY["schema"],
                        "programme": {"type": "string", "format": "uuid"},
                        "version": {
                            "type": "integer",
                            "minimum": 1,
                            "description": "The newest approved, if absent.",
                        },
                        "mapping": {
                            "type": "string",
                            "description": "A JSON object: heading to field, or to null to leave "
                            'the column out; for example {"Kontakt": "email"}.',
                        },
                        "duplicates": {
                            "type": "string",
                            "enum": ["deny", "skip", "replace"],
                            "default": "deny",
                            "description": "Of a learner who is in the file twice, or holds the "
                            "credential already: a fault; leave the row out; let the last row "
                            "stand, and correct what is issued.",
                        },
                        "notify": {
                            "type": "boolean",
                            "description": "Whether we write to the learners by e-mail; as your "
                            "organisation does it, if absent. A dry run writes to nobody.",
                        },
                    },
                }
            }
        },
    }
}
RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "By `Accept` lines of JSON (else), CSV or a workbook. The lines are one of "
        "`kind` start with the `mapping` and the `unknown_columns`, a `row` for each row of the "
        "file (`outcome`: fine, faulty, skipped, replaces), and one of `kind` end with the "
        "`counts`: an answer without it is not whole.",
        "content": {
            NDJSON: {"schema": {"type": "object"}, "example": _ROW},
            csv_file.MEDIA_TYPE: {"schema": {"type": "string"}},
            xlsx_file.MEDIA_TYPE: _BINARY,
        },
    },
    **api_body_refusals(404, 409, 503),
}
TEMPLATE_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The file.",
        "content": {
            xlsx_file.MEDIA_TYPE: _BINARY,
            csv_file.MEDIA_TYPE: {"schema": {"type": "string"}},
        },
    },
    **api_refusals(404, 409),
}
