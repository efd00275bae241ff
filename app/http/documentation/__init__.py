"""The API's documentation at /docs: Swagger UI from our own host, without inline script."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from fastapi import APIRouter, FastAPI
from fastapi.responses import FileResponse, HTMLResponse
from starlette.staticfiles import StaticFiles

_HERE = Path(__file__).parent

router = APIRouter(include_in_schema=False)


@router.get("/docs")
def documentation_page() -> HTMLResponse:
    """Show the page; it loads /openapi.json."""
    return HTMLResponse((_HERE / "page.html").read_text(encoding="utf-8"))


@router.get("/docs/start.js")
def start_script() -> FileResponse:
    """Serve the script that starts Swagger UI."""
    return FileResponse(_HERE / "start.js", media_type="text/javascript")


def mount_swagger_ui(app: FastAPI) -> None:
    """Serve Swagger UI's own files; the package `fastapi_swagger` ships them."""
    files = resources.files("fastapi_swagger") / "resources"
    app.mount("/docs/assets", StaticFiles(directory=str(files)), name="swagger-ui")
