"""The time stamps of a seal: each one's imprint, its authority's signature, and the authority.

A later archive time stamp protects what stands before it, so an authority is judged for the time
of the next one that protects its token, else for today (ETSI EN 319 102-1, 5.6).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias

from verifier.judgement import failed, undecided
from verifier.limits import LIMITS
from verifier.report import Finding
from verifier.securing.jades.imprints import ARCHIVE, CONTENT, StampedBytes
from verifier.securing.pki.anchors import AnchorLookup
from verifier.securing.pki.certificates import name_of
from verifier.securing.pki.path import PathFacts, PathJudge, PathStatus
from verifier.securing.pki.timestamp_token import (
    BrokenToken,
    MalformedToken,
    check_token,
    imprint_fits,
    read_token,
)

CHECK = "sealTimestamp"
AnchorsAt: TypeAlias = Callable[[datetime], AnchorLookup]
"""Who is believed on a time stamp of a moment."""
_GOOD_ENOUGH = (PathStatus.HOLDS, PathStatus.REVOCATION_UNKNOWN)
"""An authority of time stamps is judged by the lists; its own revocation is seldom stored."""


@dataclass(frozen=True, slots=True)
class TimestampFacts:
    """What was found out about one time stamp."""

    kind: str
    """The member it stands in, as in `sigTst`."""
    time: datetime | None = None
    authority: str | None = None
    imprint_fits: bool | None = None
    """None: not known, for the formula or the token could not be read."""
    intact: bool = False
    """The authority's certificate signed it."""
    path: PathFacts | None = None
    cause: Finding | None = None
    """Why it does not hold."""

    @property
    def fits(self) -> bool:
        """Tell whether it is an unchanged time stamp of these bytes, whoever made it."""
        return self.intact and self.imprint_fits is True

    @property
    def holds(self) -> bool:
        """Tell whether it proves that the bytes existed at its time."""
        return self.fits and self.cause is None


def judge_timestamps(
    stamps: Sequence[StampedBytes], judge: PathJudge, anchors: AnchorsAt, now: datetime
) -> tuple[TimestampFacts, ...]:
    """Judge every time stamp; in the document's order."""
    found: list[TimestampFacts] = []
    protected_until = now
    for stamp in reversed(stamps):
        if stamp.kind == CONTENT:
            # It stands in the signed header: what is over the signature protects it.
            protected_until = min([protected_until, *(t.time for t in found if t.holds and t.time)])
        facts = _judge_one(stamp, judge, anchors, protected_until)
        if stamp.kind == ARCHIVE and facts.holds and facts.time is not None:
            protected_until = min(protected_until, facts.time)
        found.append(facts)
    return tuple(reversed(found))


def _judge_one(
    stamp: StampedBytes, judge: PathJudge, anchors: AnchorsAt, at: datetime
) -> TimestampFacts:
    try:
        token = read_token(stamp.token)
    except MalformedToken as error:
        return TimestampFacts(stamp.kind, cause=_broken(stamp.kind, f"it is {error}"))
    name = name_of(token.authority)
    facts = TimestampFacts(stamp.kind, token.time, name)
    if stamp.message is not None:
        facts = replace(facts, imprint_fits=imprint_fits(token, stamp.message))
    try:
        check_token(token)
    except BrokenToken as error:
        return replace(facts, cause=_broken(stamp.kind, str(error)))
    facts = replace(facts, intact=True)
    if not facts.imprint_fits:
        return replace(facts, cause=_not_of_this(stamp))
    judge.pool.add(certificate.dump() for certificate in token.certificates)
    path = judge.judge(token.authority, anchors(token.time), at)
    return replace(facts, path=path, cause=_distrusted(facts, path, token.time, at))


def _distrusted(
    facts: TimestampFacts, path: PathFacts, time: datetime, at: datetime
) -> Finding | None:
    if path.status not in _GOOD_ENOUGH:
        why = {
            PathStatus.UNKNOWN: "nobody known here vouches for it",
            PathStatus.EXPIRED: "its certificate has expired, and no later time stamp protects it",
            PathStatus.REVOKED: "its certificate was revoked",
        }.get(path.status, "its certificate does not hold")
    elif time > at + LIMITS.clock_skew:
        why = "it names a time that has not come yet"
    else:
        return None
    return undecided(
        "SEAL_TIMESTAMP_UNTRUSTED",
        f"The time stamp ({facts.kind}) of {facts.authority} is intact and cannot be relied upon: "
        f"{why}.",
        member=facts.kind,
        authority=facts.authority or "",
        reason=why,
    ).finding(CHECK)


def _broken(kind: str, why: str) -> Finding:
    return failed(
        "SEAL_TIMESTAMP_BROKEN",
        f"A time stamp of the seal ({kind}) is broken: {why}. Ask the issuer for the original.",
        member=kind,
        reason=why,
    ).finding(CHECK)


def _not_of_this(stamp: StampedBytes) -> Finding:
    if stamp.message is None:
        return undecided(
            "SEAL_TIMESTAMP_NOT_CHECKED",
            f"A time stamp of the seal ({stamp.kind}) is over what cannot be told apart here.",
            member=stamp.kind,
        ).finding(CHECK)
    covered = (
        "What stands before it was changed, removed or put in another order"
        if stamp.kind == ARCHIVE
        else "It was changed, or copied from another document"
    )
    return failed(
        "SEAL_TIMESTAMP_OF_OTHER",
        f"A time stamp of the seal ({stamp.kind}) does not belong to it. {covered}.",
        member=stamp.kind,
    ).finding(CHECK)
