"""/docs: from our own host, without inline script; the OpenAPI document is complete."""

from __future__ import annotations

import re
from typing import Any

from jsonschema import Draft202012Validator

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
        if path.startswith("/api/v1/") and method == "post" and "201" in operation["responses"]
    ]
    assert len(creating) == 10
    for path, operation in creating:
        names = [parameter["name"] for parameter in operation["parameters"]]
        assert "Idempotency-Key" in names, path


def test_the_problem_schema_knows_every_code(stage: Stage) -> None:
    schemas = stage.service.get("/openapi.json").json()["components"]["schemas"]
    assert set(schemas["Problem"]["properties"]["code"]["enum"]) == set(PROBLEM_KINDS)
    assert "HTTPValidationError" not in schemas


def test_every_json_body_and_answer_has_an_example_that_fits(stage: Stage) -> None:
    document = stage.service.get("/openapi.json").json()
    schemas = document["components"]["schemas"]
    for path, method, operation in operations(stage):
        for part in (operation.get("requestBody", {}), *_good_answers(operation)):
            content = part.get("content", {}).get("application/json", {})
            name = _model(content.get("schema", {}))
            examples = schemas[name].get("examples", []) if name else []
            named = f"{method} {path} {name}"
            assert examples or "example" in content or not _is_described(content), named
            for example in examples:
                schema = {
                    "$ref": f"#/components/schemas/{name}",
                    "components": {"schemas": schemas},
                }
                Draft202012Validator(schema).validate(example)


def _good_answers(operation: dict[str, Any]) -> list[dict[str, Any]]:
    return [answer for status, answer in operation["responses"].items() if status[0] == "2"]


def _model(schema: dict[str, Any]) -> str | None:
    choices = [schema, *schema.get("anyOf", [])]
    named: list[str] = [each["$ref"].rsplit("/", 1)[-1] for each in choices if "$ref" in each]
    return named[0] if named else None


def _is_described(content: dict[str, Any]) -> bool:
    """Signed documents are described by their standards, not by us."""
    return bool(_model(content.get("schema", {})))
