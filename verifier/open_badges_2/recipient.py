"""Whose badge it is: the IdentityObject, in clear or as a salted hash."""

import re

from contexts import JsonValue
from verifier.judgement import passed
from verifier.open_badges_2.objects import ASSERTION, malformed
from verifier.report import Finding

CHECK = "recipient"
_HASH = re.compile(r"(md5\$[0-9a-f]{32}|sha256\$[0-9a-f]{64})", re.IGNORECASE)


def check_recipient(recipient: JsonValue) -> Finding:
    """Check that the badge says whose it is, in one of the two forms."""
    if not isinstance(recipient, dict):
        return malformed(ASSERTION, CHECK, "its recipient is no object").finding(CHECK)
    identity = recipient.get("identity")
    if not isinstance(identity, str) or not identity:
        return malformed(ASSERTION, CHECK, "its recipient has no identity").finding(CHECK)
    hashed = recipient.get("hashed", False)
    if not isinstance(hashed, bool) or not isinstance(recipient.get("type"), str):
        return malformed(ASSERTION, CHECK, "its recipient is incomplete").finding(CHECK)
    if hashed and not _HASH.fullmatch(identity):
        return malformed(ASSERTION, CHECK, "its recipient is hashed in no known way").finding(CHECK)
    return passed(CHECK, form="hashed" if hashed else "clear")
