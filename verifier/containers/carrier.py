"""What carries a credential, and the one way in which it may stop: Judged, with its cause."""

from dataclasses import dataclass
from enum import Enum

from verifier.judgement import Judged, undecided

MOST_BYTES = 2 * 1024 * 1024
"""Of one credential after unpacking; as much as the verifier reads of one that came bare."""


class Container(Enum):
    """Name a kind of file that may hold a credential; the value is its code in the report."""

    PNG = "png"
    JPEG = "jpeg"
    WEBP = "webp"
    GIF = "gif"
    QR = "qr"
    SVG = "svg"
    PDF = "pdf"
    ZIP = "zip"


_NAMES = {
    Container.PNG: "PNG picture",
    Container.JPEG: "JPEG picture",
    Container.WEBP: "WebP picture",
    Container.GIF: "GIF picture",
    Container.QR: "QR code",
    Container.SVG: "SVG picture",
    Container.PDF: "PDF file",
    Container.ZIP: "ZIP archive",
}


@dataclass(frozen=True, slots=True)
class Carried:
    """What one container holds."""

    secured: bytes
    others: int = 0
    """How many more credentials it holds, which are left alone."""
    is_open_badges_2: bool = False
    """The container marks it as an assertion of Open Badges 2.0: JSON, a JWS, or an address."""


def empty(container: Container) -> Judged:
    """Say that a container is whole and holds no credential."""
    return undecided(
        "CONTAINER_EMPTY",
        f"This {_NAMES[container]} holds no credential that is read here.",
        container=container.value,
    )


def damaged(container: Container, what: str) -> Judged:
    """Say that a container cannot be read to its credential's end."""
    return undecided(
        "CONTAINER_DAMAGED",
        f"This {_NAMES[container]} is damaged: {what}.",
        container=container.value,
    )


def too_large(container: Container, what: str) -> Judged:
    """Say that a container unpacks to more than is read here."""
    return undecided(
        "CONTAINER_TOO_LARGE",
        f"This {_NAMES[container]} holds more than is read here: {what}.",
        container=container.value,
    )


def several(container: Container) -> Judged:
    """Say that a container holds several credentials, none of which stands first."""
    return undecided(
        "CONTAINER_SEVERAL",
        f"This {_NAMES[container]} holds several credentials. Send them one at a time.",
        container=container.value,
    )


def locked(container: Container) -> Judged:
    """Say that a container is encrypted."""
    return undecided(
        "CONTAINER_LOCKED",
        f"This {_NAMES[container]} is protected by a password.",
        container=container.value,
    )
