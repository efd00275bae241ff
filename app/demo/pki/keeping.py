"""Keep the demonstration's authorities and seals in files, so that a restart does not undo them.

Without passwords: what these keys can make is worth nothing, and everything says so.
"""

import os
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import NoEncryption
from cryptography.hazmat.primitives.serialization.pkcs12 import (
    load_pkcs12,
    serialize_key_and_certificates,
)

from app.demo.pki import DemoPki
from app.demo.pki.issued import Issued

_ROLES = ("root", "authority", "responder", "timestamp")
_ONLY_THE_OWNER = 0o600


class DemoPkiBroken(Exception):
    """The demonstration's authorities cannot be read: the sentence says what to do."""


def save(pki: DemoPki, folder: Path) -> None:
    """Write the authorities to a folder; it holds all of them or, while writing, some."""
    folder.mkdir(parents=True, exist_ok=True)
    for role in _ROLES:
        _write(folder / f"{role}.p12", getattr(pki, role), [])


def load(folder: Path) -> DemoPki | None:
    """Read the authorities from a folder; None when there are none. Raises DemoPkiBroken."""
    if not folder.is_dir():
        return None
    read = {role: _read(folder / f"{role}.p12") for role in _ROLES}
    if not any(read.values()):
        return None
    found = {role: issued for role, issued in read.items() if issued is not None}
    if len(found) < len(_ROLES):
        raise DemoPkiBroken(
            f"Of the demonstration's authorities in {folder} some are missing. Remove the folder "
            "to have all made anew; seals made before are then no longer believed."
        )
    return DemoPki(**found)


def save_seal(seal: Issued, pki: DemoPki, path: Path) -> str:
    """Write a school's seal to a PKCS#12 file, with the authority above it; give its key URI."""
    path.parent.mkdir(parents=True, exist_ok=True)
    _write(path, seal, [pki.authority.certificate])
    return f"pkcs12:{path}"


def _write(path: Path, issued: Issued, above: list[x509.Certificate]) -> None:
    data = serialize_key_and_certificates(
        b"demo", issued.key, issued.certificate, above, NoEncryption()
    )
    # Written aside and moved into place: nobody ever reads half a key.
    draft = path.with_suffix(".new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _ONLY_THE_OWNER)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
    draft.replace(path)


def _read(path: Path) -> Issued | None:
    try:
        store = load_pkcs12(path.read_bytes(), None)
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise DemoPkiBroken(f"The file {path} cannot be read ({type(error).__name__}).") from None
    key, held = store.key, store.cert
    if held is None or not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise DemoPkiBroken(f"The file {path} holds no key with a certificate.")
    return Issued(held.certificate, key)
