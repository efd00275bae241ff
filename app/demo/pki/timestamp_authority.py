"""A time stamp authority as a function: request bytes and a time in, response bytes out (RFC 3161).

For the demonstration and for tests; its word is worth what its certificate says: nothing.
"""

import hashlib
from datetime import datetime

from asn1crypto import algos, cms, tsp, x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from app.demo.pki.issued import Issued

_POLICY = "1.3.6.1.4.1.4146.2.2.99"  # no policy of anybody's: a demonstration
_DIGESTS = frozenset({"sha256", "sha384", "sha512"})
_SERIAL_BYTES = 16
_SEQUENCE = 0x30


def answer(request: bytes, authority: Issued, now: datetime) -> bytes:
    """Answer a time stamp request; gives a response as DER, a refusal for what is none."""
    try:
        asked = tsp.TimeStampReq.load(request, strict=True)
        imprint = asked["message_imprint"]
        digest = imprint["hash_algorithm"]["algorithm"].native
        fits = digest in _DIGESTS and (
            len(imprint["hashed_message"].native) == hashlib.new(digest).digest_size
        )
    except (ValueError, TypeError, KeyError):
        return _refusal("bad_data_format")
    if not fits:
        return _refusal("bad_alg")
    token = _token(_statement(asked, request, now), authority)
    granted = tsp.PKIStatusInfo({"status": "granted"})
    response: bytes = tsp.TimeStampResp({"status": granted, "time_stamp_token": token}).dump()
    return response


def _refusal(failure: str) -> bytes:
    # The library's response always has a token; a refusal has none (RFC 3161, 2.4.2).
    status: bytes = tsp.PKIStatusInfo({"status": "rejection", "fail_info": {failure}}).dump()
    return bytes([_SEQUENCE, len(status)]) + status


def _statement(asked: tsp.TimeStampReq, request: bytes, now: datetime) -> tsp.TSTInfo:
    # One number for one request at one time: no counter to keep, and never the same twice.
    seed = hashlib.sha256(request + now.isoformat().encode()).digest()
    members = {
        "version": "v1",
        "policy": _POLICY,
        "message_imprint": asked["message_imprint"],
        "serial_number": int.from_bytes(seed[:_SERIAL_BYTES], "big"),
        "gen_time": now.replace(microsecond=0),
    }
    if asked["nonce"].native is not None:
        members["nonce"] = asked["nonce"]
    return tsp.TSTInfo(members)


def _token(statement: tsp.TSTInfo, authority: Issued) -> cms.ContentInfo:
    from pyhanko.sign.general import as_signing_certificate_v2  # noqa: PLC0415 - see roles

    certificate = x509.Certificate.load(authority.der)
    content = statement.dump()
    attributes = cms.CMSAttributes(
        [
            _attribute("content_type", "tst_info"),
            _attribute("message_digest", hashlib.sha256(content).digest()),
            _attribute("signing_certificate_v2", as_signing_certificate_v2(certificate)),
        ]
    )
    name, value = _signed(attributes.dump(), authority)
    sha256 = algos.DigestAlgorithm({"algorithm": "sha256"})
    signer = cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier(
                {
                    "issuer_and_serial_number": {
                        "issuer": certificate.issuer,
                        "serial_number": certificate.serial_number,
                    }
                }
            ),
            "digest_algorithm": sha256,
            "signed_attrs": attributes,
            "signature_algorithm": {"algorithm": name},
            "signature": value,
        }
    )
    signed = cms.SignedData(
        {
            "version": "v3",
            "digest_algorithms": [sha256],
            "encap_content_info": {
                "content_type": "tst_info",
                "content": cms.ParsableOctetString(content),
            },
            "certificates": [certificate],
            "signer_infos": [signer],
        }
    )
    return cms.ContentInfo({"content_type": "signed_data", "content": signed})


def _attribute(kind: str, value: object) -> cms.CMSAttribute:
    return cms.CMSAttribute({"type": kind, "values": [value]})


def _signed(data: bytes, authority: Issued) -> tuple[str, bytes]:
    match authority.key:
        case rsa.RSAPrivateKey() as key:
            return "sha256_rsa", key.sign(data, padding.PKCS1v15(), hashes.SHA256())
        case ec.EllipticCurvePrivateKey() as curve_key:
            return "sha256_ecdsa", curve_key.sign(data, ec.ECDSA(hashes.SHA256()))
