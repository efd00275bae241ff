"""/docs: from our own host, without inline script; the OpenAPI document is complete."""

from __future__ import annotations

import re
from typing import Any

from app.problem_kinds import PROBLEM_KINDS
from tests.app.staging import Stage


def operations(stage: Stage) -> list[tuple[str, str, dict[str, Any]]]:
    paths = stage.service.get("/openapi.json").json()["paths"]
    return [
        (path, method, operation)
        for path, methods in paths.items()
        for method, operation in methods.items()
    ]


def test_the_page_asks_nothing_of_a_third_party(stage: Stage) -> None:
    page = stage.service.get("/docs")
    assert page.status_code == 200
    addresses = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert len(addresses) >= 4
    for address in addresses:
        assert address.startswith("/"), address
        assert stage.service.get(address).status_code == 200, address
    assert "<script>" not in page.text
    assert "<style" not in page.text
    assert "default-src 'self'" in page.headers["content-security-policy"]


def test_every_operation_is_described(stage: Stage) -> None:
    for path, method, operation in operations(stage):
        named = f"{method} {path}"
        assert operation["summary"], named
        assert operation["description"], named
        assert operation["tags"], named


def test_every_api_operation_names_its_key_and_its_refusals(stage: Stage) -> None:
    for path, method, operation in operations(stage):
        if not path.startswith("/api/v1/"):
            continue
        named = f"{method} {path}"
        assert operation["security"], named
        for status in ("401", "403", "422", "429"):
            content = operation["responses"][status]["content"]
            assert list(content) == ["application/problem+json"], named
        if "requestBody" in operation:
            assert {"400", "413", "415"} <= set(operation["responses"]), named


def test_whatever_creates_can_be_repeated(stage: Stage) -> None:
    creating = [
        (path, operation)
        for path, method, operation in operations(stage)
        if method == "post" and "201" in operation["responses"]
    ]
    assert len(creating) == 9
    for path, operation in creating:
        names = [parameter["name"] for parameter in operation["parameters"]]
        assert "Idempotency-Key" in names, path


def test_the_problem_schema_knows_every_code(stage: Stage) -> None:
    schemas = stage.service.get("/openapi.json").json()["components"]["schemas"]
    assert set(schemas["Problem"]["properties"]["code"]["enum"]) == set(PROBLEM_KINDS)
    assert "HTTPValidationError" not in schemas
