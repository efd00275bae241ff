"""One thing of many to verify: bytes, an address, or the reason why there is neither."""

import re
from dataclasses import dataclass

from app.reading.tokens import is_token
from verifier import Finding

_ADDRESS = re.compile(r"https?://[^\s\"<>]+", re.IGNORECASE)
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to verify, by the name under which it is told of."""

    name: str
    body: bytes = b""
    url: str | None = None
    refusal: str = ""
    """Why there is nothing to verify: a code of app.submission_problems."""
    finding: Finding | None = None
    """The same, as the containers' reader says it."""


def nothing_in(name: str) -> Item:
    """Say of a file or a line that it holds nothing to verify."""
    return Item(name, refusal="NOTHING_TO_VERIFY")


def is_address(text: str) -> bool:
    """Tell whether the whole text is a web address."""
    return _ADDRESS.fullmatch(text) is not None


def is_meant(text: str) -> bool:
    """Tell whether a cell of a table is what is to be verified, and not a word about it."""
    return is_address(text) or is_token(text) or text.startswith("{")


def item_of_text(name: str, text: str) -> Item:
    """Make an item of an address, a token or JSON; the name falls back on the address."""
    text = text.strip()
    if is_address(text):
        return Item(plain_name(name or text), url=text)
    return Item(plain_name(name), text.encode("utf-8", "surrogatepass"))


def plain_name(name: str) -> str:
    """Make a stranger's name fit to be shown: on one line, not too long."""
    printable = "".join(character if character.isprintable() else " " for character in name)
    return " ".join(printable.split())[:_LONGEST_NAME]
