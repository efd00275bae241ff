"""A credential baked into the picture of its badge; drawn in a worker, for it is heavy work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from app.takeaway.held import Held
from issuer.baking.own_picture import OwnPicture, PictureRefused, own_picture
from issuer.baking.png import bake_png
from issuer.baking.svg import bake_svg
from issuer.rendering.badge.drawing import badge_png, badge_svg
from issuer.rendering.badge.face import Face, face_of
from issuer.rendering.phrases import phrase
from issuer.rendering.typesetting import NotSet
from issuer.standing import Standing, standing_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ToBake:
    """What a picture is made of."""

    face: Face
    image: str | None
    """The programme's own picture as a `data:` URL."""
    credential: bytes = field(repr=False)

    def without_own_picture(self) -> ToBake:
        """Give the same with the picture that is drawn for the programme."""
        return replace(self, image=None)


def to_bake(held: Held, credential: bytes, now: datetime) -> ToBake:
    """Gather a picture in the credential's language; it says so when the credential is not good."""
    records = held.records
    language, content = records.credential.language, records.version.content
    standing = standing_of(records.credential, now)
    said = "" if standing is Standing.GOOD else phrase(standing.value, language)
    return ToBake(
        face=face_of(content, records.profile, language, standing=said),
        image=content.image,
        credential=credential,
    )


def baked_png(given: ToBake) -> bytes:
    """Draw the picture as PNG and bake the credential into it."""
    return bake_png(_drawn(badge_png, given), given.credential)


def baked_svg(given: ToBake) -> bytes:
    """Draw the picture as SVG and bake the credential into it."""
    return bake_svg(_drawn(badge_svg, given), given.credential)


def _drawn(draw: Callable[[Face, OwnPicture | None], bytes], given: ToBake) -> bytes:
    """Draw with the school's own picture; one that cannot be used is no reason to give none."""
    try:
        return draw(given.face, None if given.image is None else own_picture(given.image))
    except (PictureRefused, NotSet):
        return draw(given.face, None)
