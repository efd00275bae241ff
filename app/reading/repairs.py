"""What may have to be repaired in a text that came by mail or through a word processor."""

from enum import Enum


class Repair(Enum):
    """Name one repair; the value is its code in the report."""

    BYTE_ORDER_MARK = "byte-order-mark"
    UTF_16 = "utf-16"
    MAIL_QUOTING = "mail-quoting"
    QUOTED_PRINTABLE = "quoted-printable"
    HTML_ENTITIES = "html-entities"
    SPACES = "spaces"
    QUOTES = "quotes"
    LINE_BREAKS = "line-breaks"
    WRAPPED_TOKEN = "wrapped-token"  # noqa: S105  # a repair, not a password
    SURROUNDING_TEXT = "surrounding-text"
    WRAPPER = "wrapper"
