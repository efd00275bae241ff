"""A letter as a message (RFC 5322): text and HTML that say the same, and nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.headerregistry import Address, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import EmailPolicy, Policy
from functools import lru_cache
from typing import Any

from jinja2 import (
    Environment,
    PackageLoader,
    StrictUndefined,
    Template,
    select_autoescape,
)

from app.mail.letter import LetterKind
from app.mail.wording import words_for


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What is to be written, once everything has been looked up."""

    kind: LetterKind
    language: str
    facts: Mapping[str, str] = field(repr=False)
    link: str = field(default="", repr=False)
    stop_link: str = field(default="", repr=False)
    """Where reminders are stopped; for letters that reminders follow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """Who writes to whom, and when: always the same for one letter."""

    mail_id: str
    written_at: datetime
    sender: Address
    recipient: Address = field(repr=False)
    reply_to: Address | None = None


def compose(heading: Heading, content: Content) -> EmailMessage:
    """Write the message. Tried again it has the same Message-ID, so that a reader gets it once."""
    said = words_for(content.kind, content.language, content.facts)
    shown = {
        "said": said,
        "language": content.language,
        "school": content.facts.get("school", ""),
        "link": content.link,
        "stop_link": content.stop_link,
    }
    message = EmailMessage(policy=_policy())
    message["From"] = heading.sender
    message["To"] = heading.recipient
    message["Subject"] = said.subject
    message["Date"] = heading.written_at
    message["Message-ID"] = message_id(heading.mail_id, heading.sender.domain)
    if heading.reply_to is not None:
        message["Reply-To"] = heading.reply_to
    message.set_content(_template("letter.txt").render(shown), cte="quoted-printable")
    message.add_alternative(
        _template("letter.html").render(shown), subtype="html", cte="quoted-printable"
    )
    message.set_boundary(f"part-{heading.mail_id}")
    _mark_as_automatic(message, content)
    return message


def message_id(mail_id: str, domain: str) -> str:
    """Give the Message-ID of a letter, by which what comes back is known again."""
    return f"<{mail_id}@{domain}>"


def _mark_as_automatic(message: EmailMessage, content: Content) -> None:
    message["Content-Language"] = content.language
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody answers it automatically
    message["X-Auto-Response-Suppress"] = "All"  # the same for Exchange
    if content.stop_link:
        message["List-Unsubscribe"] = f"<{content.stop_link}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"  # RFC 8058


class _Verbatim(UnstructuredHeader):
    """A header whose long address must not be cut up into encoded words: programs read it."""

    def fold(self, *, policy: Policy[Any]) -> str:
        """Write it on one line; an address stays far below the 998 characters of RFC 5322."""
        return f"{self.name}: {self}{policy.linesep}"  # type: ignore[attr-defined]  # of BaseHeader


@lru_cache(maxsize=1)
def _policy() -> EmailPolicy[EmailMessage]:
    headers = HeaderRegistry()
    # The registry makes a header of its base and this class, as it does with those of its own.
    headers.map_to_type("list-unsubscribe", _Verbatim)  # type: ignore[arg-type]
    return EmailPolicy(header_factory=headers)


def _template(name: str) -> Template:
    return _environment().get_template(name)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("app.mail"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
