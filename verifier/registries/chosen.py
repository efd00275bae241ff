"""The operator's sources in the operator's order: the first that knows the issuer decides."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from verifier.inquiry import Inquiry
from verifier.trust import AllowedIssuers, TrustJudgement, first_known


class Registry(Protocol):
    """A source that says who is who."""

    def look_up(self, issuer_id: str, inquiry: Inquiry) -> TrustJudgement:
        """Say whether the source knows this issuer; what has to be read becomes a need."""
        ...


@dataclass(frozen=True, slots=True)
class ChosenRegistries:
    """Ask sources in turn. One that cannot be read is named in the judgement, never passed over."""

    sources: Sequence[Registry]

    def judge(self, issuer_id: str) -> TrustJudgement:
        """Say what is known without reading anything: only the lists at hand are asked."""
        at_hand = [source for source in self.sources if isinstance(source, AllowedIssuers)]
        return first_known(source.judge(issuer_id) for source in at_hand)

    def look_up(self, issuer_id: str, inquiry: Inquiry) -> TrustJudgement:
        """Ask every source until one knows the issuer; none after it is read."""
        return first_known(source.look_up(issuer_id, inquiry) for source in self.sources)


def judge_issuer(issuer_id: str, inquiry: Inquiry) -> TrustJudgement:
    """Ask the inquiry's policy; one of registries may need documents, which become needs."""
    policy = inquiry.policy
    if isinstance(policy, ChosenRegistries):
        return policy.look_up(issuer_id, inquiry)
    return policy.judge(issuer_id)
