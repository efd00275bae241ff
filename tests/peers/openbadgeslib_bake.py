"""Let openbadgeslib bake a credential into a picture, or take one out: JSON in and out.

Runs in `.venv-peers`, never in ours. Request: {"kind": "png" or "svg", "picture": base64,
"credential": text, or null to take one out}. Answer: {"picture": base64} or {"credential": text}.
"""

import base64
import json
import sys
from typing import Any

from openbadgeslib import baking  # type: ignore[import-not-found]


def main() -> None:
    """Answer the one request on standard input."""
    request = json.load(sys.stdin)
    picture, credential = base64.b64decode(request["picture"]), request["credential"]
    work = {"png": png, "svg": svg}[request["kind"]]
    done = work(picture, credential)
    name = "credential" if credential is None else "picture"
    json.dump(
        {name: done if isinstance(done, str) else base64.b64encode(done).decode()}, sys.stdout
    )


def png(picture: bytes, credential: str | None) -> Any:  # noqa: ANN401  # the library is untyped
    """Bake or take out, by the keyword of Open Badges 3.0."""
    keyword = baking.ITXT_KEYWORD_OB3
    if credential is None:
        return baking.extract_png(picture, keyword=keyword)
    return baking.bake_png(picture, credential, keyword=keyword)


def svg(picture: bytes, credential: str | None) -> Any:  # noqa: ANN401  # the library is untyped
    """Bake or take out, by the element of Open Badges 3.0."""
    element = baking.SVG_ELEMENT_OB3
    if credential is None:
        return baking.extract_svg(picture, element=element, text_fallback=True)
    return baking.bake_svg(
        picture,
        credential,
        element=element,
        namespace=baking.SVG_NS_OB3,
        as_text=credential.startswith("{"),
    )


if __name__ == "__main__":
    main()
