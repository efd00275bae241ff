"""The way to the mail server: TLS with a certificate that is checked, a login, no way around."""

from __future__ import annotations

import logging
import ssl
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.mail.delivering import Postman
from app.mail.letter import LetterState
from app.mail.reply import Outcome, Reply, Stage, outcome_of, read_reply
from app.settings import BadSettings, Settings
from tests.app.local_https import make_certificate
from tests.app.mail.mail_server import PASSWORD, USER, Inbox, mail_server
from tests.app.mail.sending import letter_of, owe_code, services_by

LOGIN = {"smtp_user": USER, "smtp_password": PASSWORD}


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_certificate(tmp_path_factory.mktemp("tls"), ["localhost"])


def tls(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


@dataclass(frozen=True)
class Way:
    """How a letter is sent, and whether it arrives."""

    trusts: bool = True
    password: str = PASSWORD
    arrives: bool = True


@pytest.mark.parametrize("security", ["starttls", "tls"])
@pytest.mark.parametrize(
    "way",
    [Way(), Way(trusts=False, arrives=False), Way(password="?", arrives=False)],
    ids=["all well", "unknown certificate", "wrong password"],
)
def test_letters_go_over_tls_to_a_server_that_is_believed(
    sqlite_url: str,
    certificate: Path,
    caplog: pytest.LogCaptureFixture,
    security: str,
    way: Way,
) -> None:
    caplog.set_level(logging.DEBUG, logger="dokazilo")
    with mail_server(Inbox(), tls=tls(certificate), implicit=security == "tls") as server:
        settings = {
            "smtp_user": USER,
            "smtp_password": way.password,
            "smtp_security": security,
            "smtp_ca_file": certificate if way.trusts else None,
        }
        with services_by(sqlite_url, server, None, **settings) as services:
            with services.database.write() as connection:
                mail_id = owe_code(connection, services, "spela@example.com")
            postman = Postman(services)
            assert postman.hand_over_due() == int(way.arrives)
            postman.close()
            state = letter_of(services, mail_id).state
        assert state is (LetterState.SENT if way.arrives else LetterState.WAITING)
        assert bool(server.inbox.arrived) is way.arrives
        assert bool(server.inbox.logins) is way.trusts, "no password for whom we do not believe"
    assert PASSWORD not in caplog.text


def test_without_starttls_nothing_is_said(sqlite_url: str) -> None:
    with mail_server(Inbox()) as server:
        settings = LOGIN | {"smtp_security": "starttls"}
        with services_by(sqlite_url, server, None, **settings) as services:
            with services.database.write() as connection:
                owe_code(connection, services, "spela@example.com")
            postman = Postman(services)
            assert postman.hand_over_due() == 0
            postman.close()
        assert (server.inbox.arrived, server.inbox.logins) == ([], [])


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"smtp_host": "mail.example"}, "MAIL_FROM"),
        (
            {
                "smtp_host": "mail.example",
                "mail_from": "a@example.com",
                "smtp_security": "none",
                "smtp_password": "geslo",
            },
            "SMTP_PASSWORD",
        ),
        ({"mail_from": "nobody"}, "MAIL_FROM"),
        ({"mail_reminder_days": "21,7"}, "MAIL_REMINDER_DAYS"),
    ],
)
def test_settings_that_cannot_work_are_refused(settings: dict[str, str], named: str) -> None:
    with pytest.raises(BadSettings, match=named) as refused:
        Settings.load(env_file=None, **settings)
    assert "geslo" not in str(refused.value)


@pytest.mark.parametrize(
    ("code", "words", "stage", "outcome"),
    [
        (421, b"4.3.2 Shutting down", Stage.RECIPIENT, Outcome.SERVER_TROUBLE),
        (550, b"5.7.1 We do not relay for you", Stage.SENDER, Outcome.SERVER_TROUBLE),
        (550, b"5.2.1 Mailbox disabled", Stage.RECIPIENT, Outcome.NO_MAILBOX),
        (551, b"User not local", Stage.RECIPIENT, Outcome.NO_MAILBOX),
        (554, b"Transaction failed", Stage.RECIPIENT, Outcome.REFUSED),
        (550, b"5.1.1 unknown", Stage.CONTENT, Outcome.REFUSED),
        (452, b"4.5.3 Too many recipients", Stage.RECIPIENT, Outcome.LATER),
    ],
)
def test_what_answers_mean(code: int, words: bytes, stage: Stage, outcome: Outcome) -> None:
    assert outcome_of(read_reply(code, words), stage) is outcome


def test_of_an_answer_only_its_numbers_are_kept() -> None:
    reply = read_reply(550, b"5.1.1 <spela@example.com> unknown")
    assert reply == Reply(550, "5.1.1")
    assert str(reply) == "550 5.1.1"
