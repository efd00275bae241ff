"""Judge a credential: bytes and resources in, a report out."""

from verifier.limits import LIMITS, Limits
from verifier.presentation_request import PresentationRequest
from verifier.problems import PROBLEMS, Problem, ProblemKind
from verifier.registries import ChosenRegistries, ListedRegistry
from verifier.report import Facts, Finding, Outcome, Report
from verifier.resources import Fetched, Kind, Need, Resource, Resources, Unavailable
from verifier.trust import (
    AllOf,
    AllowedIssuers,
    AnyOf,
    NotConsulted,
    TrustJudgement,
    TrustPolicy,
    UnsafeAnyController,
    UnsafeAnyIssuer,
)
from verifier.verify import verify

__all__ = [
    "LIMITS",
    "PROBLEMS",
    "AllOf",
    "AllowedIssuers",
    "AnyOf",
    "ChosenRegistries",
    "Facts",
    "Fetched",
    "Finding",
    "Kind",
    "Limits",
    "ListedRegistry",
    "Need",
    "NotConsulted",
    "Outcome",
    "PresentationRequest",
    "Problem",
    "ProblemKind",
    "Report",
    "Resource",
    "Resources",
    "TrustJudgement",
    "TrustPolicy",
    "Unavailable",
    "UnsafeAnyController",
    "UnsafeAnyIssuer",
    "verify",
]
