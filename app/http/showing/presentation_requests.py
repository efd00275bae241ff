"""What the OpenAPI document says of requests to wallets."""

from typing import Any

from app.http.openapi import public_refusals
from app.http.verify_answers import PDF, TOKEN

MADE: dict[int | str, dict[str, Any]] = {
    201: {"description": "Made. It waits for a wallet's answer until `expires_at`."},
    **public_refusals(400, 413, 415, 422),
}
REPORT: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The report. Its certificate is at `/.well-known/report-keys.json`.",
        "content": {
            PDF: {"schema": {"type": "string", "format": "binary"}},
            TOKEN: {"schema": {"type": "string"}},
            "application/json": {"schema": {"type": "object"}},
        },
    },
    **public_refusals(404, 422, 503),
}
STATE: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "`state` is waiting, answered, declined (`error` says why) or expired. "
        "`answer.result` compares the answer with the question and is never better than the "
        "verdict in `answer.report`: a wallet is not trusted to have kept to the question."
    },
    **public_refusals(404),
}
