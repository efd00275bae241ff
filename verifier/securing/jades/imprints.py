"""Which bytes a time stamp in a seal is over: the formulas of ETSI TS 119 182-1, 5.2.6 and 5.3.

An existing component counts as the text that stands in the document, never written anew; so their
order counts too.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from verifier.judgement import failed
from verifier.securing.jades.evidence import Component, tokens_of
from verifier.securing.jades.signature import JadesSignature

CONTENT = "adoTst"
SIGNATURE = "sigTst"
ARCHIVE = "arcTst"
_REFERENCES = frozenset({"xRefs", "rRefs", "axRefs", "arRefs"})
_ALL_DATA = "sigRTst"
_REFERENCES_ONLY = "rfsTst"
MOST_STAMPS = 16
"""One for each renewal over decades, and some to spare: each costs checking a signature."""
KINDS = (CONTENT, SIGNATURE, _ALL_DATA, _REFERENCES_ONLY, ARCHIVE)


@dataclass(frozen=True, slots=True)
class StampedBytes:
    """One time stamp token, and the bytes that it has to be over."""

    kind: str
    token: bytes
    message: bytes | None
    """None when the formula needs what is not defined here: components in clear JSON."""


def stamped_bytes(
    signature: JadesSignature, components: Sequence[Component]
) -> tuple[StampedBytes, ...]:
    """Give every time stamp of a signature in the document's order; raise Judged."""
    found: list[StampedBytes] = []
    if CONTENT in signature.header.members:
        tokens = tokens_of(signature.header.members[CONTENT], CONTENT)
        found += [StampedBytes(CONTENT, token, signature.payload) for token in tokens]
    for position, component in enumerate(components):
        if component.name in KINDS:
            message = _message(component.name, signature, components[:position])
            tokens = tokens_of(component.value, component.name)
            found += [StampedBytes(component.name, token, message) for token in tokens]
    if len(found) > MOST_STAMPS:
        raise failed(
            "LIMIT_EXCEEDED",
            f"The seal has more than {MOST_STAMPS} time stamps.",
            limit="time stamps",
        )
    return tuple(found)


def signature_message(value: str) -> bytes:
    """Give what `sigTst` is over: the signature's text (5.3.4)."""
    return value.encode("ascii")


def archive_message(payload: bytes, protected: str, value: str, preceding: Sequence[str]) -> bytes:
    """Give what `arcTst` is over: all that stands before it (5.3.6.2.2)."""
    signed = [payload, protected.encode("ascii"), value.encode("ascii")]
    return b".".join([*signed, "".join(preceding).encode("ascii")])


def _message(kind: str, signature: JadesSignature, preceding: Sequence[Component]) -> bytes | None:
    if kind == SIGNATURE:
        return signature_message(signature.value)
    if kind in (_ALL_DATA, _REFERENCES_ONLY):
        names = _REFERENCES | ({SIGNATURE} if kind == _ALL_DATA else frozenset())
        texts = _texts([component for component in preceding if component.name in names])
        if texts is None:
            return None
        start = f"{signature.value}." if kind == _ALL_DATA else ""
        return (start + "".join(texts)).encode("ascii")
    texts = _texts(preceding)
    if texts is None:
        return None
    return archive_message(signature.payload, signature.protected, signature.value, texts)


def _texts(components: Sequence[Component]) -> list[str] | None:
    texts = [component.raw for component in components if component.raw is not None]
    return texts if len(texts) == len(components) else None
