"""Copies as SD-JWT VC: of two types, each kept, and nothing signed that cannot be said."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from app.oid4vci.configurations import COMMON
from app.oid4vci.configurations import EUDI as EUDI_ISSUER
from app.oid4vci.offers import Terms, make_offer
from app.services import Services
from issuer.errors import FormatUnsuitable
from issuer.holder_binding import Holder
from issuer.model.credential import Credential
from issuer.model.holder_copy import CopyFormat
from issuer.model.programme import Level
from issuer.rendering.open_badge import months_later
from issuer.sd_jwt_vc.credential_type import EUDI_LEARNING, own_type
from tests.app.db.school import School, SteppedClock
from tests.app.holder_copies.test_issuing import (
    ED25519_HOLDER,
    P256_HOLDER,
    body,
    copy,
    logged,
)
from tests.issuer.examples import BASE, HEAT_PUMPS, LEARNER
from verifier.json_reading import read_object
from verifier.limits import LIMITS
from verifier.securing.disclosures import reveal
from verifier.securing.sd_jwt import read_sd_jwt

OWN, EUDI = CopyFormat.SD_JWT_VC, CopyFormat.EUDI_SD_JWT_VC


def said(
    services: Services, credential: Credential, kind: CopyFormat, holder: Holder = P256_HOLDER
) -> dict[str, object]:
    read = read_sd_jwt(body(copy(services, credential, holder, kind)).decode(), LIMITS)
    return dict(reveal(read_object(read.token.payload), read.disclosures, LIMITS).payload)


def test_each_type_has_a_copy_of_its_own_which_is_kept(school: School, services: Services) -> None:
    credential = school.issued()
    own, european = (said(services, credential, kind) for kind in (OWN, EUDI))
    assert (own["vct"], european["vct"]) == (own_type(BASE).vct, EUDI_LEARNING)
    content = {name: value for name, value in european.items() if name != "vct"}
    assert content.items() <= own.items()
    for kind in (OWN, EUDI):
        first, again = (copy(services, credential, P256_HOLDER, kind) for _ in range(2))
        assert first == again
    assert [row[0] for row in logged(services)[2:]] == [OWN.value, EUDI.value]


def test_it_is_the_issued_credential_bound_to_the_key(school: School, services: Services) -> None:
    credential = school.issued()
    claims = said(services, credential, OWN)
    assert claims["jti"] == json.loads(credential.prepared)["id"]
    assert claims["cnf"] == {"jwk": P256_HOLDER.jwk}
    assert claims["family_name"] == LEARNER.family_name
    assert "kid" not in json.dumps(claims["cnf"])
    place = claims["status"]["status_list"]  # type: ignore[index]  # JSON
    assert place["idx"] == credential.entries[0].index


def test_the_learners_mark_is_the_same_in_all_copies_of_one_credential_alone(
    school: School, services: Services
) -> None:
    one, other = school.issued(), school.issued()
    marks = [
        said(services, credential, kind, holder)["learner_identification"]
        for credential, kind, holder in (
            (one, OWN, P256_HOLDER),
            (one, EUDI, ED25519_HOLDER),
            (other, OWN, P256_HOLDER),
        )
    ]
    assert marks[0] == marks[1] != marks[2]
    assert LEARNER.identifier not in marks
    assert len(str(marks[0])) == 22


def test_a_copy_ends_though_the_credential_does_not(school: School, services: Services) -> None:
    endless = school.issued()
    now = services.clock.now()
    claims = said(services, endless, OWN)
    assert "date_of_expiry" not in claims
    months = services.settings.sd_jwt_vc_months
    expected = months_later(now, months).timestamp()
    assert expected <= int(str(claims["exp"])) + 1 < expected + 60


def test_what_cannot_be_said_is_not_signed(school: School, services: Services) -> None:
    credential = school.issued(replace(HEAT_PUMPS, level=Level(no_level=True)))
    for kind in (OWN, EUDI):
        with pytest.raises(FormatUnsuitable, match="level_of_learning_experience"):
            copy(services, credential, P256_HOLDER, kind)
    assert len(logged(services)) == 2, "the badge's own two forms alone"


def test_what_cannot_be_said_is_not_offered(school: School, services: Services) -> None:
    credential = school.issued(replace(HEAT_PUMPS, level=Level(no_level=True)))

    def offered(issuer: str, *configurations: str) -> tuple[str, ...]:
        terms = Terms(
            ends=services.clock.now() + timedelta(hours=1),
            with_tx_code=False,
            issuer=issuer,
            configuration_ids=configurations,
        )
        with services.database.write() as connection:
            made = make_offer(connection, services, credential.award_id, terms)
        return made.offer.configuration_ids

    badges = ("OpenBadgeCredential_ldp_vc", "OpenBadgeCredential_jwt_vc_json")
    assert offered(COMMON) == badges
    for issuer, asked in ((EUDI_ISSUER, ()), (COMMON, ("LearningCredential_dc_sd_jwt",))):
        with pytest.raises(FormatUnsuitable):
            offered(issuer, *asked)


def test_a_copy_that_ended_before_its_credential_gives_way_to_a_new_one(
    school: School, services: Services
) -> None:
    credential = school.issued()
    assert isinstance(services.clock, SteppedClock)
    first = {kind: copy(services, credential, P256_HOLDER, kind) for kind in (OWN, EUDI)}
    signed_at = services.clock.now()
    services.clock.moment = months_later(signed_at, services.settings.sd_jwt_vc_months)
    for kind, ended in first.items():
        renewed = copy(services, credential, P256_HOLDER, kind)
        assert body(renewed) != body(ended)
        assert body(copy(services, credential, P256_HOLDER, kind)) == body(renewed)
    assert [row[0] for row in logged(services)[2:]] == [OWN.value, EUDI.value] * 2
