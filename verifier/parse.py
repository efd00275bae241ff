"""From bytes to a credential: recognise the format, and read the ones we judge.

What is recognised and not read yet is named, which is another answer than "broken".
"""

import re
import string
from collections.abc import Callable

from contexts import JsonObject, JsonValue
from verifier.data_model import (
    VCDM_1_1,
    check_data_model,
    check_presentation_model,
    model_of,
    types_of,
)
from verifier.edc.flavours import is_edc
from verifier.envelopes import ENVELOPES, enveloped
from verifier.faithful_json import Faithful
from verifier.formats import Format, NotRead, Parsed, refuse_other_models
from verifier.json_reading import decode_utf8, read_taking_stock
from verifier.judgement import failed
from verifier.limits import Limits
from verifier.open_badges_2.recognising import is_open_badge
from verifier.securing.jades import looks_like_compact_jades, looks_sealed
from verifier.selective import parse_signed_text

__all__ = ["Format", "NotRead", "Parsed", "parse", "parse_any", "parse_document"]

_MAGIC: tuple[tuple[bytes, Format], ...] = (
    (b"\x89PNG\r\n\x1a\n", Format.PNG),
    (b"%PDF-", Format.PDF),
    (b"PK\x03\x04", Format.ZIP),
)
_EARLIER_EDC = re.compile(r"""=\s*["']http://data\.europa\.eu/snb(?:/vp)?["']""")
"""The namespace of Europass' credentials before ELM 3, and of its presentations of them."""
_BEGINNING = 4096
_SEGMENTS = 3
_BASE64URL = (string.ascii_letters + string.digits + "_-").encode()

_OTHER_MODELS: dict[Format, Callable[[JsonObject], bool]] = {
    Format.OPEN_BADGES_2: is_open_badge,
    Format.JADES: looks_sealed,
    Format.EDC_UNSIGNED: is_edc,
}


def parse(secured: bytes, limits: Limits) -> Parsed:
    """Read a credential or presentation from bytes; raise Judged, or NotRead."""
    parsed = parse_any(secured, limits)
    if parsed.format in _OTHER_MODELS:
        raise NotRead(parsed.format)
    return parsed


def parse_any(secured: bytes, limits: Limits) -> Parsed:
    """Read also what is of a model of its own: Open Badges 2.0, European Digital Credentials.

    Raise Judged, or NotRead.
    """
    if len(secured) > limits.credential_bytes:
        raise failed(
            "LIMIT_EXCEEDED",
            f"The input is larger than {limits.credential_bytes} bytes.",
            limit="credential_bytes",
        )
    for magic, found in _MAGIC:
        if secured.startswith(magic):
            raise NotRead(found)
    if secured[:1] == b"{":  # most are JSON, whose reader decodes it
        return _parse_json(secured, limits)
    text = decode_utf8(secured).strip()
    if text.startswith("<"):
        raise NotRead(_xml_format(text))
    if text.startswith(("{", "[")):
        return _parse_json(secured, limits)
    if looks_like_compact_jades(text, limits):
        return Parsed(Format.JADES, {})
    if looks_signed(text):
        return parse_signed_text(text, limits)
    raise failed(
        "PARSING_ERROR",
        "This is neither JSON nor a signed token. Paste the whole credential and nothing else."
        if text
        else "There is nothing to check: the input is empty.",
    )


def _parse_json(secured: bytes, limits: Limits) -> Parsed:
    read = read_taking_stock(secured, limits)
    document = read.value
    for found, is_of in _OTHER_MODELS.items():
        if isinstance(document, dict) and is_of(document):
            return Parsed(found, document)
    return parse_document(document, limits, read)


def looks_signed(text: str) -> bool:
    """Tell a compact JWS, which tildes and disclosures may follow, by its letters."""
    if not text.isascii():
        return False
    token, _, disclosures = text.encode("ascii").partition(b"~")
    header, *others = token.split(b".")
    return (
        len(others) == _SEGMENTS - 1
        and header != b""
        and not header.translate(None, _BASE64URL)
        and not any(other.translate(None, _BASE64URL + b"=") for other in others)
        and not disclosures.translate(None, _BASE64URL + b".~")
    )


def _xml_format(text: str) -> Format:
    if _EARLIER_EDC.search(text, 0, _BEGINNING):
        return Format.EDC_XML
    return Format.SVG if "<svg" in text else Format.XML


def parse_document(document: JsonValue, limits: Limits, read: Faithful | None = None) -> Parsed:
    """Read a credential or presentation from parsed JSON; raise Judged, or NotRead.

    `read` is what was found out when it was parsed.
    """
    if isinstance(document, list):
        raise NotRead(Format.ARRAY)
    if not isinstance(document, dict):
        raise failed("PARSING_ERROR", "A JSON object is expected here.")
    if looks_sealed(document):
        raise NotRead(Format.JADES)
    refuse_other_models(document)
    types = types_of(document)
    if any(name in types for name in ENVELOPES):
        return enveloped(document, limits)
    if "VerifiablePresentation" in types:
        check_presentation_model(document)
        return Parsed(Format.PRESENTATION, document)
    check_data_model(document)
    older = model_of(document) is VCDM_1_1
    form = Format.VCDM_1_1 if older else Format.DATA_INTEGRITY
    if read is None:
        return Parsed(form, document)
    return Parsed(form, document, containers=read.containers, known=read.known)
