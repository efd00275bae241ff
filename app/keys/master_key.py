"""The master key: from the environment, from a file, or made once for an empty database."""

import base64
import os
import secrets
from contextlib import suppress
from pathlib import Path

from app.keys.sealing import KEY_BYTES

_ONLY_THE_OWNER = 0o600


class MasterKeyProblem(Exception):
    """The service cannot start: the sentence says why and what to do."""


def decode_master_key(text: str, *, source: str) -> bytes:
    """Read 32 bytes from base64, in either alphabet. Raises MasterKeyProblem."""
    try:
        key = base64.b64decode(text.strip().replace("-", "+").replace("_", "/"), validate=True)
    except ValueError:  # binascii.Error is one, and so is what a letter outside ASCII raises
        key = b""
    if len(key) != KEY_BYTES:
        raise MasterKeyProblem(
            f"The master key in {source} is not {KEY_BYTES} bytes in base64. "
            "Make one with: openssl rand -base64 32"
        )
    return key


def read_master_key(path: Path) -> bytes | None:
    """Read the key file; None if there is none. Raises MasterKeyProblem."""
    try:
        text = path.read_text(encoding="ascii")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise MasterKeyProblem(
            f"The master key file {path} cannot be read ({type(error).__name__}). "
            "Give the service's user the right to read it, or name another in MASTER_KEY_FILE."
        ) from None
    return decode_master_key(text, source=f"the file {path}")


def create_master_key(path: Path) -> bytes:
    """Make a key and its file, readable by the owner alone; an existing file wins."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_once(path, secrets.token_bytes(KEY_BYTES))
    except OSError as error:
        raise MasterKeyProblem(
            f"The master key file {path} cannot be written ({type(error).__name__}). Give the "
            "service's user the right to write there, or set MASTER_KEY or MASTER_KEY_FILE."
        ) from None
    key = read_master_key(path)
    if key is None:
        raise MasterKeyProblem(f"The master key file {path} was removed while it was made.")
    return key


def _write_once(path: Path, key: bytes) -> None:
    # Written aside and linked into place: nobody ever reads half a key, and of two processes
    # that start at once only one makes it.
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _ONLY_THE_OWNER)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(base64.b64encode(key) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink()
