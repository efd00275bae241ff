"""Fakes of our own protocols: a store in memory, signers in memory, and a way to kill the process.

Real cryptography, and the transactions behave as a database's do: all of one, or none of it.
"""

# ruff: noqa: D102 - issuer.store and issuer.signing document what is faked here

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar

from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed, decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from issuer.errors import AlreadyIssued, NotFound
from issuer.model.approval import ProgrammeVersion
from issuer.model.award import Award, AwardState, Learner
from issuer.model.credential import (
    Credential,
    SignedDocument,
    StatusListEntry,
    StatusPurpose,
)
from issuer.model.organisation import KeyAlgorithm, Profile, SigningKey
from issuer.signing import Signer, Signers

Value = TypeVar("Value")


class Killed(BaseException):
    """The process ends here: nothing in the code under test may catch it."""


@dataclass
class Interruption:
    """Ends the process at the n-th step; None: never."""

    at: int | None = None
    steps: list[str] = field(default_factory=list)

    def step(self, name: str) -> None:
        """Count a step, and die when it is the chosen one."""
        self.steps.append(name)
        if self.at is not None and len(self.steps) == self.at:
            raise Killed(name)


@dataclass
class _Tables:
    awards: dict[str, Award] = field(default_factory=dict)
    learners: dict[str, Learner] = field(default_factory=dict)
    versions: dict[str, ProgrammeVersion] = field(default_factory=dict)
    profiles: dict[str, Profile] = field(default_factory=dict)
    keys: dict[str, tuple[SigningKey, ...]] = field(default_factory=dict)
    credentials: dict[str, Credential] = field(default_factory=dict)
    entries: dict[tuple[str, int], str] = field(default_factory=dict)
    outbox: list[str] = field(default_factory=list)
    sealing: set[str] = field(default_factory=set)
    """Profiles that have a seal."""


class MemoryStore:
    """The IssuanceStore in memory; `tables` is what is committed."""

    def __init__(self, base_url: str = "https://dokazilo.example") -> None:
        self.tables = _Tables()
        self.interruption = Interruption()
        self.base_url = base_url

    @contextmanager
    def transaction(self) -> Iterator[MemoryTransaction]:
        """Work on a copy; commit it on a normal end."""
        self.interruption.step("begin")
        working = copy.deepcopy(self.tables)
        yield MemoryTransaction(working, self.interruption, self.base_url)
        self.interruption.step("commit")
        self.tables = working
        self.interruption.step("committed")

    def together(self, work: Callable[[MemoryTransaction], Value]) -> Value:
        """Work in a transaction of its own."""
        with self.transaction() as transaction:
            return work(transaction)

    def unfinished(self) -> list[str]:
        """Name the intents a crash left: what recovery completes."""
        return [item.id for item in self.tables.credentials.values() if not item.documents]


