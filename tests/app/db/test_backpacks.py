"""app.db.backpacks, and what goes with an account: on both databases."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.db import accounts, backpacks
from app.db.accounts import Account
from app.db.backpacks import ENDS_AFTER, Errand, Host, Outcome
from app.db.tables import account_sessions, backpack_connections, backpack_errands
from issuer.errors import NotFound
from tests.app.db.school import School
from tests.issuer.examples import NOW

HOST = Host(
    id="5b0c0f5e-6f57-4b0e-9a53-0d3f6a3f2c11",
    address="https://backpack.example",
    authorization_url="https://backpack.example/authorize",
    token_url="https://backpack.example/token",
    client_id="us",
    client_secret="our secret",
)


@pytest.fixture
def account(school: School) -> Account:
    """Make an account, and register with a host."""
    with school.database.write() as connection:
        backpacks.add_host(connection, school.vault, HOST, now=NOW)
        return accounts.of_address(
            connection, school.vault, "a@example.com", new_id=school.ids.new_id(), now=NOW
        )


def test_of_two_registrations_the_first_stays(school: School, account: Account) -> None:
    del account
    with school.database.write() as connection:
        second = replace(HOST, id=school.ids.new_id(), client_id="again")
        backpacks.add_host(connection, school.vault, second, now=NOW)
        assert backpacks.host_at(connection, school.vault, HOST.address) == HOST
        assert backpacks.host_at(connection, school.vault, "https://x.example") is None


def test_an_errand_comes_back_once_in_time_to_its_account(school: School, account: Account) -> None:
    credential_id = school.issued().id
    errand = Errand(
        id=school.ids.new_id(), host_id=HOST.id, credential_id=credential_id, verifier="v" * 43
    )
    with school.database.write() as connection:
        other = accounts.of_link(
            connection, school.vault, credential_id, new_id=school.ids.new_id(), now=NOW
        )
        backpacks.begin(connection, account, errand, "state", now=NOW)
        late = NOW + ENDS_AFTER
        assert backpacks.come_back(connection, account, "another", now=NOW) is None
        assert backpacks.come_back(connection, other, "state", now=NOW) is None
        assert backpacks.come_back(connection, account, "state", now=late) is None
        assert backpacks.come_back(connection, account, "state", now=NOW) == errand
        assert backpacks.come_back(connection, account, "state", now=NOW) is None
        backpacks.end(connection, errand.id, Outcome.SENT, now=NOW)
        assert backpacks.errand(connection, account, errand.id).outcome is Outcome.SENT
        with pytest.raises(NotFound):
            backpacks.errand(connection, other, errand.id)
        backpacks.forget_errands(connection, before=NOW + timedelta(seconds=1))
        assert connection.execute(select(backpack_errands)).all() == []


def test_tokens_are_replaced_and_go_with_the_account(school: School, account: Account) -> None:
    with school.database.write() as connection:
        for token in ("first", "second"):
            backpacks.save_tokens(connection, account, HOST.id, {"access_token": token}, now=NOW)
        assert backpacks.tokens(connection, account, HOST.id) == {"access_token": "second"}
        assert backpacks.connected(connection, school.vault, account) == (HOST,)
        sealed = connection.scalars(select(backpack_connections.c.tokens_sealed)).one()
        assert b"second" not in sealed
        accounts.remove(connection, account.id)
        for table in (backpack_connections, account_sessions):
            assert connection.execute(select(table)).all() == []
        with pytest.raises(NotFound):
            accounts.get(connection, school.vault, account.id)


def test_two_that_bring_tokens_at_once_are_both_served(school: School, account: Account) -> None:
    """On PostgreSQL the second one meets a row that was not there when it began."""

    def bring(token: str) -> None:
        with school.database.write() as connection:
            backpacks.save_tokens(connection, account, HOST.id, {"access_token": token}, now=NOW)

    with ThreadPoolExecutor(1) as threads:
        with school.database.write() as connection:
            backpacks.save_tokens(connection, account, HOST.id, {"access_token": "first"}, now=NOW)
            second = threads.submit(bring, "second")
            with suppress(TimeoutError):  # wherever it waits, or has not begun yet
                second.result(timeout=0.2)
        second.result(timeout=20)
    with school.database.read() as connection:
        assert backpacks.tokens(connection, account, HOST.id) == {"access_token": "second"}
        assert len(connection.execute(select(backpack_connections)).all()) == 1
