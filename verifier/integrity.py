"""Digests that a credential states for documents it does not contain (VCDM 2.0, section 5.3)."""

import base64
import binascii
import hashlib
from collections.abc import Iterator

from contexts import JsonObject
from verifier.data_model import as_list
from verifier.judgement import failed
from verifier.multibase import MalformedMultibase, multibase_decode

_SIZES = {"sha256": 32, "sha384": 48, "sha512": 64}
_BARE = {size: name for name, size in _SIZES.items()}
_MULTIHASHES = {b"\x12\x20": "sha256", b"\x20\x30": "sha384", b"\x13\x40": "sha512"}


def stated_digests(resource: JsonObject, code: str) -> list[tuple[str, bytes]]:
    """Read `digestSRI` and `digestMultibase` as algorithm and digest; raise Judged with `code`."""
    return [*_subresource_integrity(resource, code), *_multibase(resource, code)]


def has_digests(body: bytes, stated: list[tuple[str, bytes]]) -> bool:
    """Tell whether a document is the one meant; several of one algorithm are alternatives."""
    return all(
        hashlib.new(name, body).digest() in [digest for other, digest in stated if other == name]
        for name, _ in stated
    )


def _subresource_integrity(resource: JsonObject, code: str) -> Iterator[tuple[str, bytes]]:
    """Read `digestSRI`: algorithm and base64 with padding, several separated by spaces."""
    if "digestSRI" not in resource:
        return
    text = resource["digestSRI"]
    for part in text.split() or [""] if isinstance(text, str) else [""]:
        name, _, value = part.partition("-")
        try:
            digest = base64.b64decode(value, validate=True)
        except (binascii.Error, ValueError) as error:
            raise failed(code, "A digestSRI is not base64.", term="digestSRI") from error
        if _SIZES.get(name) != len(digest):
            raise failed(code, "A digestSRI is malformed.", term="digestSRI")
        yield name, digest


def _multibase(resource: JsonObject, code: str) -> Iterator[tuple[str, bytes]]:
    """Read `digestMultibase`: a multihash of two bytes' prefix, in Multibase."""
    for text in as_list(resource.get("digestMultibase", [])):
        try:
            data = multibase_decode(text) if isinstance(text, str) else b""
        except MalformedMultibase as error:
            raise failed(code, f"A digestMultibase is malformed: {error}.") from error
        name = _MULTIHASHES.get(data[:2])
        if name is not None and len(data) == 2 + _SIZES[name]:
            yield name, data[2:]
        elif len(data) in _BARE:  # a digest without its prefix, as the published tests write it
            yield _BARE[len(data)], data
        else:
            raise failed(code, "A digestMultibase is malformed.", term="digestMultibase")
