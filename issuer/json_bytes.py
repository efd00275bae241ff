"""JSON as we hand it out."""

from __future__ import annotations

import json

from contexts import JsonObject


def json_bytes(document: JsonObject) -> bytes:
    """Write JSON as UTF-8 without blanks, members in the order they were put."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode()
