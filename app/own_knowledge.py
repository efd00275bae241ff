"""What our own records contribute to a verification, before and after it is judged.

Each is one visit of the database, in a thread: everything that is wanted is read together.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.foresight import foresee
from app.original import locate_changes
from app.own_credential import Twins, standings
from app.own_documents import OwnDocuments
from app.own_records import OwnRecords
from app.report_view import Answer
from app.rounds import Ahead
from app.trust_file import TrustSources
from issuer.model.text import Text, in_language
from verifier import ChosenRegistries


@dataclass(frozen=True, slots=True)
class Before:
    """What is known before anything is judged."""

    names: Mapping[str, Text]
    """Our own issuers, by DID."""
    policy: ChosenRegistries
    ahead: Ahead


@dataclass(frozen=True, slots=True)
class OwnKnowledge:
    """What we know of our own issuers and credentials."""

    own: OwnDocuments
    trust: TrustSources
    twins: Twins = field(default_factory=Twins)

    def before(self, secured: bytes, now: datetime) -> Before:
        """Give our names, whom the operator believes, and what the document will ask us for."""
        names = self._records.issuers()
        policy = self._policy_of(names)
        return Before(names, policy, Ahead(policy, foresee(secured, self.own, now)))

    def policy(self) -> ChosenRegistries:
        """Give whom the verifier's operator believes, as of now."""
        return self._policy_of(self._records.issuers())

    def complete(self, answer: Answer) -> Answer:
        """Add what our records say of the credential, where it is shown to be ours."""
        own, *presented = standings(answer.report, self._records)
        located = locate_changes(
            answer.report, answer.reading.secured, answer.own_names, self._records
        )
        return dataclasses.replace(
            answer,
            report=located,
            standing=own,
            presented_standings=tuple(presented),
            twin=self.twins.look_up(answer.report, own, self._records),
        )

    @property
    def _records(self) -> OwnRecords:
        return self.own.records

    def _policy_of(self, names: Mapping[str, Text]) -> ChosenRegistries:
        own = {did: in_language(name, "sl") or did for did, name in names.items()}
        return self.trust.policy(own, self._records.seals(), self.own.public_url)
