"""Issuing: an approved award becomes a credential, exactly once, whatever crashes."""

from __future__ import annotations

from base64 import urlsafe_b64decode
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from app.award_steps import Order, enter_approved
from app.credential_status import revoke_superseded
from app.db import signing_keys
from app.db.engine import Connection
from app.db.store import EnteredAward, SqlIssuanceStore
from app.keys.signers import SealedPrivateKey, signers_for
from app.mail.sending import notices
from app.repeating import RepeatGuard
from app.services import Services
from issuer.issuance import Intent, IssueCommand, complete, intend, take_up
from issuer.model.credential import Credential
from issuer.model.organisation import Actor, SigningKey
from issuer.signing import Signers


@dataclass(frozen=True, slots=True)
class Issued:
    """A credential, and the intent it was made from."""

    credential: Credential
    intent: Intent

    @property
    def is_new(self) -> bool:
        """Say whether it was signed just now, and not by an earlier request."""
        return not self.intent.credential.documents


def issue_at_once(services: Services, actor: Actor, order: Order, repeat: RepeatGuard) -> Issued:
    """Award, approve and issue in one go: what a student information system calls.

    Claim of the Idempotency-Key, award, approval and intent are one transaction, so a crash leaves
    nothing or something that can be finished. Raises what proposing, approving and issuing raise;
    AlreadyExists names the credential that stands in the way.
    """
    credential_id, award_id = services.ids.new_id(), services.ids.new_id()
    store = issuance_store(services, actor)

    def begin(connection: Connection) -> Intent | str:
        made = ("credential", credential_id)
        earlier = repeat.made_before(connection, actor, made, now=services.clock.now())
        if earlier is not None:
            return earlier
        entered = enter_approved(services, connection, actor, order, award_id=award_id)
        return _intend(store, connection, _command(services, award_id, credential_id), entered)

    return _begun(services, store, begin)


def issue_award(services: Services, actor: Actor, award_id: str, repeat: RepeatGuard) -> Issued:
    """Issue an approved award. Raises NotFound, NotPermitted, WrongState, AlreadyIssued."""
    credential_id = services.ids.new_id()
    store = issuance_store(services, actor)

    def begin(connection: Connection) -> Intent | str:
        made = ("credential", credential_id)
        earlier = repeat.made_before(connection, actor, made, now=services.clock.now())
        if earlier is not None:
            return earlier
        return _intend(store, connection, _command(services, award_id, credential_id))

    return _begun(services, store, begin)


def _begun(
    services: Services, store: SqlIssuanceStore, begin: Callable[[Connection], Intent | str]
) -> Issued:
    """Begin, and finish what was begun, now or by an earlier request."""
    begun = services.database.write_together(begin)
    return finish(services, store, take_up(store, begun) if isinstance(begun, str) else begun)


def finish(services: Services, store: SqlIssuanceStore, intent: Intent) -> Issued:
    """Sign and record an intended credential, once only; then withdraw the one it corrects.

    Its European twin is sealed by the outbox, which is woken for it: nobody waits for a seal.
    """
    services.opened_keys.forget_retired(intent.keys)
    signers = partial(open_signers, services, sealed=store.private_sealed)
    credential = complete(store, intent, signers_for=signers, now=services.clock.now())
    if intent.award.supersedes is not None:
        revoke_superseded(services, store.actor, credential)
    if intent.has_twin:
        services.bell.ring()
    return Issued(credential, intent)


def issuance_store(services: Services, actor: Actor) -> SqlIssuanceStore:
    """Give the domain its store, on behalf of an actor, for one credential."""
    return SqlIssuanceStore(
        database=services.database,
        vault=services.vault,
        clock=services.clock,
        ids=services.ids,
        actor=actor,
        public_url=services.settings.public_url,
        status_list_length=services.settings.status_list_length,
        notices=notices(services),
    )


def open_signers(
    services: Services, keys: tuple[SigningKey, ...], *, sealed: SealedPrivateKey | None = None
) -> Signers:
    """Open the private halves of these keys; `sealed` gives them where they are loaded already."""
    if sealed is not None:
        return signers_for(keys, services.vault, sealed, services.opened_keys)
    with services.database.read() as connection:
        loaded = partial(signing_keys.private_sealed, connection)
        return signers_for(keys, services.vault, loaded, services.opened_keys)


def _command(services: Services, award_id: str, credential_id: str) -> IssueCommand:
    return IssueCommand(
        award_id=award_id,
        credential_id=credential_id,
        page_token=services.ids.new_token(),
        salt=urlsafe_b64decode(services.ids.new_token() + "="),
        base_url=services.settings.public_url,
    )


def _intend(
    store: SqlIssuanceStore,
    connection: Connection,
    command: IssueCommand,
    entered: EnteredAward | None = None,
) -> Intent:
    transaction = store.joined(connection, entered)
    return intend(transaction, command, store.actor, now=store.clock.now())
