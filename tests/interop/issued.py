"""Credentials as the issuer layer makes them, in memory, with what a verifier downloads."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from contexts import JsonObject
from issuer import status
from issuer.did_document import did_document
from issuer.issuance import IssueCommand, issue
from issuer.model.award import Result
from issuer.model.credential import Credential, Format
from issuer.model.organisation import KeyAlgorithm
from issuer.model.programme import ProgrammeContent
from issuer.signing import secure_list
from issuer.status_list import PublishedList
from tests.fakes import Keyring, MemorySigner
from tests.issuer.examples import (
    BASE,
    CREDENTIAL_ID,
    HEAT_PUMPS,
    ISSUER,
    RESULT,
    SALT,
    SCHOOL,
    school_store,
    signing_key,
)
from verifier.status_list import StatusList

# Some peers read the machine's clock, so what has to be valid is from a time that has surely
# passed, and what has expired has done so long ago.
ISSUED_AT = datetime(2025, 1, 15, 9, tzinfo=UTC)
JUDGED_AT = datetime(2026, 6, 1, 12, tzinfo=UTC)
"""For the peers, and our verifier, that take the time as an argument."""

DID_URL = "https://dokazilo.example/profiles/sc-kranj/did.json"
HOLDER = "did:key:z6MkvDqGT54cXesYGvABpF1UapVNwjCqRcafi4Px6Thv5T3Z"
BADGE_KEY, TOKEN_KEY = f"{SCHOOL.did}#kljuc-2026", f"{SCHOOL.did}#kljuc-2026-jwt"
ED25519_SEED, P256_SEED = 1, 2
"""Of the school's keys; a test that plays a careless school signs with them elsewhere."""

_LISTS_VALID_FOR = timedelta(days=365 * 90)

StatusStep = Callable[..., Credential]


def school_signers() -> tuple[MemorySigner, MemorySigner]:
    """Give the school's signers, active before anything here was issued."""
    made = []
    for algorithm, seed, method in (
        (KeyAlgorithm.ED25519, ED25519_SEED, BADGE_KEY),
        (KeyAlgorithm.P256, P256_SEED, TOKEN_KEY),
    ):
        signer = MemorySigner(algorithm, seed)
        fragment = method.partition("#")[2]
        made.append(signer.holding(signing_key(signer, fragment, algorithm, ISSUED_AT)))
    return made[0], made[1]


def school_document(**fate: datetime) -> JsonObject:
    """Give the school's DID document; `fate` is what became of the key that signs badges."""
    badge_key, token_key = (signer.key for signer in school_signers())
    return did_document(SCHOOL, [replace(badge_key, **fate), token_key])  # type: ignore[arg-type]


def token_jwk() -> JsonObject:
    """Give the key of the school's tokens as its DID document publishes it."""
    (jwk,) = (
        method["publicKeyJwk"]
        for method in school_document()["verificationMethod"]
        if method["id"] == TOKEN_KEY
    )
    found: JsonObject = jwk
    return found


@dataclass(frozen=True)
class Issued:
    """One issued credential."""

    credential: Credential

    @property
    def unsigned(self) -> JsonObject:
        """Give the document before anything was signed: a fresh copy at each call."""
        document: JsonObject = json.loads(self.credential.prepared)
        return document

    @property
    def badge(self) -> JsonObject:
        """Give the signed JSON-LD: a fresh copy at each call."""
        document: JsonObject = json.loads(self._body(Format.DATA_INTEGRITY))
        return document

    @property
    def token(self) -> str:
        """Give the VC-JWT."""
        return self._body(Format.VC_JWT).decode("ascii")

    def after(self, step: StatusStep) -> Issued:
        """Give the credential after a change of its status; what was signed stays."""
        return Issued(step(self.credential, "pomota", ISSUER, now=JUDGED_AT))

    def lists(self, *others: int) -> dict[str, JsonObject]:
        """Give its signed status lists by URL; `others` are further entries that are set."""
        return dict(self._lists(others))

    def _lists(self, others: tuple[int, ...]) -> Iterator[tuple[str, JsonObject]]:
        for entry, value in status.entry_values(self.credential):
            bits = StatusList.empty().with_status(entry.index, value)
            for index in others:
                bits = bits.with_status(index, value=True)
            published = PublishedList(
                url=entry.list_url,
                purpose=entry.purpose,
                profile=SCHOOL,
                bits=bits,
                valid_from=ISSUED_AT,
                valid_until=ISSUED_AT + _LISTS_VALID_FOR,
                ttl=timedelta(minutes=5),
            )
            yield published.url, json.loads(secure_list(published, school_signers()[0], ISSUED_AT))

    def _body(self, form: Format) -> bytes:
        (body,) = (each.body for each in self.credential.documents if each.format is form)
        return body


def issued(
    content: ProgrammeContent = HEAT_PUMPS,
    *,
    language: str = "sl",
    holder_did: str | None = None,
    at: datetime = ISSUED_AT,
) -> Issued:
    """Issue a credential through the whole story of issuer.issuance."""
    store, _ = school_store(content)
    tables, signers = store.tables, school_signers()
    tables.keys[SCHOOL.id] = tuple(signer.key for signer in signers)
    (award,) = tables.awards.values()
    (learner,) = tables.learners.values()
    tables.awards[award.id] = replace(award, result=_result(content), language=language)
    tables.learners[learner.id] = replace(learner, holder_did=holder_did)
    command = IssueCommand(
        award_id=award.id,
        credential_id=CREDENTIAL_ID,
        page_token="a-long-random-token",
        salt=SALT,
        base_url=BASE,
    )
    signers_for = Keyring(*signers).signers_for
    return Issued(issue(store, command, ISSUER, signers_for=signers_for, now=at))


def _result(content: ProgrammeContent) -> Result:
    """Give a result that fits the programme and lies before anything was issued."""
    dated = replace(
        RESULT,
        awarded_on=date(2025, 1, 10),
        started_on=date(2024, 11, 4),
        ended_on=date(2024, 12, 20),
    )
    return dated if content.grading else replace(dated, grade=None, assessments=())
