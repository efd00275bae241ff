"""Issuing: an approved award becomes a credential, exactly once, whatever crashes."""

from __future__ import annotations

from base64 import urlsafe_b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from app.award_steps import Order, approve_in, enter
from app.credential_status import revoke_superseded
from app.db import seals, signing_keys
from app.db.engine import Connection
from app.db.store import SqlIssuanceStore, SqlIssuanceTransaction
from app.keys.signers import signers_for
from app.repeating import RepeatGuard
from app.services import Services
from issuer.issuance import IssueCommand, complete, intend
from issuer.model.credential import Credential
from issuer.model.organisation import Actor, SigningKey
from issuer.signing import Signers


@dataclass(frozen=True, slots=True)
class JoinedStore:
    """Lets the domain's first transaction be the one that is open already."""

    store: SqlIssuanceStore
    connection: Connection

    @contextmanager
    def transaction(self) -> Iterator[SqlIssuanceTransaction]:
        """Join; whoever opened the transaction commits it."""
        yield SqlIssuanceTransaction(self.store, self.connection)


def issue_at_once(
    services: Services, actor: Actor, order: Order, repeat: RepeatGuard
) -> Credential:
    """Award, approve and issue in one go: what a student information system calls.

    Claim of the Idempotency-Key, award, approval and intent are one transaction, so a crash leaves
    nothing or something that can be finished. Raises what proposing, approving and issuing raise;
    AlreadyExists names the credential that stands in the way.
    """
    credential_id, award_id = services.ids.new_id(), services.ids.new_id()
    with services.database.write() as connection:
        made = ("credential", credential_id)
        earlier = repeat.made_before(connection, actor, made, now=services.clock.now())
        if earlier is None:
            enter(services, connection, actor, order, award_id=award_id)
            approve_in(services, connection, actor, award_id)
            _intend(services, connection, actor, (award_id, credential_id))
    return finish(services, actor, earlier or credential_id)


def issue_award(services: Services, actor: Actor, award_id: str, repeat: RepeatGuard) -> Credential:
    """Issue an approved award. Raises NotFound, NotPermitted, WrongState, AlreadyIssued."""
    credential_id = services.ids.new_id()
    with services.database.write() as connection:
        made = ("credential", credential_id)
        earlier = repeat.made_before(connection, actor, made, now=services.clock.now())
        intended = earlier or _intend(services, connection, actor, (award_id, credential_id))
    return finish(services, actor, intended)


def finish(services: Services, actor: Actor, credential_id: str) -> Credential:
    """Sign and record an intended credential, once only; then withdraw the one it corrects.

    Its European twin is sealed by the outbox, which is woken for it: nobody waits for a seal.
    """
    credential = complete(
        issuance_store(services, actor),
        credential_id,
        signers_for=partial(open_signers, services),
        now=services.clock.now(),
    )
    revoke_superseded(services, actor, credential)
    services.bell.ring()
    return credential


def issuance_store(services: Services, actor: Actor) -> SqlIssuanceStore:
    """Give the domain its store, on behalf of an actor."""
    return SqlIssuanceStore(
        database=services.database,
        vault=services.vault,
        clock=services.clock,
        ids=services.ids,
        actor=actor,
        public_url=services.settings.public_url,
        status_list_length=services.settings.status_list_length,
    )


def open_signers(services: Services, keys: tuple[SigningKey, ...]) -> Signers:
    """Open the private halves of these keys."""
    with services.database.read() as connection:
        sealed = partial(signing_keys.private_sealed, connection)
        return signers_for(keys, services.vault, sealed)


def _intend(
    services: Services, connection: Connection, actor: Actor, named: tuple[str, str]
) -> str:
    award_id, credential_id = named
    command = IssueCommand(
        award_id=award_id,
        credential_id=credential_id,
        page_token=services.ids.new_token(),
        salt=urlsafe_b64decode(services.ids.new_token() + "="),
        base_url=services.settings.public_url,
        has_twin=seals.award_is_to_be_sealed(connection, award_id),
    )
    store = JoinedStore(issuance_store(services, actor), connection)
    return intend(store, command, actor, now=services.clock.now())
