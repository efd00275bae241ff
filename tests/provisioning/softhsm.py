"""A PKCS#11 token in software, with a key and its certificates, in a folder of its own."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pkcs11
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pkcs11 import Attribute, ObjectClass
from pkcs11.util.ec import decode_ec_private_key
from pkcs11.util.rsa import decode_rsa_private_key
from pkcs11.util.x509 import decode_x509_certificate

from app.demo.pki import Issued

MODULES = (
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/lib64/pkcs11/libsofthsm2.so",
    "/usr/local/lib/softhsm/libsofthsm2.so",
)
PIN = "648219"
LABEL = "Žig šole"
"""With letters that a URI has to encode."""


@dataclass(frozen=True)
class SoftToken:
    """A token, and where its library is."""

    module: Path
    folder: Path

    def uri(self, **attributes: str) -> str:
        """Write the URI of a key on it; `attributes` are added to the path."""
        pin_file = self.folder / "pin"
        pin_file.write_text(f"{PIN}\n", encoding="utf-8")
        path = ";".join(
            f"{name}={quote(value)}" for name, value in {"token": LABEL, **attributes}.items()
        )
        return f"pkcs11:{path}?module-path={quote(str(self.module))}&pin-source=file:{pin_file}"

    def hold(self, name: str, issued: Issued, *above: bytes) -> None:
        """Put a key, its certificate and the authorities above it onto the token."""
        token = pkcs11.lib(str(self.module)).get_token(token_label=LABEL)
        key_id = name.encode()
        with token.open(user_pin=PIN, rw=True) as session:
            session.create_object(
                {
                    **_private(issued.key),
                    Attribute.TOKEN: True,
                    Attribute.SENSITIVE: True,
                    Attribute.EXTRACTABLE: False,
                    Attribute.SIGN: True,
                    Attribute.LABEL: name,
                    Attribute.ID: key_id,
                }
            )
            for identity, der in ((key_id, issued.der), *((b"", der) for der in above)):
                session.create_object(
                    {
                        **decode_x509_certificate(der),
                        Attribute.TOKEN: True,
                        Attribute.LABEL: name,
                        Attribute.ID: identity,
                    }
                )


def _private(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) -> dict[Attribute, object]:
    der = key.private_bytes(Encoding.DER, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    if isinstance(key, rsa.RSAPrivateKey):
        return {**decode_rsa_private_key(der), Attribute.CLASS: ObjectClass.PRIVATE_KEY}
    return {**decode_ec_private_key(der), Attribute.CLASS: ObjectClass.PRIVATE_KEY}


_MADE: list[SoftToken] = []


def new_soft_token(folder: Path) -> SoftToken:
    """Give this process its token, made in a folder; skip the test where SoftHSM is missing.

    The library reads where tokens are once for the whole process, so there is one.
    """
    if not _MADE:
        _MADE.append(_new_soft_token(folder))
    return _MADE[0]


def _new_soft_token(folder: Path) -> SoftToken:
    module = next((Path(path) for path in MODULES if Path(path).exists()), None)
    program = shutil.which("softhsm2-util")
    if module is None or program is None:
        pytest.skip("SoftHSM is not installed: install softhsm2, or run `make setup-token` as root")
    (folder / "tokens").mkdir()
    settings = folder / "softhsm2.conf"
    settings.write_text(f"directories.tokendir = {folder / 'tokens'}\n", encoding="utf-8")
    os.environ["SOFTHSM2_CONF"] = str(settings)  # noqa: TID251 - how SoftHSM is told
    subprocess.run(  # noqa: S603 - SoftHSM's own program
        [program, "--init-token", "--free", "--label", LABEL, "--pin", PIN, "--so-pin", "0" * 8],
        check=True,
        capture_output=True,
    )
    return SoftToken(module, folder)