class MemoryTransaction:
    """The IssuanceTransaction over a working copy."""

    def __init__(self, tables: _Tables, interruption: Interruption, base_url: str) -> None:
        self._tables = tables
        self._interruption = interruption
        self._base_url = base_url

    def award(self, award_id: str, organisation_id: str) -> Award:
        self._interruption.step("award")
        award = self._tables.awards.get(award_id)
        if award is None or award.organisation_id != organisation_id:
            raise NotFound("There is no such award.")
        return award

    def learner(self, learner_id: str) -> Learner:
        self._interruption.step("learner")
        return _found(self._tables.learners, learner_id)

    def version(self, version_id: str) -> ProgrammeVersion:
        self._interruption.step("version")
        return _found(self._tables.versions, version_id)

    def profile(self, profile_id: str) -> Profile:
        self._interruption.step("profile")
        return _found(self._tables.profiles, profile_id)

    def has_seal(self, profile_id: str) -> bool:
        self._interruption.step("has_seal")
        return profile_id in self._tables.sealing

    def signing_keys(self, profile_id: str) -> tuple[SigningKey, ...]:
        self._interruption.step("signing_keys")
        return self._tables.keys.get(profile_id, ())

    def allot(self, profile_id: str, purpose: StatusPurpose, credential_id: str) -> StatusListEntry:
        self._interruption.step("allot")
        list_id = f"{profile_id}-{purpose.value}"
        taken = [index for name, index in self._tables.entries if name == list_id]
        index = (len(taken) * 7919 + 94567) % 131_072  # spread, and the same in every run
        self._tables.entries[list_id, index] = credential_id
        url = f"{self._base_url}/status-lists/{list_id}"
        return StatusListEntry(list_id=list_id, list_url=url, index=index, purpose=purpose)

    def credential_of_award(self, award_id: str) -> Credential | None:
        self._interruption.step("credential_of_award")
        credentials = self._tables.credentials.values()
        return next((item for item in credentials if item.award_id == award_id), None)

    def record_intent(self, credential: Credential) -> None:
        self._interruption.step("record_intent")
        if any(item.award_id == credential.award_id for item in self._tables.credentials.values()):
            raise AlreadyIssued("This award has its credential.")
        self._tables.credentials[credential.id] = credential

    def credential(self, credential_id: str) -> Credential:
        self._interruption.step("credential")
        return _found(self._tables.credentials, credential_id)

    def record_issued(
        self, credential: Credential, documents: tuple[SignedDocument, ...], issued_at: datetime
    ) -> bool:
        self._interruption.step("record_issued")
        if _found(self._tables.credentials, credential.id).documents:
            return False
        self._tables.credentials[credential.id] = replace(
            credential, documents=documents, issued_at=issued_at
        )
        award = self._tables.awards[credential.award_id]
        self._tables.awards[award.id] = replace(award, state=AwardState.ISSUED)
        self._tables.outbox.append(credential.id)
        if award.supersedes is not None:
            self._supersede(award.supersedes, credential.id)
        return True

    def _supersede(self, award_id: str, credential_id: str) -> None:
        for earlier in list(self._tables.credentials.values()):
            if earlier.award_id == award_id:
                self._tables.credentials[earlier.id] = replace(earlier, superseded_by=credential_id)


def _found(rows: dict[str, Value], key: str) -> Value:
    if key not in rows:
        raise NotFound("There is no such thing.")
    return rows[key]


class MemorySigner:
    """A Signer with a private key from a seed: the same seed signs the same."""

    def __init__(self, algorithm: KeyAlgorithm, seed: int, key: SigningKey | None = None) -> None:
        self._algorithm = algorithm
        self._ed25519 = ed25519.Ed25519PrivateKey.from_private_bytes(seed.to_bytes(32, "big"))
        self._p256 = ec.derive_private_key(seed, ec.SECP256R1())
        self._key = key
        self.calls: list[int] = []
        self.interruption = Interruption()

    @property
    def public_key(self) -> bytes:
        """Raw, as SigningKey holds it."""
        if self._algorithm is KeyAlgorithm.ED25519:
            return self._ed25519.public_key().public_bytes_raw()
        return self._p256.public_key().public_bytes(Encoding.X962, PublicFormat.CompressedPoint)

    @property
    def key(self) -> SigningKey:
        assert self._key is not None
        return self._key

    def holding(self, key: SigningKey) -> MemorySigner:
        """Give this signer its public half."""
        self._key = key
        return self

    def sign(self, hashes: Sequence[bytes]) -> list[bytes]:
        """Sign each item as the protocol says."""
        self.interruption.step("sign")
        self.calls.append(len(hashes))
        sign = self._eddsa if self._algorithm is KeyAlgorithm.ED25519 else self._ecdsa
        signatures = [sign(item) for item in hashes]
        self.interruption.step("signed")
        return signatures

    def _eddsa(self, data: bytes) -> bytes:
        return self._ed25519.sign(data)

    def _ecdsa(self, digest: bytes) -> bytes:
        suite = ec.ECDSA(Prehashed(SHA256()), deterministic_signing=True)
        r, s = decode_dss_signature(self._p256.sign(digest, suite))
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")


class Keyring:
    """Opens signers for keys, as app.keys does; hand `signers_for` to issuing."""

    def __init__(self, *signers: Signer) -> None:
        self._signers = {signer.key.id: signer for signer in signers}

    def signers_for(self, keys: tuple[SigningKey, ...]) -> Signers:
        """Open the private halves of these keys."""
        return {key.algorithm: self._signers[key.id] for key in keys}
