"""From what was handed in to what can be judged: an address, wherever it stands, is followed.

An address may be given as one, pasted as text, baked into a picture, written in a QR code, or
linked from a web page. All go the same way, by our own records or the guarded fetcher, and only so
many times: a picture that leads to a picture that leads to a picture is nobody's credential.
"""

from dataclasses import dataclass, replace
from urllib.parse import urljoin

from app.fetching import Reason
from app.reading import HandedIn, Reading, Readings
from app.reading.addresses import is_page, linked_credential
from app.rounds import Run
from app.submission_problems import report_of_problem
from app.submissions import MOST_UPLOAD_BYTES, Submission
from app.workers import Workers
from verifier import LIMITS, Report, Unavailable
from verifier.containers import Container, is_file
from verifier.evidence_file import is_evidence
from verifier.resources import is_gone

_MOST_ADDRESSES = 3
_NOTHING = HandedIn(Readings((Reading(b""),)))


@dataclass(frozen=True, slots=True)
class Arrived:
    """What there is to judge at the end of every address; or why there is nothing."""

    handed_in: HandedIn = _NOTHING
    pack: bytes | None = None
    """An evidence pack, which is replayed and not judged."""
    report: Report | None = None
    """Why there is nothing to judge."""


async def follow(submission: Submission, run: Run, workers: Workers) -> Arrived:
    """Read what was handed in, and whatever it leads to; never raises but WorkerStopped."""
    body, address = submission.body, submission.url
    arrived = _NOTHING
    for _ in range(_MOST_ADDRESSES + 1):
        if address is not None:
            got = await _got(address, run, workers, is_badge=arrived.is_open_badges_2)
            if isinstance(got, Report):
                return Arrived(_after(arrived, _NOTHING), report=got)
            if isinstance(got, str):
                address = got
                continue
            body = got
        if is_evidence(body):
            return Arrived(arrived, pack=body)
        arrived = _after(arrived, await run.read(body))
        if arrived.address is None:
            return Arrived(arrived)
        address = arrived.address
    return Arrived(arrived, report=report_of_problem("ADDRESS_CHAIN"))


async def _got(address: str, run: Run, workers: Workers, *, is_badge: bool) -> bytes | str | Report:
    """Give what stands at an address, the next address, or the report of why there is nothing."""
    named = run.own.named_in(address)
    if named is not None:
        return named
    resource = await run.document(address, max_bytes=MOST_UPLOAD_BYTES)
    if isinstance(resource, Unavailable):
        # How Open Badges 2.0 takes a hosted badge back ("Revoking Hosted Assertions").
        if is_badge and is_gone(resource.reason):
            return report_of_problem("BADGE_GONE")
        return report_of_problem("URL_UNREACHABLE", reason=resource.reason)
    if len(resource.body) > LIMITS.credential_bytes and not is_file(resource.body):
        return report_of_problem("URL_UNREACHABLE", reason=Reason.TOO_LARGE.value)
    if not is_page(resource.body, resource.media_type):
        return resource.body
    linked = await workers.run(linked_credential, resource.body)
    return _joined(address, linked or "") or report_of_problem("URL_IS_A_PAGE")


def _joined(page: str, linked: str) -> str | None:
    try:
        return urljoin(page, linked) if linked else None
    except ValueError:
        return None


def _after(before: HandedIn, found: HandedIn) -> HandedIn:
    """Keep in mind which containers led here."""
    containers: tuple[Container, ...] = (*before.containers, *found.containers)
    finding = found.finding or before.finding
    if finding is not None:
        names = " ".join(container.value for container in containers)
        finding = replace(finding, params={**finding.params, "container": names})
    return replace(found, containers=containers, finding=finding)
