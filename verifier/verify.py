"""Verify what somebody handed in: the way in, for credentials and presentations alike."""

from datetime import datetime

from verifier.checks.holder import expect_holder
from verifier.credential import FORMAT
from verifier.edc.judging import judge_sealed, judge_unsealed
from verifier.endorsements import judge_endorsed
from verifier.formats import Format, NotRead
from verifier.inquiry import Inquiry
from verifier.judgement import Judged
from verifier.limits import LIMITS, Limits
from verifier.open_badges_2.judging import judge_open_badge
from verifier.parse import parse_any
from verifier.presentation import judge_presentation
from verifier.presentation_request import NOTHING_ASKED, PresentationRequest
from verifier.report import Report
from verifier.resources import Resources
from verifier.securing.jades import TRUST_NOBODY, SealTrust
from verifier.trust import TrustPolicy

__all__ = ["FORMAT", "verify"]


def verify(  # noqa: PLR0913  # the whole of what a verdict rests on
    secured: bytes,
    resources: Resources,
    *,
    now: datetime,
    policy: TrustPolicy,
    limits: Limits = LIMITS,
    request: PresentationRequest = NOTHING_ASKED,
    seal_trust: SealTrust = TRUST_NOBODY,
) -> Report:
    """Judge what was handed in by bytes, resources, time and policy alone; always give a report.

    A report with open `needs` is finished in its own right: those checks are INDETERMINATE. Hand
    the needs over as `resources` (each Fetched or Unavailable, by URL) and call again to know more.
    `now` is an aware datetime. `request` is what a presentation has to answer,
    `seal_trust` says whose seals are believed. The same arguments
    always give the same report.
    """
    inquiry = Inquiry(resources, now, policy, limits, request, seal_trust)
    try:
        parsed = parse_any(secured, limits)
    except Judged as stopped:
        found = stopped.format.value if isinstance(stopped, NotRead) else None
        return Report(None, (stopped.finding(FORMAT),), (), (), found)
    if parsed.format is Format.JADES:
        return judge_sealed(secured, inquiry)
    if parsed.format is Format.EDC_UNSIGNED:
        return judge_unsealed(parsed)
    if parsed.format is Format.OPEN_BADGES_2:
        return judge_open_badge(parsed, inquiry)
    if parsed.is_presentation:
        return judge_presentation(parsed, inquiry, request)
    return expect_holder(judge_endorsed(parsed, inquiry), request)
