"""E-mail addresses as a mail server wants them: nothing that could begin another command."""

from email.headerregistry import Address
from email.utils import parseaddr

from issuer.value_rules import is_email_address


class UnusableAddress(ValueError):
    """No letter can be addressed so."""


def is_mailbox(text: str) -> bool:
    """Tell whether a text is an address, with or without a name before it."""
    return text.isprintable() and is_email_address(parseaddr(text)[1])


def mailbox(text: str, *, name: str = "") -> Address:
    """Read a mailbox such as `Name <dokazila@example.org>`; `name` is for one that has none."""
    own_name, address = parseaddr(text)
    bare = recipient(address)
    on_one_line = " ".join((own_name or name).split())
    return Address(on_one_line, bare.username, bare.domain)


def recipient(address: str) -> Address:
    """Read an address without a name, its domain as the DNS writes it. Raises UnusableAddress.

    Nothing is looked for in it: what is more than an address may be meant to reach somebody else.
    """
    address = address.strip()
    local, _, domain = address.rpartition("@")
    if not is_email_address(address) or not address.isprintable():
        raise UnusableAddress("This is no e-mail address.")
    try:
        return Address("", local, domain.encode("idna").decode("ascii"))
    except (UnicodeError, ValueError):
        raise UnusableAddress("No letter can be addressed to this e-mail address.") from None


def masked(address: str) -> str:
    """Give `a***@example.si`: enough for its owner to know it, and no more."""
    local, _, domain = address.strip().rpartition("@")
    return f"{local[:1]}***@{domain}" if local else ""


def with_detail(address: str, detail: str) -> str:
    """Give `bounces+detail@…` for `bounces@…` (RFC 5233): the answer then says what it answers."""
    local, _, domain = address.rpartition("@")
    return f"{local}+{detail}@{domain}"
