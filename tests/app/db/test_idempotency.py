"""app.db.idempotency: one effect, whatever is repeated."""

import threading
import time
from dataclasses import replace
from datetime import timedelta

import pytest

from app.db import api_keys, idempotency
from app.db.api_keys import ApiKey
from app.db.idempotency import Claim, IdempotencyKeyReused, Resource
from tests.app.db.school import LATER, School
from tests.issuer.examples import NOW, SCHOOL_ID


@pytest.fixture
def wanted(school: School) -> Claim:
    """Make an API key, and a request that comes with it."""
    secret = api_keys.new_secret(school.ids)
    key = ApiKey(
        id=school.ids.new_id(),
        organisation_id=SCHOOL_ID,
        name="Referat",
        prefix=secret.prefix,
        scopes=frozenset(),
        created_by=None,
        created_at=NOW,
    )
    with school.database.write() as connection:
        api_keys.add(connection, key, secret)
    return Claim(
        api_key_id=key.id,
        key="row 17",
        fingerprint="f" * 64,
        resource_kind="award",
        resource_id=school.ids.new_id(),
    )


def test_the_first_goes_ahead_and_the_second_gets_the_first_s(
    school: School, wanted: Claim
) -> None:
    with school.database.write() as connection:
        assert idempotency.claim(connection, wanted, now=NOW) is None
    again = replace(wanted, resource_id="another")
    with school.database.write() as connection:
        found = idempotency.claim(connection, again, now=LATER)
    assert found == Resource("award", wanted.resource_id)


def test_another_request_with_the_same_key_is_refused(school: School, wanted: Claim) -> None:
    with school.database.write() as connection:
        idempotency.claim(connection, wanted, now=NOW)
        with pytest.raises(IdempotencyKeyReused):
            idempotency.claim(connection, replace(wanted, fingerprint="0" * 64), now=NOW)


def test_a_claim_without_an_effect_is_none(school: School, wanted: Claim) -> None:
    def claim_and_fail() -> None:
        with school.database.write() as connection:
            idempotency.claim(connection, wanted, now=NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        claim_and_fail()
    with school.database.write() as connection:
        assert idempotency.claim(connection, wanted, now=LATER) is None


def test_of_two_at_once_the_second_waits_for_the_first(school: School, wanted: Claim) -> None:
    claimed = threading.Event()
    answers: list[Resource | None] = []

    def first() -> None:
        with school.database.write() as connection:
            answers.append(idempotency.claim(connection, wanted, now=NOW))
            claimed.set()
            time.sleep(0.2)

    thread = threading.Thread(target=first)
    thread.start()
    claimed.wait()
    with school.database.write() as connection:
        answers.append(idempotency.claim(connection, wanted, now=NOW))
    thread.join()
    assert answers == [None, Resource("award", wanted.resource_id)]


def test_old_keys_are_forgotten(school: School, wanted: Claim) -> None:
    with school.database.write() as connection:
        idempotency.claim(connection, wanted, now=NOW)
        assert idempotency.forget(connection, before=NOW) == 0
        assert idempotency.forget(connection, before=NOW + timedelta(seconds=1)) == 1
        assert idempotency.claim(connection, wanted, now=NOW) is None
