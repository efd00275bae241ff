"""Takes the one credential out of whatever carries it: a picture, a PDF, an archive of these."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from verifier.containers import archive, pdf, png, qr
from verifier.containers.carrier import Carried, Container, empty, several, too_large
from verifier.containers.pictures import picture_of
from verifier.containers.recognising import is_credential
from verifier.containers.svg import NotSvg, read_svg
from verifier.containers.twins import OneAward, one_award
from verifier.judgement import Judged, noticed, passed
from verifier.report import Finding

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_MARKUP = b"<"
_FIRST_BYTES = 8192
"""Where the root element of a picture is found, after comments and a licence."""
CONTAINER = "container"
"""The name of the check."""
_WITHIN: dict[Container, tuple[Container, ...]] = {
    Container.ZIP: (Container.PNG, Container.SVG, Container.PDF),
    Container.PDF: (Container.PNG, Container.SVG),
}
"""What is looked into inside what. An archive in an archive is not: that is how bombs are built."""
_MOST_WITHIN = 8
"""Containers in one container, for each may unpack to its full bound."""

_OF_ONE_AWARD = {
    True: (
        "CONTAINER_TWIN_TAKEN",
        "Here are a badge and the European Digital Credential of its award. Only that is checked.",
    ),
    False: (
        "CONTAINER_FORM_TAKEN",
        "There is the same badge as JSON-LD and as a token. Only the JSON-LD was checked.",
    ),
}
"""What is said of one that was taken, by whether it is the sealed one."""


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What was to be judged, out of everything that was wrapped around it."""

    secured: bytes
    containers: tuple[Container, ...] = ()
    """From the outermost to the innermost; none when it came bare."""
    others: int = 0
    """How many more credentials stood beside it in the picture."""
    is_open_badges_2: bool = False
    """The picture marks it as an assertion of Open Badges 2.0: JSON, a JWS, or an address."""
    award: OneAward | None = None
    """It was taken out of several, which are all forms of one award."""

    @property
    def finding(self) -> Finding:
        """Say where the credential was found."""
        found = " ".join(container.value for container in self.containers)
        if self.award is not None:
            return noticed(CONTAINER, *_OF_ONE_AWARD[self.award.is_sealed], container=found)
        if not self.others:
            return passed(CONTAINER, container=found)
        return noticed(
            CONTAINER,
            "CONTAINER_FIRST_TAKEN",
            f"There are {self.others + 1} credentials. Only the first one is read.",
            container=found,
        )


def unpack(data: bytes) -> Unpacked:
    """Take a credential out of its containers; what is in none is given back untouched.

    Raises Judged when there is a container and no credential to be had from it: CONTAINER_EMPTY,
    CONTAINER_DAMAGED, CONTAINER_TOO_LARGE, CONTAINER_SEVERAL, CONTAINER_LOCKED,
    CONTAINER_ENTITIES, CONTAINER_PACKING, PICTURE_EMPTY, PICTURE_NOT_READ.
    """
    try:
        unpacked = _unpack(data, tuple(Container))
    except Judged as judged:
        if judged.problem.code != "CONTAINER_EMPTY":
            raise
        if container_of(data) is Container.PDF:
            return _scanned(data, judged)
        if container_of(data) is not Container.PNG:
            raise
        unpacked = None
    return unpacked or _seen_in(data) or Unpacked(data)


def _scanned(data: bytes, empty_file: Judged) -> Unpacked:
    """Read the QR code on a scanned page; raise what was said of the file when there is none."""
    for picture in pdf.scanned_pages(data):
        try:
            seen = _seen_in(picture)
        except Judged:
            continue
        if seen is not None:
            return replace(seen, containers=(Container.PDF, *seen.containers))
    raise empty_file


def _seen_in(picture: bytes) -> Unpacked | None:
    """Read the QR code of a picture; only of one that was handed in as it is, for it takes long."""
    found = qr.code_in(picture)
    if found is None:
        return None
    secured, kind = found
    return Unpacked(secured, (kind, Container.QR))


def _unpack(data: bytes, allowed: tuple[Container, ...]) -> Unpacked | None:
    """Unpack one of the allowed containers; None when this is none of them."""
    container = container_of(data)
    if container not in allowed:
        return None
    if container is Container.SVG:
        try:
            return _carried(container, read_svg(data))
        except NotSvg:
            return None
    if container is Container.PNG:
        return _carried(container, png.read_png(data))
    return _only_credential(container, _FILES[container](data))


_FILES: dict[Container, Callable[[bytes], list[bytes]]] = {
    Container.PDF: pdf.attached_files,
    Container.ZIP: archive.archived_files,
}


def is_file(data: bytes) -> bool:
    """Tell a picture, document or archive from a text by its first bytes."""
    if container_of(data) is Container.SVG:
        return b"<svg" in data[:_FIRST_BYTES]
    try:
        return container_of(data) is not None or picture_of(data) is not None
    except Judged:  # of a kind that is not read
        return True


def container_of(data: bytes) -> Container | None:
    """Tell the container by its first bytes; a name or a media type may say anything."""
    if data.startswith(png.SIGNATURE):
        return Container.PNG
    if data.startswith(pdf.MAGIC):
        return Container.PDF
    if data.startswith(archive.MAGICS):
        return Container.ZIP
    if data.removeprefix(_BYTE_ORDER_MARK).lstrip().startswith(_MARKUP):
        return Container.SVG
    return None


def _carried(container: Container, carried: Carried) -> Unpacked:
    return Unpacked(carried.secured, (container,), carried.others, carried.is_open_badges_2)


def _only_credential(container: Container, files: list[bytes]) -> Unpacked:
    """Find the credential among files; the same one in several of them is one."""
    found: dict[bytes, Unpacked] = {}
    refusal: Judged | None = None
    if sum(container_of(file) is not None for file in files) > _MOST_WITHIN:
        raise too_large(container, f"more than {_MOST_WITHIN} pictures and documents")
    for file in files:
        try:
            inner = _unpack(file, _WITHIN[container])
        except Judged as judged:
            refusal = refusal or judged
            continue
        if inner is None and is_credential(file):
            inner = Unpacked(file)
        if inner is not None:
            found.setdefault(inner.secured.strip(), inner)
    if len(found) > 1:
        award = one_award(list(found))
        if award is None:
            raise several(container)
        inner = found[award.taken]
        return replace(inner, containers=(container, *inner.containers), award=award)
    for inner in found.values():
        return replace(inner, containers=(container, *inner.containers))
    raise _more_telling(refusal) or empty(container)


def _more_telling(refusal: Judged | None) -> Judged | None:
    """Prefer what is wrong inside, unless it is a picture that never was a badge."""
    return None if refusal is None or refusal.problem.code == "CONTAINER_EMPTY" else refusal
