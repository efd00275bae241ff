"""COSE_Sign1 (RFC 9052, section 4.2) as VC-JOSE-COSE uses it, in base64 without line breaks.

Read here for the suite only: the public verifier takes no COSE.
"""

import base64
import binascii
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import cbor2

from app.jose_cose.keys import Sign
from verifier.judgement import Judged, failed
from verifier.keys import AnyPublicKey, MalformedKey
from verifier.securing.jws_algorithms import ALGORITHMS

_TAG = 18
_ALGORITHM, _CONTENT_TYPE, _KEY_ID, _TYPE = 1, 3, 4, 16
_PARTS = 4
# RFC 9053, section 2; the JWS names are those of the same algorithms.
_NAMES = {-7: "ES256", -35: "ES384", -36: "ES512", -8: "EdDSA"}
_NUMBERS = {name: number for number, name in _NAMES.items()}


@dataclass(frozen=True, slots=True)
class CoseSign1:
    """A COSE_Sign1, taken apart and not yet believed."""

    protected: bytes
    header: dict[Any, Any]
    payload: bytes
    signature: bytes

    @property
    def kind(self) -> object:
        """Give the media type of the whole (RFC 9596)."""
        return self.header.get(_TYPE)

    @property
    def content_type(self) -> object:
        """Give the media type of what is inside."""
        return self.header.get(_CONTENT_TYPE)


def write_sign1(payload: bytes, content: str, method_id: str, signer: tuple[str, Sign]) -> str:
    """Sign `payload` as `application/<content>+cose`; give it in base64 without padding."""
    algorithm, sign = signer
    protected = cbor2.dumps(
        {
            _ALGORITHM: _NUMBERS[algorithm],
            _CONTENT_TYPE: f"application/{content}",
            _KEY_ID: method_id.encode(),
            _TYPE: f"application/{content}+cose",
        }
    )
    signature = sign(_signed(protected, payload))
    whole = cbor2.dumps(cbor2.CBORTag(_TAG, [protected, {}, payload, signature]))
    return base64.b64encode(whole).decode().rstrip("=")


def read_sign1(text: str) -> CoseSign1:
    """Take a COSE_Sign1 in base64 apart; raise Judged."""
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError) as error:
        raise _malformed("it is not base64") from error
    whole = _decoded(data)
    if not isinstance(whole, cbor2.CBORTag) or whole.tag != _TAG:
        raise _malformed("it is not a COSE_Sign1")
    parts = whole.value
    if not isinstance(parts, list | tuple) or len(parts) != _PARTS:
        raise _malformed("it does not have four parts")
    protected, _, payload, signature = parts
    if not all(isinstance(part, bytes) for part in (protected, payload, signature)):
        raise _malformed("its parts are not byte strings")
    header = _decoded(protected) if protected else {}
    if not isinstance(header, dict):
        raise _malformed("its protected header is not a map")
    return CoseSign1(protected, header, payload, signature)


def check_sign1(token: CoseSign1, key: AnyPublicKey) -> None:
    """Raise Judged unless the signature fits under this key and an algorithm we accept."""
    number = token.header.get(_ALGORITHM)
    name = _NAMES.get(number) if isinstance(number, int) else None
    if name is None:
        raise failed("ALGORITHM_FORBIDDEN", "The algorithm is none that is accepted here.")
    try:
        fits = ALGORITHMS[name](_signed(token.protected, token.payload), token.signature, key)
    except MalformedKey as error:
        raise failed("KEY_ALGORITHM_MISMATCH", f"The key does not go with {name}.") from error
    if not fits:
        raise failed("SIGNATURE_INVALID", "The signature does not fit the content.")


def _signed(protected: bytes, payload: bytes) -> bytes:
    """Give the Sig_structure (RFC 9052, section 4.4)."""
    return cbor2.dumps(["Signature1", protected, b"", payload])


def _decoded(data: bytes) -> object:
    stream = BytesIO(data)
    try:
        value: object = cbor2.CBORDecoder(stream).decode()
    except (cbor2.CBORDecodeError, ValueError) as error:
        raise _malformed("it is not CBOR") from error
    if stream.read(1):
        raise _malformed("something follows it")
    return value


def _malformed(why: str) -> Judged:
    return failed("PARSING_ERROR", f"The token is malformed: {why}.")
