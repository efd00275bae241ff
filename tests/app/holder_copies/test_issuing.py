"""app.holder_copies.issuing: one copy for each wallet's key, the same whenever asked again."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from app.db import credential_status, holder_copies, tables
from app.holder_copies.issuing import copy_for
from app.services import Services
from issuer.errors import HolderMismatch, NotFound, WrongState
from issuer.holder_binding import Holder, holder_of_jwk, holder_of_method
from issuer.model.credential import Credential
from issuer.model.holder_copy import Channel, CopyFormat, HolderCopy, Notification
from issuer.status import revoke
from tests.app.db.school import School, SteppedClock
from tests.issuer.examples import ISSUER, NOW
from tests.issuer.test_holder_binding import ED25519, ED25519_DID, P256_DID
from verifier.securing.jose import read_compact

ED25519_HOLDER = holder_of_method(ED25519_DID, now=NOW)
P256_HOLDER = holder_of_method(P256_DID, now=NOW)


def copy(
    services: Services,
    credential: Credential,
    holder: Holder = ED25519_HOLDER,
    copy_format: CopyFormat = CopyFormat.LDP_VC,
) -> HolderCopy:
    return copy_for(
        services,
        credential.id,
        holder=holder,
        copy_format=copy_format,
        channel=Channel.OID4VCI,
    )


def body(copied: HolderCopy) -> bytes:
    assert copied.signed is not None
    return copied.signed.body


def logged(services: Services) -> list[tuple[str, str, str]]:
    log = tables.issuance_log
    with services.database.read() as connection:
        columns = select(log.c.format, log.c.holder_copy_id, log.c.digest)
        return [tuple(row) for row in connection.execute(columns.order_by(log.c.position))]


def test_a_copy_is_the_credential_with_the_wallet_as_its_subject(
    school: School, services: Services
) -> None:
    credential = school.issued()
    badge = json.loads(body(copy(services, credential)))
    token = read_compact(
        body(copy(services, credential, P256_HOLDER, CopyFormat.JWT_VC_JSON)).decode()
    )
    claims = json.loads(token.payload)
    assert badge["credentialSubject"].pop("id") == ED25519_DID
    assert claims["credentialSubject"].pop("id") == claims.pop("sub") == P256_DID
    badge.pop("proof")
    prepared = json.loads(credential.prepared)
    assert badge == prepared
    assert {name: claims[name] for name in prepared} == prepared


def test_asked_again_the_same_bytes_are_given_and_logged_once(
    school: School, services: Services
) -> None:
    credential = school.issued()
    first, again = (copy(services, credential) for _ in range(2))
    assert first == again
    assert first.signed is not None
    assert logged(services)[2:] == [("ldp_vc", first.id, first.signed.digest)]


def test_every_key_and_format_has_a_copy_of_its_own(school: School, services: Services) -> None:
    credential = school.issued()
    copies = {
        copy(services, credential, holder, kind).id
        for holder in (ED25519_HOLDER, P256_HOLDER)
        for kind in (CopyFormat.LDP_VC, CopyFormat.JWT_VC_JSON)
    }
    assert len(copies) == 4


def test_requests_at_once_sign_one_copy(school: School, services: Services) -> None:
    credential = school.issued()
    with ThreadPoolExecutor(4) as threads:
        copies = list(threads.map(lambda _: copy(services, credential), range(4)))
    assert len({body(each) for each in copies}) == 1
    assert len(logged(services)) == 3


def test_an_intent_that_a_crash_left_is_taken_up(school: School, services: Services) -> None:
    credential = school.issued()
    wanted = holder_copies.Wanted(
        id=school.ids.new_id(),
        credential_id=credential.id,
        holder=ED25519_HOLDER,
        format=CopyFormat.LDP_VC,
        channel=Channel.LCW,
    )
    with services.database.write() as connection:
        left = holder_copies.intend(connection, services.vault, wanted, now=NOW)
    assert left.signed is None
    finished = copy(services, credential)
    assert finished.id == left.id
    assert finished.signed is not None


def test_a_key_has_one_copy_under_one_did(school: School, services: Services) -> None:
    credential = school.issued()
    copy(services, credential)
    with pytest.raises(HolderMismatch):
        copy(services, credential, holder_of_jwk(ED25519))


def test_what_is_not_active_is_not_given(school: School, services: Services) -> None:
    credential = school.issued()
    with services.database.write() as connection:
        revoked = revoke(credential, "Napaka.", ISSUER, now=NOW)
        credential_status.save(connection, services.vault, revoked, ISSUER, previous=credential)
    with pytest.raises(WrongState):
        copy(services, credential)
    with services.database.read() as connection:
        assert connection.scalar(select(func.count()).select_from(tables.holder_copies)) == 0


def test_a_credential_that_is_none_is_not_found(services: Services) -> None:
    with pytest.raises(NotFound):
        copy_for(
            services,
            "0b5f2a10-0000-4000-8000-00000000dead",
            holder=ED25519_HOLDER,
            copy_format=CopyFormat.LDP_VC,
            channel=Channel.OID4VCI,
        )


def test_neither_copy_nor_holder_stands_in_plain(school: School, services: Services) -> None:
    copied = copy(services, school.issued())
    with services.database.read() as connection:
        row = connection.execute(select(tables.holder_copies)).one()
    plain = [ED25519_DID, ED25519_HOLDER.thumbprint]
    stored = " ".join(str(value) for value in row)
    assert not any(each in stored for each in plain)
    assert body(copied)[10:60] not in bytes(row.body_sealed)


def test_what_a_wallet_tells_of_its_copy_is_kept(school: School, services: Services) -> None:
    copied = copy(services, school.issued())

    def told(event: Notification) -> tuple[str, object]:
        with services.database.write() as connection:
            holder_copies.notify(connection, copied.id, event, now=services.clock.now())
        table = tables.holder_copies
        with services.database.read() as connection:
            row = connection.execute(select(table)).one()
        return row.notification_event, row.notified_at

    first = told(Notification.ACCEPTED)
    assert first == ("credential_accepted", NOW)
    assert isinstance(services.clock, SteppedClock)
    services.clock.moment = NOW.replace(year=2030)
    assert told(Notification.ACCEPTED) == first
    assert told(Notification.DELETED)[0] == "credential_deleted"
    with pytest.raises(NotFound), services.database.write() as connection:
        holder_copies.notify(connection, "no such copy", Notification.ACCEPTED, now=NOW)
