"""Whom the verifier's operator accepts as issuer: a policy, asked last."""

import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol


@dataclass(frozen=True, slots=True)
class NotConsulted:
    """A registry that could not be asked, and the one cause."""

    registry: str
    code: str
    detail: str


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
    kind: str = "list"
    """What the source is: "own", "list", "registry", "recognition", "federation",
    "certificate" or "trusted-list"."""
    entry: Mapping[str, str] = field(default_factory=dict)
    """What the source says besides the name: homepage, location, assured by what, accreditation."""
    programmes: str | None = None
    """Where the source publishes the programmes it approved, as the beginning of their ids."""
    not_consulted: tuple[NotConsulted, ...] = ()
    """Sources that come before this one, or might know the issuer, and could not be asked."""


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
    kind: str = "list"
    programmes: str | None = None
    """Where the programmes that this source approved are published."""
    delegates: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By issuer: identifiers that may sign status lists in its stead."""

    def judge(self, issuer_id: str) -> TrustJudgement:
        """Find the issuer in the list by exact comparison."""
        name = self.names.get(issuer_id)
        known = name is not None
        return TrustJudgement(
            known,
            name,
            self.source,
            self.delegates.get(issuer_id, frozenset()),
            kind=self.kind,
            programmes=self.programmes if known else None,
        )

    def look_up(self, issuer_id: str, inquiry: object) -> TrustJudgement:
        """Judge as a registry does; a list at hand needs no document."""
        del inquiry
        return self.judge(issuer_id)


def first_known(judgements: Iterable[TrustJudgement]) -> TrustJudgement:
    """Give the first judgement that knows the issuer, with the sources before it not consulted."""
    missed: list[NotConsulted] = []
    for judgement in judgements:
        missed += judgement.not_consulted
        if judgement.known:
            return replace(judgement, not_consulted=tuple(missed))
    return TrustJudgement(
        known=False, name=None, source="any of the policies", not_consulted=tuple(missed)
    )


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Know whom at least one policy knows; without policies, nobody."""

    policies: Sequence[TrustPolicy]

    def judge(self, issuer_id: str) -> TrustJudgement:
        """Give the first policy's judgement that knows the issuer."""
        return first_known(policy.judge(issuer_id) for policy in self.policies)


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
