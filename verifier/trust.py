"""Whom the verifier's operator accepts as issuer: a policy, asked last."""

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class TrustJudgement:
    """What a policy says of one issuer."""

    known: bool
    name: str | None
    """The issuer's name as the policy's source has it, never as the credential claims it."""
    source: str
    """Where the judgement comes from, for the reader: "own register", a list's name."""
    status_delegates: frozenset[str] = frozenset()
    """Identifiers that may sign status lists in this issuer's stead."""


class TrustPolicy(Protocol):
    """Judge an issuer by identifier; the same identifier always gets the same answer."""

    def judge(self, issuer_id: str) -> TrustJudgement:
        """Say whether this issuer is known, under which name, and by whom."""
        ...


@dataclass(frozen=True, slots=True)
class AllowedIssuers:
    """Know exactly the listed issuers."""

    names: Mapping[str, str]
    """Issuer identifier to name."""
    source: str = "allow-list"

    def judge(self, issuer_id: str) -> TrustJudgement:
        """Find the issuer in the list by exact comparison."""
        name = self.names.get(issuer_id)
        return TrustJudgement(name is not None, name, self.source)


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Know whom at least one policy knows; without policies, nobody."""

    policies: Sequence[TrustPolicy]

    def judge(self, issuer_id: str) -> TrustJudgement:
        """Give the first policy's judgement that knows the issuer."""
        for policy in self.policies:
            judgement = policy.judge(issuer_id)
            if judgement.known:
                return judgement
        return TrustJudgement(known=False, name=None, source="any of the policies")


@dataclass(frozen=True, slots=True)
class AllOf:
    """Know whom every policy knows; without policies nothing was checked, so nobody."""

    policies: Sequence[TrustPolicy]

    def judge(self, issuer_id: str) -> TrustJudgement:
        """Give the first judgement, provided that all of them know the issuer."""
        judgements = [policy.judge(issuer_id) for policy in self.policies]
        if judgements and all(judgement.known for judgement in judgements):
            return judgements[0]
        return TrustJudgement(known=False, name=None, source="all of the policies")


class UnsafeAnyIssuer:
    """Know everybody: for experiments only, and it says so."""

    def __init__(self) -> None:
        warnings.warn("UnsafeAnyIssuer accepts every issuer", UserWarning, stacklevel=2)

    def judge(self, issuer_id: str) -> TrustJudgement:
        """Accept any issuer, without a name."""
        del issuer_id
        return TrustJudgement(known=True, name=None, source="unsafe: any issuer")


class UnsafeAnyController:
    """Let any key sign for any issuer: the profile W3C-permissive, for published vectors only.

    Verification then skips the issuer binding, the badge's own rules and the issuer's trust, and
    the report says so. Wrap it around nothing that serves the public.
    """

    def __init__(self) -> None:
        warnings.warn("UnsafeAnyController does not bind keys to issuers", UserWarning, 2)

    def judge(self, issuer_id: str) -> TrustJudgement:
        """Accept any issuer, without a name."""
        del issuer_id
        return TrustJudgement(known=True, name=None, source="unsafe: W3C-permissive")
