"""The service description document: what a program reads before it registers (section 6.3)."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib import resources

from app.open_badges_api.scopes import DESCRIPTIONS
from app.open_badges_api.status_info import SCHEMA

_SITE = "{site}"


@lru_cache(maxsize=4)
def service_description(public_url: str) -> bytes:
    """Write the document, as OpenAPI 3.0 in JSON, with the addresses of this service."""
    file = resources.files("app.open_badges_api") / "service_description.json"
    document = json.loads(file.read_text(encoding="utf-8").replace(_SITE, public_url))
    components = document["components"]
    components["schemas"]["Imsx_StatusInfo"] = SCHEMA
    flow = components["securitySchemes"]["OAuth2ACG"]["flows"]["authorizationCode"]
    flow["scopes"] = dict(DESCRIPTIONS)
    return json.dumps(document, ensure_ascii=False).encode()
