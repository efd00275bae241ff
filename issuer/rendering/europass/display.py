"""How the credential looks: a picture per language and page, and texts beside it.

At least one rendered picture is mandatory (AP EDC 1.2.0, DisplayParameter): viewers show it as the
certificate, while machines read the rest.
"""

from __future__ import annotations

from base64 import b64encode

from contexts import JsonObject
from issuer.rendering.europass.concepts import language_concept, written
from issuer.rendering.europass.material import EuropassMaterial, Picture
from issuer.rendering.europass.nodes import node, words

_BASE64 = (
    "http://data.europa.eu/snb/encoding/6146cde7dd",
    "http://data.europa.eu/snb/encoding/25831c2",
)
_FILE_TYPES = "http://publications.europa.eu/resource/authority/file-type"
_TYPES = {"image/png": "PNG", "image/jpeg": "JPEG"}


def display_parameter(material: EuropassMaterial) -> JsonObject:
    """Write title, description and the pictures of the certificate."""
    content, languages = material.version.content, material.languages
    spoken = [found for each in languages if (found := language_concept(each))]
    return node(
        "displayParameter",
        1,
        "DisplayParameter",
        title=words(content.title, languages),
        description=words(content.description, languages),
        primaryLanguage=language_concept(material.language),
        language=spoken,
        individualDisplay=[
            _individual(language, pages) for language, pages in material.pictures.items()
        ],
    )


def _individual(language: str, pages: tuple[Picture, ...]) -> JsonObject:
    return node(
        "individualDisplay",
        language,
        "IndividualDisplay",
        language=language_concept(language),
        displayDetail=[_detail(language, page, each) for page, each in enumerate(pages, start=1)],
    )


def _detail(language: str, page: int, picture: Picture) -> JsonObject:
    place = f"{language}-{page}"
    return node(
        "displayDetail", place, "DisplayDetail", page=page, image=_image(place, language, picture)
    )


def _image(place: str, language: str, picture: Picture) -> JsonObject:
    encoding, scheme = _BASE64
    kind = _TYPES[picture.media_type]
    return node(
        "mediaObject",
        place,
        "MediaObject",
        description={language: picture.description} if picture.description else {},
        contentType=written(f"{_FILE_TYPES}/{kind}", _FILE_TYPES, {"en": kind}),
        contentEncoding=written(encoding, scheme, {"en": "base64"}),
        content=b64encode(picture.content).decode("ascii"),
    )
