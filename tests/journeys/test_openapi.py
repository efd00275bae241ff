"""Every operation of the OpenAPI document, called with made-up values: no 500, no surprise."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.app.staging import Stage

EXAMPLES = 20
BASE = "http://localhost:8000"
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
ALL_SCOPES = ("author", "review", "approve", "issue", "revoke", "read", "admin")

schemathesis.serializer.alias("message/rfc822", "text/plain")

bounded = hypothesis_settings(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@schemathesis.serializer("message/rfc822")
def as_message(_context: schemathesis.SerializationContext, value: object) -> bytes:
    """Write a made-up value as the text of a message."""
    return str(value).encode("utf-8", "replace")


@pytest.mark.slow
def test_no_operation_fails_whatever_it_is_sent(stage: Stage) -> None:
    description = stage.service.get("/openapi.json").json()
    key = stage.new_key(*ALL_SCOPES)
    operations = list(schemathesis.openapi.from_dict(description).get_all_operations())
    assert len(operations) > 40
    for operation in operations:
        assert isinstance(operation, Ok), operation
        _call_often(stage, key, operation.ok())


def _call_often(stage: Stage, key: str, operation: Any) -> None:  # noqa: ANN401 - schemathesis'
    @bounded
    @given(case=operation.as_strategy())
    def call(case: Case[Any]) -> None:
        request = _as_httpx(case, key)
        if request is not None:
            response = stage.service.call(**request)
            case.validate_response(response, checks=CHECKS)

    call()


def _as_httpx(case: Case[Any], key: str) -> dict[str, Any] | None:
    """Translate a case; None for what no client can send."""
    try:
        made = requests.Request(**case.as_transport_kwargs(base_url=BASE)).prepare()
        headers = {name: str(value) for name, value in made.headers.items()}
        headers["Authorization"] = f"Bearer {key}"
        httpx.Headers(headers, encoding="ascii")
    except (requests.RequestException, UnicodeError):
        return None
    body = made.body.encode() if isinstance(made.body, str) else made.body
    return {"method": case.method, "path": made.url, "headers": headers, "content": body}
