"""Issue one credential: the story on one screen, safe to be killed at every step.

Nothing is signed before the intent to sign it is committed, and nothing is handed out before it is
recorded. What a crash leaves behind is an intent: taken up and completed, any number of times.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias

from issuer.errors import AlreadyIssued, NotPermitted, WrongState
from issuer.model.approval import ProgrammeState, ProgrammeVersion
from issuer.model.award import Award, AwardState
from issuer.model.credential import (
    Credential,
    CredentialStatus,
    StatusListEntry,
    StatusPurpose,
)
from issuer.model.organisation import Actor, Profile, Scope, SigningKey
from issuer.preparing import Prepared, prepare, recall
from issuer.rendering.material import Material
from issuer.self_check import check_own
from issuer.signing import Signers, keys_in_use, secure
from issuer.store import IssuanceStore, IssuanceTransaction

SignersFor: TypeAlias = Callable[[tuple[SigningKey, ...]], Signers]
"""Open the private halves of these keys."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueCommand:
    """Issue this award; the identifiers and the salt are made by the caller, at random."""

    award_id: str
    credential_id: str
    page_token: str
    salt: bytes
    """At least 16 random bytes."""
    base_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """What stands recorded and waits for its signatures, with what signing it takes."""

    credential: Credential
    award: Award
    version: ProgrammeVersion
    profile: Profile
    keys: tuple[SigningKey, ...]
    """Every key of the profile, retired ones too."""
    has_twin: bool
    """The profile has a seal: a European twin is owed."""
    prepared: Prepared | None = None
    """None where an earlier attempt prepared it: then the record tells what is to be signed."""


def issue(
    store: IssuanceStore,
    command: IssueCommand,
    actor: Actor,
    *,
    signers_for: SignersFor,
    now: datetime,
) -> Credential:
    """Issue an approved award, or finish what an earlier attempt began.

    Raises what `intend` and `complete` raise.
    """
    with store.transaction() as transaction:
        intent = intend(transaction, command, actor, now=now)
    return complete(store, intent, signers_for=signers_for, now=now)


def intend(
    transaction: IssuanceTransaction, command: IssueCommand, actor: Actor, *, now: datetime
) -> Intent:
    """Allot, render, check and record what is about to be signed; commit before signing it.

    An award whose intent already stands, unsigned, gives that one. Raises NotPermitted, NotFound,
    WrongState, AlreadyIssued, PreparationFailed; then nothing is to be committed.
    """
    if not actor.may(Scope.ISSUE):
        raise NotPermitted("Issuing needs the scope “issue”.", scope="issue")
    award = transaction.award(command.award_id, actor.organisation_id)
    standing = transaction.credential_of_award(award.id)
    if standing is not None and not standing.documents:
        return _standing(transaction, standing, award)
    material = _material(transaction, award, command, now)
    prepared = prepare(material)
    credential = intended(material, prepared.body, command.page_token)
    transaction.record_intent(credential)
    return Intent(
        credential=credential,
        award=award,
        version=material.version,
        profile=material.profile,
        keys=transaction.signing_keys(material.profile.id),
        has_twin=material.has_twin,
        prepared=prepared,
    )


def take_up(store: IssuanceStore, credential_id: str) -> Intent:
    """Load an intent that was recorded earlier; recovery does for all that a crash left.

    Raises NotFound.
    """
    with store.transaction() as transaction:
        credential = transaction.credential(credential_id)
        award = transaction.award(credential.award_id, credential.organisation_id)
        return _standing(transaction, credential, award)


def complete(
    store: IssuanceStore, intent: Intent, *, signers_for: SignersFor, now: datetime
) -> Credential:
    """Sign, check and record an intended credential; one already issued is given back as it is.

    Its intent has to be committed. Raises NoSigningKey, PreparationFailed, SelfCheckFailed; then
    the intent stands and nothing has left the house.
    """
    credential = intent.credential
    if credential.documents:
        return credential
    signers = signers_for(keys_in_use(intent.keys, now))
    documents = secure(intent.prepared or recall(credential.prepared), signers, now)
    check_own(documents, credential.entries, (intent.profile, intent.keys), now=now)

    def record(transaction: IssuanceTransaction) -> Credential:
        if transaction.record_issued(credential, documents, now):
            return replace(credential, documents=documents, issued_at=now)
        # Another worker was faster. Its documents stand, ours are dropped unseen.
        return transaction.credential(credential.id)

    return store.together(record)


def _standing(transaction: IssuanceTransaction, credential: Credential, award: Award) -> Intent:
    return Intent(
        credential=credential,
        award=award,
        version=transaction.version(award.version_id),
        profile=transaction.profile(credential.profile_id),
        keys=transaction.signing_keys(credential.profile_id),
        has_twin=transaction.has_seal(credential.profile_id),
    )


def _material(
    transaction: IssuanceTransaction, award: Award, command: IssueCommand, now: datetime
) -> Material:
    """Gather what the badge is made of, and allot its status entries."""
    version = transaction.version(award.version_id)
    profile = transaction.profile(version.profile_id)
    require_issuable(award, version, profile)
    return Material(
        award=award,
        learner=transaction.learner(award.learner_id),
        version=version,
        profile=profile,
        entries=_allot(transaction, version, command.credential_id),
        credential_id=command.credential_id,
        valid_from=now.replace(microsecond=0),
        base_url=command.base_url,
        salt=command.salt,
        has_twin=transaction.has_seal(profile.id),
    )


def require_issuable(award: Award, version: ProgrammeVersion, profile: Profile) -> None:
    """Let only approved awards of an own programme through.

    Raises AlreadyIssued, WrongState, NotPermitted.
    """
    if award.state is AwardState.ISSUED:
        raise AlreadyIssued("This award has its credential. Correct it with a superseding award.")
    if award.state is not AwardState.APPROVED:
        raise WrongState(
            f"Only an approved award is issued; this one is {award.state.value}.",
            state=award.state.value,
        )
    if version.state is not ProgrammeState.APPROVED:
        raise WrongState(
            f"Only an approved programme version is issued; this one is {version.state.value}.",
            state=version.state.value,
        )
    if len({profile.organisation_id, version.organisation_id, award.organisation_id}) != 1:
        raise NotPermitted("This profile may not issue credentials of another's programme.")


def _allot(
    transaction: IssuanceTransaction, version: ProgrammeVersion, credential_id: str
) -> tuple[StatusListEntry, ...]:
    return tuple(
        transaction.allot(version.profile_id, purpose, credential_id)
        for purpose in status_purposes(version)
    )


def status_purposes(version: ProgrammeVersion) -> tuple[StatusPurpose, ...]:
    """Name the lists in which a credential takes a place; not every programme offers suspension."""
    suspension = (StatusPurpose.SUSPENSION,) if version.content.suspension else ()
    return (StatusPurpose.REVOCATION, *suspension)


def intended(material: Material, prepared: bytes, page_token: str) -> Credential:
    """Make the record of a credential that is rendered and checked, and not signed yet."""
    return Credential(
        id=material.credential_id,
        organisation_id=material.award.organisation_id,
        profile_id=material.profile.id,
        award_id=material.award.id,
        language=material.language,
        prepared=prepared,
        entries=material.entries,
        documents=(),
        status=CredentialStatus.ACTIVE,
        status_reason=None,
        status_changed_at=None,
        page_token=page_token,
        intended_at=material.valid_from,
        issued_at=None,
    )
