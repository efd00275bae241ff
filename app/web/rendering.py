"""Templates to pages: one environment per language, one way to answer."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from app.web.assets import asset
from app.web.languages import PARAMETER, Language, language_of, languages_of

VARIES = "Accept-Language, Cookie"

_PRIVATE = (
    "/c/",
    "/claim",
    "/erasure/",
    "/guardian/",
    "/interactions/",
    "/present/",
    "/s/",
    "/verify/asked/",
)


def render(
    request: Request,
    template: str,
    *,
    status_code: int = 200,
    headers: Mapping[str, str] | None = None,
    **context: Any,  # noqa: ANN401 - a template takes whatever its page shows
) -> HTMLResponse:
    """Answer with a page in the reader's language."""
    content = rendered(request, template, **context)
    answer = HTMLResponse(content, status_code=status_code, headers=dict(headers or {}))
    answer.headers["Content-Language"] = language_of(request).code
    answer.headers["Vary"] = VARIES
    return answer


def rendered(request: Request, template: str, **context: Any) -> str:  # noqa: ANN401 - as above
    """Write a page, or a part of one, in the reader's language."""
    language = language_of(request)
    return (
        _environment(language.code)
        .get_template(template)
        .render(
            request=request, language=language, path=request.url.path, **_links(request), **context
        )
    )


@lru_cache(maxsize=8)
def _environment(language_code: str) -> Environment:
    language = Language(language_code)
    environment = Environment(
        loader=PackageLoader("app.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_callables(  # type: ignore[attr-defined] # added by the extension
        language.gettext, language.ngettext, newstyle=True
    )
    environment.globals["asset"] = asset
    return environment


def _links(request: Request) -> dict[str, Any]:
    """Give this page's address in each language, and the switch's.

    A learner's page must not repeat its secret address in another one's query, so there the
    switch is the page's own address with the language in it, and its links keep that.
    """
    path, languages = request.url.path, languages_of(request.url.path)
    parameters = [(k, v) for k, v in request.query_params.multi_items() if k != PARAMETER]
    alternates = {
        code: f"{path}?{urlencode([*parameters, (PARAMETER, code)])}" for code in languages
    }
    here = path + (f"?{urlencode(parameters)}" if parameters else "")
    switches = {code: f"/language/{code}?next={quote(here, safe='/')}" for code in languages}
    chosen = request.query_params.get(PARAMETER)
    return {
        "site": request.app.state.settings.public_url,
        "languages": languages,
        "alternates": alternates,
        "switches": alternates if path.startswith(_PRIVATE) else switches,
        "in_language": f"?{PARAMETER}={chosen}" if chosen in languages else "",
    }
