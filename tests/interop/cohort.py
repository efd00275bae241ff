"""A cohort before foreign eyes: `make foreign-eyes` has ten thousand judged."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace

from contexts import JsonObject
from issuer.cohort import Made, issue_cohort
from issuer.model.credential import Format
from issuer.rendering.material import Material
from issuer.signing import Signers
from tests.interop.issued import ISSUED_AT, school_signers
from tests.interop.opinions import Case, digitalbazaar_report
from tests.issuer.cohorts import numbered, odd_rows
from tests.issuer.examples import SCHOOL
from tests.peers.node import NodePeers, running_node_peers

CHUNK = 1000
"""As many rows as the service issues at once."""


def issued_cohort(count: int) -> Iterator[Made]:
    """Issue as many credentials, most of one shape and some odd ones, chunk by chunk."""
    both = school_signers()
    signers: Signers = {signer.key.algorithm: signer for signer in both}
    rows = list(_rows(count))
    for start in range(0, count, CHUNK):
        chunk = rows[start : start + CHUNK]
        keys = tuple(signer.key for signer in both)
        for made in issue_cohort(chunk, signers, (SCHOOL, keys), now=ISSUED_AT):
            if not isinstance(made, Made):
                raise made.error
            yield made


def _rows(count: int) -> Iterator[Material]:
    odd = odd_rows()[:count]
    yield from (replace(row, valid_from=ISSUED_AT) for row in odd)
    for number in range(len(odd) + 1, count + 1):
        yield replace(numbered(number), valid_from=ISSUED_AT)


def badge_of(made: Made) -> JsonObject:
    """Give the signed JSON-LD."""
    badge: JsonObject = json.loads(_body(made, Format.DATA_INTEGRITY))
    return badge


def token_of(made: Made) -> str:
    """Give the VC-JWT."""
    return _body(made, Format.VC_JWT).decode("ascii")


def _body(made: Made, kind: Format) -> bytes:
    (body,) = (document.body for document in made.documents if document.format is kind)
    return body


def refused(peers: NodePeers, cohort: Iterable[Made]) -> dict[str, list[str]]:
    """Have @digitalbazaar/vc judge every badge: the ids of those it refuses, and why."""
    reports = {
        made.credential_id: digitalbazaar_report(peers, Case(badge_of(made)), check_status=False)
        for made in cohort
    }
    return {
        credential_id: report["errors"] or ["not verified"]
        for credential_id, report in reports.items()
        if not report["verified"]
    }


def main() -> None:
    """Issue a cohort, have it judged, and print what came of it."""
    count = int(sys.argv[1])
    start = time.perf_counter()
    cohort = list(issued_cohort(count))
    issued_in = time.perf_counter() - start
    with running_node_peers() as peers:
        faults = refused(peers, cohort)
    sys.stdout.write(f"{count} credentials issued in {issued_in:.1f} s, both formats, checked.\n")
    sys.stdout.write(f"@digitalbazaar/vc refuses {len(faults)} of {count}.\n")
    for credential_id, errors in faults.items():
        sys.stdout.write(f"{credential_id}: {errors}\n")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
