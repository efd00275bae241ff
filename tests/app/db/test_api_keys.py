"""app.db.api_keys: shown once, kept hashed, expirable, revocable."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.clock import RandomIds
from app.db import api_keys, tables
from app.db.api_keys import ApiKey
from issuer.errors import NotFound
from issuer.model.organisation import Scope
from tests.app.db.school import LATER, OTHER_SCHOOL_ID, School
from tests.issuer.examples import NOW, SCHOOL_ID

IDS = RandomIds()


def enter(school: School, **changes: object) -> tuple[ApiKey, str]:
    secret = api_keys.new_secret(IDS)
    key = ApiKey(
        id=IDS.new_id(),
        organisation_id=SCHOOL_ID,
        name="Referat",
        prefix=secret.prefix,
        scopes=frozenset({Scope.ISSUE, Scope.READ}),
        created_by=None,
        created_at=NOW,
    )
    key = replace(key, **changes)  # type: ignore[arg-type]  # replace() cannot be typed by name
    with school.database.write() as connection:
        api_keys.add(connection, key, secret)
    return key, secret.text


def test_the_right_secret_finds_its_key(school: School) -> None:
    key, secret = enter(school)
    with school.database.read() as connection:
        found = api_keys.authenticate(connection, secret, NOW)
    assert found == key
    assert found is not None
    assert found.actor.id == key.id
    assert found.actor.may(Scope.ISSUE)
    assert not found.actor.may(Scope.ADMIN)


@pytest.mark.parametrize("spoil", ["", "x", "dkz_", "dkz_ab_cd", "čšž_ć_đ", "dkz_a_" + "b" * 5000])
def test_anything_else_finds_none(school: School, spoil: str) -> None:
    enter(school)
    with school.database.read() as connection:
        assert api_keys.authenticate(connection, spoil, NOW) is None


def test_a_changed_secret_or_prefix_finds_none(school: School) -> None:
    _, secret = enter(school)
    last = "A" if secret[-1] != "A" else "B"
    mark, prefix, rest = secret.split("_", 2)
    other_prefix = f"{mark}_{'0' * len(prefix)}_{rest}"
    with school.database.read() as connection:
        assert api_keys.authenticate(connection, secret[:-1] + last, NOW) is None
        assert api_keys.authenticate(connection, other_prefix, NOW) is None


def test_the_secret_is_not_kept(school: School) -> None:
    _, secret = enter(school)
    with school.database.read() as connection:
        row = connection.execute(select(tables.api_keys)).one()
    assert secret.split("_", 2)[2] not in str(row)


def test_a_secret_does_not_show_itself() -> None:
    secret = api_keys.new_secret(IDS)
    assert secret.text not in repr(secret)


def test_an_expired_key_opens_nothing(school: School) -> None:
    _, secret = enter(school, expires_at=LATER)
    with school.database.read() as connection:
        assert api_keys.authenticate(connection, secret, LATER - timedelta(seconds=1)) is not None
        assert api_keys.authenticate(connection, secret, LATER) is None


def test_a_revoked_key_opens_nothing_and_stays_revoked(school: School) -> None:
    key, secret = enter(school)
    with school.database.write() as connection:
        api_keys.revoke(connection, key.id, organisation_id=SCHOOL_ID, now=NOW)
        again = api_keys.revoke(connection, key.id, organisation_id=SCHOOL_ID, now=LATER)
        assert again.revoked_at == NOW
        assert api_keys.authenticate(connection, secret, NOW) is None


def test_another_organisation_neither_sees_nor_revokes_it(school: School) -> None:
    key, secret = enter(school)
    with school.database.write() as connection:
        assert api_keys.listed(connection, organisation_id=OTHER_SCHOOL_ID) == ()
        with pytest.raises(NotFound):
            api_keys.revoke(connection, key.id, organisation_id=OTHER_SCHOOL_ID, now=NOW)
        assert api_keys.authenticate(connection, secret, NOW) is not None


def test_the_last_use_is_noted_at_most_once_a_minute(school: School) -> None:
    key, _ = enter(school)
    soon, later = NOW + timedelta(seconds=59), NOW + timedelta(seconds=60)
    used = []
    with school.database.write() as connection:
        for moment in (NOW, soon, later):
            api_keys.touch(connection, key.id, now=moment)
            used.append(api_keys.get(connection, key.id, organisation_id=SCHOOL_ID).last_used_at)
    assert used == [NOW, NOW, later]
    assert replace(key, last_used_at=NOW).touch_due(later)
    assert not replace(key, last_used_at=NOW).touch_due(soon)


def test_all_generations_of_makers_are_told(school: School) -> None:
    first, _ = enter(school)
    second, _ = enter(school, created_by=first.id)
    third, _ = enter(school, created_by=second.id)
    with school.database.read() as connection:
        told = api_keys.creators(connection, frozenset({third.id, "somebody else"}))
    assert told == {
        third.id: second.id,
        second.id: first.id,
        first.id: None,
        "somebody else": None,
    }
