"""Is a badge for this e-mail address? The IdentityObject of Open Badges, in clear or hashed.

Open Badges 3.0, B.1.14 and "IdentityHash" (2.0 has the same under other names): `sha256$` or `md5$`
and the hexadecimal digest of UTF-8(identity, salt). The salt stands beside the hash, so this hides
an address only from who has to guess it: asking here reveals nothing that the badge does not.

Neither specification normalizes addresses. The address is tried as it was typed, without the spaces
around it, and with its domain in lower case, because that part has no case (RFC 5321, 2.4); each in
Unicode's composed form (NFC) too, because keyboards differ where schools' registers do not.
"""

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from contexts import JsonObject, JsonValue
from verifier.data_model import as_list

LONGEST = 320
"""Letters of an address: 64 before the @ and 255 behind it (RFC 5321, 4.5.3.1)."""

_EMAIL_TYPES = frozenset({"emailAddress", "email"})
"""Open Badges 3.0 and 2.0."""
_HASH = re.compile(r"(sha256)\$([0-9a-f]{64})|(md5)\$([0-9a-f]{32})", re.IGNORECASE | re.ASCII)


class Recipient(Enum):
    """What a badge says of an address."""

    SAME = "same"
    OTHER = "other"
    NOT_SAID = "not_said"
    """It names no e-mail address at all."""
    NOT_READABLE = "not_readable"
    """It names one in a way that is not known here, and none that fits."""


@dataclass(frozen=True, slots=True)
class EmailIdentity:
    """One address as a badge states it."""

    stated: JsonValue
    hashed: bool
    salt: str


def compare_email(document: JsonObject, email: str) -> Recipient:
    """Tell whether a badge, by Open Badges 3.0 or 2.0, is for this address; one match suffices."""
    identities = list(email_identities(document))
    if not identities:
        return Recipient.NOT_SAID
    answers = [_fits(identity, email) for identity in identities]
    if any(answers):
        return Recipient.SAME
    return Recipient.NOT_READABLE if None in answers else Recipient.OTHER


def email_identities(document: JsonObject) -> Iterator[EmailIdentity]:
    """Give every e-mail address that a badge states as its recipient's."""
    for subject in as_list(document.get("credentialSubject", [])):
        if not isinstance(subject, dict):
            continue
        identifier = subject.get("id")
        if isinstance(identifier, str) and identifier.lower().startswith("mailto:"):
            yield EmailIdentity(identifier[len("mailto:") :], hashed=False, salt="")
        for identity in as_list(subject.get("identifier", [])):
            if isinstance(identity, dict) and identity.get("identityType") in _EMAIL_TYPES:
                yield _identity(identity, "identityHash")
    recipient = document.get("recipient")
    if isinstance(recipient, dict) and recipient.get("type") in _EMAIL_TYPES:
        yield _identity(recipient, "identity")


def _identity(value: JsonObject, member: str) -> EmailIdentity:
    salt = value.get("salt")
    hashed = value.get("hashed") is True
    return EmailIdentity(value.get(member), hashed, salt if isinstance(salt, str) else "")


def _fits(identity: EmailIdentity, email: str) -> bool | None:
    """Compare one address; None when what is stated cannot be read."""
    if not isinstance(identity.stated, str) or not identity.stated.strip():
        return None
    if not identity.hashed:
        stated = _with_lower_domain(_composed(identity.stated.strip()))
        return hmac.compare_digest(stated.encode(), _with_lower_domain(_composed(email)).encode())
    found = _HASH.fullmatch(identity.stated.strip())
    if found is None:
        return None
    name, digest = (part.lower() for part in found.groups() if part)
    return any(
        hmac.compare_digest(_digest(name, spelling + identity.salt), digest)
        for spelling in _spellings(email)
    )


def _spellings(email: str) -> tuple[str, ...]:
    typed = email.strip()
    forms = (typed, _composed(typed))
    return tuple(dict.fromkeys([*forms, *(_with_lower_domain(form) for form in forms)]))


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text.strip())


def _with_lower_domain(email: str) -> str:
    local, at, domain = email.rpartition("@")
    return f"{local}{at}{domain.lower()}"


def _digest(name: str, text: str) -> str:
    return hashlib.new(name, text.encode(), usedforsecurity=False).hexdigest()
