"""A finished table in a form field, so that it can be had as a file and nothing is kept here.

Marked with a keyed hash: what comes back is what was shown, or it is refused.
"""

import base64
import hmac
import json
import zlib
from collections.abc import Callable, Sequence

from contexts import JsonObject

MOST_BYTES = 4 * 1024 * 1024
"""Of a table in its field."""
_MARK_CHARACTERS = 64

Mark = Callable[[str], str]
"""Gives HMAC-SHA-256 under the master key, in hexadecimal."""


class NotOurs(Exception):
    """The table was not made here, or was changed since."""


def sealed(rows: Sequence[JsonObject], mark: Mark) -> str:
    """Write rows as one text of letters and digits."""
    packed = zlib.compress(json.dumps(rows, ensure_ascii=False).encode())
    text = base64.urlsafe_b64encode(packed).decode()
    return mark(text) + text


def unsealed(text: str, mark: Mark) -> list[JsonObject]:
    """Read rows again. Raises NotOurs."""
    said, table = text[:_MARK_CHARACTERS], text[_MARK_CHARACTERS:]
    # Nothing is unpacked before it is known that it was packed here.
    if not table.isascii() or not hmac.compare_digest(said.encode(), mark(table).encode()):
        raise NotOurs
    rows: list[JsonObject] = json.loads(zlib.decompress(base64.urlsafe_b64decode(table)))
    return rows
