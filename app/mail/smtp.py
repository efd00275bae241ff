"""The conversation with the mail server: one connection, many letters (RFC 5321)."""

from __future__ import annotations

import re
import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP

from app.mail.reply import Outcome, Reply, Stage, outcome_of, read_reply
from app.settings import Settings

_COMMAND_SECONDS = 30.0
_ANSWER_SECONDS = 300.0
"""For the answer to a whole letter. RFC 5321, section 4.5.3.2.6: hung up on too early, a server
that has taken it would get it a second time."""
_GO_AHEAD = 354
_LINE_BEGINS_WITH_DOT = re.compile(rb"(?m)^\.")


class ServerAway(Exception):
    """The server does not answer, cannot be believed, or refuses us; the sentence says how."""


@dataclass(frozen=True, slots=True)
class Result:
    """What has become of one attempt, with the server's answer if there was one."""

    outcome: Outcome
    reply: Reply | None = None


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who a server is told that a letter is from and to; not what its reader sees."""

    sender: str
    recipient: str


class MailServer:
    """The server of the settings; connected at the first letter, and as long as it likes."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._connection: smtplib.SMTP | None = None

    def hand_over(self, envelope: Envelope, message: EmailMessage) -> Result:
        """Hand over a letter. Raises ServerAway when there is nobody to hand it to."""
        connection = self._connected()
        try:
            result = _conversation(connection, envelope, message)
        except (OSError, smtplib.SMTPException):
            self.hang_up()
            return Result(Outcome.SERVER_TROUBLE)
        if result.outcome in {Outcome.SERVER_TROUBLE, Outcome.ANSWER_LOST}:
            self.hang_up()
        return result

    def hang_up(self) -> None:
        """Close the connection; the next letter opens another."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(OSError, smtplib.SMTPException):
                connection.close()

    def _connected(self) -> smtplib.SMTP:
        if self._connection is not None and _still_there(self._connection):
            return self._connection
        self.hang_up()
        try:
            self._connection = _introduced(self._settings)
        except ssl.SSLCertVerificationError:
            raise ServerAway("its certificate is not one that we believe (SMTP_CA_FILE)") from None
        except smtplib.SMTPAuthenticationError as error:
            raise ServerAway(f"it refuses user and password ({error.smtp_code})") from None
        except smtplib.SMTPNotSupportedError:
            raise ServerAway("it does not offer what SMTP_SECURITY or SMTP_USER want") from None
        except (OSError, smtplib.SMTPException) as error:
            raise ServerAway(f"no conversation came about ({type(error).__name__})") from None
        return self._connection


def _introduced(settings: Settings) -> smtplib.SMTP:
    host, port = settings.smtp_host, settings.smtp_port
    trusted = ssl.create_default_context(cafile=_ca_file(settings))
    if settings.smtp_security == "tls":
        connection: smtplib.SMTP = smtplib.SMTP_SSL(
            host, port, timeout=_COMMAND_SECONDS, context=trusted
        )
    else:
        connection = smtplib.SMTP(host, port, timeout=_COMMAND_SECONDS)
    try:
        if settings.smtp_security == "starttls":
            connection.starttls(context=trusted)
        connection.ehlo_or_helo_if_needed()
        if settings.smtp_user:
            connection.login(settings.smtp_user, settings.smtp_password.get_secret_value())
    except BaseException:
        connection.close()
        raise
    return connection


def _ca_file(settings: Settings) -> str | None:
    return str(settings.smtp_ca_file) if settings.smtp_ca_file else None


def _still_there(connection: smtplib.SMTP) -> bool:
    try:
        return read_reply(*connection.rset()).is_taken
    except (OSError, smtplib.SMTPException):
        return False


def _conversation(connection: smtplib.SMTP, envelope: Envelope, message: EmailMessage) -> Result:
    """Go through the commands one by one: what is lost after the last one is another matter."""
    extended = () if envelope.recipient.isascii() else ("SMTPUTF8", "BODY=8BITMIME")
    if extended and not connection.has_extn("smtputf8"):
        return Result(Outcome.NO_MAILBOX)  # RFC 6531: this server cannot reach such a mailbox
    reply = read_reply(*connection.mail(envelope.sender, extended))
    if not reply.is_taken:
        return Result(outcome_of(reply, Stage.SENDER), reply)
    reply = read_reply(*connection.rcpt(envelope.recipient))
    if not reply.is_taken:
        return Result(outcome_of(reply, Stage.RECIPIENT), reply)
    reply = read_reply(*connection.docmd("DATA"))
    if reply.code != _GO_AHEAD:
        return Result(outcome_of(reply, Stage.CONTENT), reply)
    connection.send(_as_sent(message, utf8=bool(extended)))
    return _last_answer(connection)


def _last_answer(connection: smtplib.SMTP) -> Result:
    """Hear whether the server has taken the letter that it has by now."""
    if connection.sock is not None:
        connection.sock.settimeout(_ANSWER_SECONDS)
    try:
        reply = read_reply(*connection.getreply())
    except (OSError, smtplib.SMTPException):
        return Result(Outcome.ANSWER_LOST)
    if connection.sock is not None:
        connection.sock.settimeout(_COMMAND_SECONDS)
    return Result(Outcome.TAKEN if reply.is_taken else outcome_of(reply, Stage.CONTENT), reply)


def _as_sent(message: EmailMessage, *, utf8: bool) -> bytes:
    written = message.as_bytes(policy=SMTP.clone(utf8=utf8))
    return _LINE_BEGINS_WITH_DOT.sub(b"..", written) + b".\r\n"
