"""How settings are written: texts of the environment read into values, or refused in a sentence."""

from typing import Annotated
from urllib.parse import urlsplit

from limits import parse as parse_rate
from pydantic import AfterValidator, TypeAdapter

from app.mail.address import is_mailbox

LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})
_LONGEST_DAYS = 365


def _rate(value: str) -> str:
    try:
        parse_rate(value)
    except ValueError:
        raise ValueError("must be like 120/minute") from None
    return value


def _mailbox_or_nothing(value: str) -> str:
    if value and not is_mailbox(value):
        raise ValueError("must be like dokazila@example.org or Name <dokazila@example.org>")
    return value


Rate = Annotated[str, AfterValidator(_rate)]
OptionalMailbox = Annotated[str, AfterValidator(_mailbox_or_nothing)]


def normalised_database_url(url: str) -> str:
    """Name the driver in a PostgreSQL URL; postgres:// and postgresql:// are what hosts give."""
    for scheme in ("postgres://", "postgresql://"):
        if url.startswith(scheme):
            return "postgresql+psycopg://" + url.removeprefix(scheme)
    if url and not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise ValueError("must start with sqlite:/// or postgresql://")
    return url


def bare_origin(url: str) -> str:
    """Give scheme, host and port, and refuse whatever else a URL may hold. Raises ValueError."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("must be like https://badges.example.org")
    if parts.query or parts.fragment or parts.username or "?" in url or "#" in url:
        raise ValueError("must not hold a query, a fragment or a user name")
    if parts.path.strip("/"):
        raise ValueError("must not hold a path: the service needs a host of its own")
    if any(character.isspace() for character in url):
        raise ValueError("must not hold spaces")
    if not url.isascii():
        raise ValueError("must be written in ASCII, as browsers send it: xn--…")
    _ = parts.port  # raises ValueError when it is no number
    return url.rstrip("/").lower()  # a host has no case, but a did:web is compared as text


def trusted_issuers(text: str) -> dict[str, str]:
    """Read ids with names, from a JSON object or from a list. Raises ValueError."""
    if text.lstrip().startswith("{"):
        return TypeAdapter(dict[str, str]).validate_json(text)
    # An id may itself hold "=", a name rarely does: the last one divides.
    pairs = [item.rpartition("=") for item in listed_items(text)]
    if not all(issuer and name for issuer, _, name in pairs):
        raise ValueError("must be a JSON object, or a list like did:web:a.si=A,did:web:b.si=B")
    return {issuer.strip(): name.strip() for issuer, _, name in pairs}


def listed_items(text: str) -> tuple[str, ...]:
    """Read what stands between commas."""
    return tuple(item.strip() for item in text.split(",") if item.strip())


def days(text: str) -> tuple[int, ...]:
    """Read numbers of days, the first soonest. Raises ValueError."""
    read = tuple(int(item) for item in listed_items(text))
    if any(not 1 <= day <= _LONGEST_DAYS for day in read) or list(read) != sorted(set(read)):
        raise ValueError(f"must be like 7,21: days from 1 to {_LONGEST_DAYS}, rising")
    return read
