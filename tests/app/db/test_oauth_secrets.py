"""app.db.oauth_secrets and app.db.wallet_offers: used once, whoever asks at the same time."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TypeVar

from sqlalchemy import Connection, func, select

from app.db import oauth_secrets, wallet_offers
from app.db.engine import Database
from app.db.oauth_secrets import KeptSecret, SecretKind
from app.db.tables import oauth_secrets as table
from app.db.wallet_offers import MOST_ATTEMPTS, Offer
from tests.app.db.school import School
from tests.issuer.examples import NOW

T = TypeVar("T")

CODE = SecretKind.AUTHORIZATION_CODE
END = NOW + timedelta(minutes=1)


def secret(kind: SecretKind = CODE, grant_id: str = "grant") -> KeptSecret:
    return KeptSecret(kind=kind, grant_id=grant_id, content={"scopes": ["a"]}, expires_at=END)


def at_once(database: Database, work: Callable[[Connection], T], *, times: int = 8) -> list[T]:
    """Do a work in as many transactions at the same time."""

    def once(_: int) -> T:
        with database.write() as connection:
            return work(connection)

    with ThreadPoolExecutor(times) as threads:
        return list(threads.map(once, range(times)))


def kept(database: Database, value: str, one: KeptSecret) -> None:
    with database.write() as connection:
        oauth_secrets.keep(connection, value, one, now=NOW)


def test_of_many_who_redeem_a_value_one_gets_it(database: Database) -> None:
    kept(database, "value", secret())
    given = at_once(database, lambda c: oauth_secrets.redeem(c, CODE, "value", now=NOW))
    assert [each for each in given if each is not None] == [secret()]


def test_of_many_who_use_up_a_nonce_one_does(database: Database) -> None:
    nonce = secret(SecretKind.CREDENTIAL_NONCE)
    used = at_once(database, lambda c: oauth_secrets.use_up(c, "nonce", nonce, now=NOW))
    assert used.count(True) == 1


def test_a_value_is_good_for_its_kind_until_its_end(database: Database) -> None:
    kept(database, "value", secret())
    with database.read() as connection:
        assert oauth_secrets.look_up(connection, CODE, "value", now=NOW) == secret()
        assert oauth_secrets.look_up(connection, SecretKind.ACCESS_TOKEN, "value", now=NOW) is None
        assert oauth_secrets.look_up(connection, CODE, "value", now=END) is None
        assert oauth_secrets.look_up(connection, CODE, "other", now=NOW) is None


def test_a_second_use_is_recognised_and_ends_all_that_came_of_it(database: Database) -> None:
    kept(database, "code", secret())
    kept(database, "token", secret(SecretKind.ACCESS_TOKEN))
    kept(database, "another's", secret(SecretKind.ACCESS_TOKEN, "another grant"))
    with database.write() as connection:
        assert oauth_secrets.used_before(connection, CODE, "code") is None
        assert oauth_secrets.redeem(connection, CODE, "code", now=NOW)
        assert oauth_secrets.redeem(connection, CODE, "code", now=NOW) is None
        assert oauth_secrets.used_before(connection, CODE, "code") == "grant"
        oauth_secrets.end_grant(connection, "grant", now=NOW)
        tokens = [
            oauth_secrets.look_up(connection, SecretKind.ACCESS_TOKEN, value, now=NOW)
            for value in ("token", "another's")
        ]
    assert [each is not None for each in tokens] == [False, True]


def test_what_is_just_being_made_of_a_grant_ends_with_it(database: Database) -> None:
    refresh, ended = SecretKind.REFRESH_TOKEN, threading.Event()
    kept(database, "old", secret(refresh))

    def end() -> None:
        with database.write() as connection:
            oauth_secrets.end_grant(connection, "grant", now=NOW)
        ended.set()

    with ThreadPoolExecutor(1) as threads:
        with database.write() as connection:
            oauth_secrets.redeem(connection, refresh, "old", now=NOW)
            oauth_secrets.keep(connection, "new", secret(refresh), now=NOW)
            ending = threads.submit(end)
            assert not ended.wait(0.2), "it waits for who is redeeming"
        ending.result()
    with database.read() as connection:
        assert oauth_secrets.look_up(connection, refresh, "new", now=NOW) is None


def test_what_ended_is_forgotten_a_day_later(database: Database) -> None:
    kept(database, "value", secret())
    counted = []
    for moment in (END + timedelta(hours=23), END + timedelta(hours=25)):
        with database.write() as connection:
            oauth_secrets.forget(connection, now=moment)
            counted.append(connection.scalar(select(func.count()).select_from(table)))
    assert counted == [1, 0]


def test_requests_at_once_get_no_more_tries_of_a_transaction_code(school: School) -> None:
    award = school.approved_award(school.approved(), school.learner())
    offer = Offer(
        id=school.ids.new_id(),
        award_id=award.id,
        configuration_ids=("one",),
        issuer="",
        expires_at=END,
        tx_code_hash=b"hash",
    )
    with school.database.write() as connection:
        wallet_offers.add(connection, offer, "secret", now=NOW)
    tries = at_once(school.database, lambda c: wallet_offers.count_attempt(c, offer.id))
    assert tries.count(True) == MOST_ATTEMPTS
    with school.database.read() as connection:
        assert wallet_offers.by_secret(connection, "secret", now=NOW) is None
