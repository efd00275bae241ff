"""Everything of one credential in one ZIP archive, for whoever keeps files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from app.takeaway.certificate import CertificateLanguage, ToSet, set_certificate, to_set
from app.takeaway.held import Held
from app.takeaway.pictures import ToBake, baked_png, baked_svg, to_bake

_FOR_ALL_TO_READ = 0o644 << 16


@dataclass(frozen=True, slots=True)
class ToPack:
    """What the archive is made of."""

    held: Held = field(repr=False)
    picture: ToBake
    certificate: ToSet

    def without_own_picture(self) -> ToPack:
        """Give the same with the picture that is drawn for the programme."""
        return replace(self, picture=self.picture.without_own_picture())


def to_pack(held: Held, base_url: str, now: datetime) -> ToPack:
    """Gather the archive: the pictures hold the badge as JSON-LD."""
    certificate = to_set(held, CertificateLanguage.BOTH, base_url, now)
    return ToPack(held, to_bake(held, held.badge, now), certificate)


def packed(given: ToPack) -> bytes:
    """Make each file, and pack them; the files bear the date of issue."""
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        for ending, content in _files(given):
            entry = ZipInfo(f"{given.held.name}.{ending}", _date(given.certificate.made_at))
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = _FOR_ALL_TO_READ
            archive.writestr(entry, content)
    return written.getvalue()


def _files(given: ToPack) -> Iterator[tuple[str, bytes]]:
    yield "json", given.held.badge
    yield "jwt", given.held.token
    if given.held.sealed is not None:
        yield "jsonld", given.held.sealed
    yield "pdf", set_certificate(given.certificate)
    yield "png", baked_png(given.picture)
    yield "svg", baked_svg(given.picture)


def _date(moment: datetime) -> tuple[int, int, int, int, int, int]:
    day, time = moment.date(), moment.time()
    return day.year, day.month, day.day, time.hour, time.minute, time.second
