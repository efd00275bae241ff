"""Refusals of the Open Badges API: `Imsx_StatusInfo` in place of problem documents.

Open Badges Specification 3.0, section 6.2 and the class Imsx_StatusInfo; all words are of its
closed vocabularies.
"""

from __future__ import annotations

from typing import Any

from starlette.responses import JSONResponse

PREFIX = "/ims/ob/v3p0"

_REPORTED_BY = "TargetEndSystem"
"""1EdTech's word for the service itself, where several systems stand in a row."""
_UNREADABLE = 400
_CODE_MINOR = {
    400: "invalid_data",
    401: "unauthorizedrequest",
    403: "forbidden",
    404: "unknown",
    405: "not_allowed",
    406: "not_acceptable",
    413: "invalid_data",
    415: "invalid_data",
    422: "invalid_data",
    429: "server_busy",
    500: "internal_server_error",
    503: "server_busy",
}
_AS_SPECIFIED = {422: _UNREADABLE}
"""The specification knows 400 for every request that is wrong."""
_WRONG_QUERY = "query: "
_CODE_MAJOR = {405: "unsupported"}


def speaks_status_info(path: str) -> bool:
    """Tell whether refusals at a path are worded as 1EdTech wants them."""
    return path == PREFIX or path.startswith(f"{PREFIX}/")


def status_info(status: int, sentence: str, *, wrong_places: tuple[str, ...] = ()) -> JSONResponse:
    """Answer with a refusal; `wrong_places` are paths as in problem documents."""
    in_query = wrong_places and all(place.startswith(_WRONG_QUERY) for place in wrong_places)
    minor = "invalid_query_parameter" if in_query else _CODE_MINOR.get(status, "unknown")
    named = "".join(f" {place}" for place in wrong_places[:5])
    content: dict[str, Any] = {
        "imsx_codeMajor": _CODE_MAJOR.get(status, "failure"),
        "imsx_severity": "error",
        "imsx_description": f"{sentence}{named}",
        "imsx_codeMinor": {
            "imsx_codeMinorField": [
                {"imsx_codeMinorFieldName": _REPORTED_BY, "imsx_codeMinorFieldValue": minor}
            ]
        },
    }
    return JSONResponse(
        content, _AS_SPECIFIED.get(status, status), headers={"Cache-Control": "no-store"}
    )


def _closed(properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


_MINOR = _closed(
    {
        "imsx_codeMinorFieldName": {"type": "string"},
        "imsx_codeMinorFieldValue": {
            "type": "string",
            "enum": [
                *("forbidden", "fullsuccess", "internal_server_error", "invalid_data"),
                *("invalid_query_parameter", "misdirected_request", "not_acceptable"),
                *("not_allowed", "not_modified", "server_busy", "unauthorizedrequest", "unknown"),
            ],
        },
    },
    ["imsx_codeMinorFieldName", "imsx_codeMinorFieldValue"],
)

SCHEMA: dict[str, Any] = _closed(
    {
        "imsx_codeMajor": {
            "type": "string",
            "enum": ["failure", "processing", "success", "unsupported"],
        },
        "imsx_severity": {"type": "string", "enum": ["error", "status", "warning"]},
        "imsx_description": {"type": "string"},
        "imsx_codeMinor": _closed(
            {"imsx_codeMinorField": {"type": "array", "minItems": 1, "items": _MINOR}},
            ["imsx_codeMinorField"],
        ),
    },
    ["imsx_codeMajor", "imsx_severity"],
) | {"title": "Imsx_StatusInfo"}
"""JSON Schema of such a refusal, for OpenAPI."""


def refused(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Describe refusals for the `responses` of a route."""
    reference = {"$ref": "#/components/schemas/Imsx_StatusInfo"}
    content = {"application/json": {"schema": reference}}
    return {status: {"description": "Refused.", "content": content} for status in statuses}
