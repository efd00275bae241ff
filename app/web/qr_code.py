"""QR codes as SVG, to stand in a page: black on white in light and dark, for cameras."""

import io

import segno
from markupsafe import Markup


def qr_code(content: str, label: str) -> Markup:
    """Draw a QR code; `label` says to whoever cannot see it where it leads."""
    drawn = io.BytesIO()
    segno.make(content, error="m", micro=False).save(
        drawn, kind="svg", xmldecl=False, svgns=False, border=4, light="#fff", omitsize=True
    )
    # Segno's own output: paths and numbers alone, nothing of the content as text.
    picture = Markup(drawn.getvalue().decode().strip())  # noqa: S704
    return Markup('<span class="qr" role="img" aria-label="{}">{}</span>').format(label, picture)
