"""One signature of a JAdES document: is it intact? ETSI TS 119 182-1; RFC 7515, 5.2."""

from dataclasses import dataclass

from asn1crypto import x509

from contexts import JsonObject
from verifier.judgement import failed
from verifier.keys import MalformedKey
from verifier.limits import LIMITS, Limits
from verifier.multibase import MalformedMultibase, base64url_decode
from verifier.securing.jades.algorithms import SEAL_ALGORITHMS
from verifier.securing.jades.certificate_reference import check_certificate_reference
from verifier.securing.jades.header import (
    UNDERSTOOD,
    SignedHeader,
    check_algorithm,
    check_critical,
    check_keys_are_its_own,
    read_header,
)
from verifier.securing.jades.serialization import Jws, Serialization
from verifier.securing.jws_algorithms import KeyTooShort
from verifier.securing.pki.certificates import (
    MalformedCertificate,
    public_key_of,
    read_certificate,
)


@dataclass(frozen=True, slots=True)
class JadesSignature:
    """One signature with what it signs, read and not yet believed."""

    serialization: Serialization
    payload: bytes
    """The payload as it enters the byte formulas: the text of the document, in UTF-8."""
    protected: str
    header: SignedHeader
    unsigned: JsonObject
    """The unprotected header."""
    value: str
    """The signature in base64url, as it stands."""

    @property
    def signing_input(self) -> bytes:
        """Give the bytes that are signed (RFC 7515, 5.1; RFC 7797, 5.2)."""
        return self.protected.encode("utf-8") + b"." + self.payload

    @property
    def is_detached(self) -> bool:
        """Tell whether what is signed is kept elsewhere, named by digest or not at all."""
        return "sigD" in self.header.members or not self.payload


def read_signatures(jws: Jws, limits: Limits = LIMITS) -> tuple[JadesSignature, ...]:
    """Read the headers of every signature; raise Judged when one is no header."""
    payload = (jws.payload or "").encode("utf-8")
    return tuple(
        JadesSignature(
            jws.serialization,
            payload,
            entry.protected,
            read_header(entry.protected, limits),
            entry.header,
            entry.signature,
        )
        for entry in jws.signatures
    )


def check_integrity(
    signature: JadesSignature, understood: frozenset[str] = UNDERSTOOD
) -> x509.Certificate:
    """Give the signer's certificate when the signature is intact; raise Judged for the cause.

    Of trust it says nothing: whoever holds the certificate's key signed these bytes, no more.
    """
    header = signature.header
    # (1) what the header asks for, before anything is done with it
    check_keys_are_its_own(header)
    check_critical(header, understood)
    check_algorithm(header)
    # (2) the certificate, and that the header means this one
    certificate = signing_certificate(header)
    check_certificate_reference(header, certificate)
    # (3) the value
    check_value(signature)
    return certificate


def signing_certificate(header: SignedHeader) -> x509.Certificate:
    """Give the signer's certificate, which only `x5c` may bring; raise Judged."""
    if not header.certificates:
        raise failed(
            "SEAL_CERTIFICATE_MISSING",
            "The seal brings no usable certificate, so nobody can tell whose it is.",
        )
    try:
        return read_certificate(header.certificates[0])
    except MalformedCertificate as error:
        raise _unreadable(error) from error


def check_value(signature: JadesSignature) -> None:
    """Raise Judged unless the value fits the bytes under the key of `x5c`."""
    header = signature.header
    try:
        key = public_key_of(header.certificates[0])
        fits = SEAL_ALGORITHMS[header.algorithm](
            signature.signing_input, base64url_decode(signature.value), key
        )
    except MalformedMultibase as error:
        raise failed(
            "SEAL_MALFORMED",
            f"The seal's value is not base64url: {error}.",
            reason=f"its value is not base64url: {error}",
        ) from error
    except KeyTooShort as error:
        raise failed("KEY_TOO_SHORT", f"The key {error}.") from error
    except MalformedKey as error:
        raise failed(
            "KEY_ALGORITHM_MISMATCH",
            f"The seal says it is made with {header.algorithm}, "
            f"but its key cannot do that: {error}.",
            algorithm=header.algorithm,
        ) from error
    except MalformedCertificate as error:
        raise _unreadable(error) from error
    if not fits:
        raise failed(
            "SEAL_BROKEN",
            "The seal does not fit the content: content, header or seal was changed afterwards. "
            "Ask the issuer for the original.",
        )


def _unreadable(error: MalformedCertificate) -> Exception:
    return failed(
        "SEAL_CERTIFICATE_MISSING", f"The seal's certificate cannot be used: it is {error}."
    )
