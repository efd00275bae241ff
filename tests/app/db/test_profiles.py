"""app.db.profiles, organisations and signing_keys: who issues, and with which keys."""

from dataclasses import replace

import pytest

from app.db import organisations, profiles, signing_keys
from app.keys.generation import new_signing_keys
from issuer.errors import AlreadyExists, NotFound
from issuer.signing import keys_in_use
from tests.app.db.school import LATER, OTHER_SCHOOL_ID, School, organisations_of_the_tests
from tests.issuer.examples import NOW, SCHOOL, SCHOOL_ID


def test_a_profile_is_found_in_every_way(school: School) -> None:
    with school.database.read() as connection:
        found = {
            "own": profiles.get(connection, SCHOOL.id, organisation_id=SCHOOL_ID),
            "id": profiles.by_id(connection, SCHOOL.id),
            "slug": profiles.by_slug(connection, SCHOOL.slug),
            "listed": profiles.listed(connection, organisation_id=SCHOOL_ID)[0],
            "public": profiles.public(connection)[0],
        }
    assert found == dict.fromkeys(found, school.profile)


def test_another_organisation_s_profile_is_not_found(school: School) -> None:
    with school.database.write() as connection:
        assert profiles.listed(connection, organisation_id=OTHER_SCHOOL_ID) == ()
        with pytest.raises(NotFound):
            profiles.get(connection, SCHOOL.id, organisation_id=OTHER_SCHOOL_ID)
        with pytest.raises(NotFound):
            profiles.save(connection, replace(school.profile, organisation_id=OTHER_SCHOOL_ID))


def test_what_a_profile_says_can_change_and_its_address_can_not(school: School) -> None:
    changed = replace(school.profile, name={"sl": "Novo ime"}, slug="other", locality=None)
    with school.database.write() as connection:
        profiles.save(connection, changed)
        assert profiles.by_id(connection, SCHOOL.id) == replace(changed, slug=SCHOOL.slug)


@pytest.mark.parametrize("taken", ["slug", "did"])
def test_an_address_is_given_once(school: School, taken: str) -> None:
    other = replace(school.profile, id=school.ids.new_id(), slug="other", did="did:web:other")
    other = replace(other, **{taken: getattr(SCHOOL, taken)})
    with pytest.raises(AlreadyExists), school.database.write() as connection:
        profiles.add(connection, other)


def test_organisations_come_back(school: School) -> None:
    entered = organisations_of_the_tests()
    with school.database.write() as connection:
        listed = organisations.listed(connection)
        assert sorted(listed, key=lambda each: each.id) == sorted(entered, key=lambda each: each.id)
        assert organisations.get(connection, SCHOOL_ID) == entered[1]
        with pytest.raises(AlreadyExists):
            organisations.add(connection, entered[0])
        with pytest.raises(NotFound):
            organisations.get(connection, "unknown")


def test_after_a_rotation_the_new_keys_sign_and_the_old_stay_listed(school: School) -> None:
    with school.database.write() as connection:
        old = signing_keys.of_profile(connection, SCHOOL.id)
        signing_keys.retire(connection, SCHOOL.id, at=LATER)
        for key, sealed in new_signing_keys(SCHOOL.id, school.vault, school.ids, now=LATER):
            signing_keys.add(connection, key, private_sealed=sealed)
        listed = signing_keys.of_profile(connection, SCHOOL.id)
    assert [key.retired_at for key in listed] == [LATER, LATER, None, None]
    assert {key.id for key in listed} > {key.id for key in old}
    assert {key.id for key in keys_in_use(listed, LATER)} == {key.id for key in listed[2:]}


def test_a_private_half_that_is_elsewhere_is_said_so(school: School) -> None:
    with school.database.write() as connection:
        key = signing_keys.of_profile(connection, SCHOOL.id)[0]
        elsewhere = replace(
            key,
            id=school.ids.new_id(),
            fragment="hsm",
            key_uri="pkcs11:token=seal",
            active_from=NOW,
        )
        signing_keys.add(connection, elsewhere, private_sealed=None)
        with pytest.raises(NotFound):
            signing_keys.private_sealed(connection, elsewhere.id)
        with pytest.raises(AlreadyExists):
            signing_keys.add(connection, elsewhere, private_sealed=None)
