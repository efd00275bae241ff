"""What the OpenAPI document says of the upload of a batch."""

from typing import Any

from app.batches.table import MOST_COLUMNS, MOST_FILE_BYTES
from app.bulk import xlsx_file
from app.http.showing.batch_dry_run import BODY as DRY_RUN_BODY

_FORM = DRY_RUN_BODY["requestBody"]["content"]["multipart/form-data"]
_FILE = {"schema": {"type": "string", "format": "binary"}}

BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": (
            f"A file of at most {MOST_COLUMNS} columns: CSV (UTF-8, UTF-16 or windows-1250; comma, "
            "semicolon or tab), a JSON array, NDJSON, or a workbook (xlsx, xls, ods) of at most "
            f"{MOST_FILE_BYTES} bytes. As a form, with the fields before the file; or the file "
            "itself as the body, with the fields in the address."
        ),
        "content": {
            "multipart/form-data": _FORM,
            "text/csv": {"schema": {"type": "string"}},
            xlsx_file.MEDIA_TYPE: _FILE,
            "application/json": {"schema": {"type": "array", "items": {"type": "object"}}},
            "application/x-ndjson": {"schema": {"type": "string"}},
            "application/octet-stream": _FILE,
        },
    }
}
ADDRESS: dict[str, Any] = {
    "parameters": [
        {"name": name, "in": "query", "required": False, "schema": schema}
        for name, schema in _FORM["schema"]["properties"].items()
        if name != "file"
    ]
}
"""The same fields, for a file that is the body itself."""
