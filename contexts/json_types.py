"""The two names every layer uses for parsed JSON."""

from typing import Any

JsonValue = Any
"""Whatever `json.loads` may return: its real type is recursive and helps nobody at a call."""

JsonObject = dict[str, Any]
"""A JSON object: member names to values."""
