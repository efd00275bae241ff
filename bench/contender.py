"""Our side of the race: `python -m bench.contender ENGINE FOLDER`, asked as bench.process says."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from bench.by_template import Filler, Unsigned
from bench.documents import JUDGED_AT, SIGNED_AT, Documents, school_keys, school_signers
from bench.process import ContenderFailed
from bench.rows import row
from bench.seals import Sealer
from contexts import Engine, JsonObject, counters, use_engine
from issuer.cohort import Made, issue_cohort
from issuer.cohort.drafts import Group, grouped
from issuer.embedded_proof import CRYPTOSUITE, add_proofs
from issuer.json_bytes import json_bytes
from issuer.model.organisation import KeyAlgorithm
from issuer.preparing import recall
from issuer.rendering.material import Material
from issuer.signing import secure
from tests.issuer.examples import SCHOOL
from verifier import AllowedIssuers, Fetched, Outcome, verify
from verifier.checks.proof import prove
from verifier.checks.validity import check_validity
from verifier.cryptosuites import CRYPTOSUITES, statements_digest
from verifier.identifiers import did_web_url
from verifier.inquiry import Inquiry
from verifier.keys import PublicKey
from verifier.limits import LIMITS
from verifier.multibase import multibase_decode
from verifier.parse import parse_document

_STATUS = "credentialStatus"
_ALIKE = 4
"""Findings of what the peers check: the key, the proof, and both ends of validity."""


class Contender:
    """What can be measured: each method of the table below does one task to one document."""

    def __init__(self, documents: Documents) -> None:
        self.documents = documents
        self._signers = school_signers()
        url = did_web_url(SCHOOL.did)
        body = documents.controller
        self._resources = {url: Fetched(url, "application/did+json", body, JUDGED_AT)}
        self._policy = AllowedIssuers({SCHOOL.did: SCHOOL.slug})
        ed25519 = self._signers[KeyAlgorithm.ED25519]
        self._public = PublicKey("Ed25519", ed25519.key.public_key)

    @cached_property
    def sealer(self) -> Sealer:
        """Make the school's certificate when seals are asked for."""
        return Sealer()

    @cached_property
    def filler(self) -> Filler:
        """Compile the cohort's template when it is asked for."""
        return Filler.compiled(self._signers[KeyAlgorithm.ED25519])

    def sign(self, document: JsonObject) -> bytes:
        """Canonicalize, hash, sign and write a rendered document: `eddsa-rdfc-2022` alone."""
        unsigned = Unsigned(json_bytes(document), document, statements_digest(document))
        return add_proofs([unsigned], self._signers[KeyAlgorithm.ED25519], SIGNED_AT)[0]

    def issue(self, body: bytes) -> None:
        """Check a rendered document (schema, rules, data loss) and sign it in both formats."""
        secure(recall(body), self._signers, SIGNED_AT)

    def issue_all(self, rows: Sequence[Material]) -> None:
        """Issue a cohort: rendered, checked, signed in both formats, self-checked."""
        made = issue_cohort(rows, self._signers, (SCHOOL, school_keys()), now=SIGNED_AT)
        if not all(isinstance(each, Made) for each in made):
            raise ContenderFailed("a row of the cohort could not be issued")

    def verify(self, body: bytes) -> None:
        """Judge with all checks; the status list alone is not handed over, as with the peers."""
        report = verify(body, self._resources, now=JUDGED_AT, policy=self._policy)
        left = {each.check for each in report.findings if each.outcome is not Outcome.PASSED}
        if left != {_STATUS}:
            raise ContenderFailed(f"our own badge does not pass: {report.root_cause}")

    def verify_alike(self, document: JsonObject) -> None:
        """Check what `@digitalbazaar/vc` checks: data model, whose key, proof, purpose, dates."""
        parsed = parse_document(document, LIMITS)
        inquiry = Inquiry(self._resources, JUDGED_AT, self._policy, LIMITS)
        findings = (*prove(parsed, inquiry).findings, *check_validity(document, JUDGED_AT))
        if len(findings) < _ALIKE or any(each.problem for each in findings):
            raise ContenderFailed("our own badge does not pass what the peers check")

    def verify_proof(self, document: JsonObject) -> None:
        """Check the signature and nothing else."""
        proof = document["proof"]
        options = {"@context": document["@context"], **proof}
        signature = multibase_decode(options.pop("proofValue"))
        unsecured = {name: value for name, value in document.items() if name != "proof"}
        suite = CRYPTOSUITES[CRYPTOSUITE]
        if not suite.verify(suite.hash_data(unsecured, options), signature, self._public):
            raise ContenderFailed("our own signature does not fit")


def _bodies(name: str) -> Callable[[Contender, Sequence[int]], list[bytes]]:
    def chosen(contender: Contender, numbers: Sequence[int]) -> list[bytes]:
        bodies = contender.documents.lines(name)
        return [bodies[number % len(bodies)] for number in numbers]

    return chosen


def _parsed(name: str) -> Callable[[Contender, Sequence[int]], list[JsonObject]]:
    """Parse before the clock starts: the peers are handed objects too."""
    bodies = _bodies(name)
    return lambda contender, numbers: [json.loads(each) for each in bodies(contender, numbers)]


def _payloads(contender: Contender, numbers: Sequence[int]) -> list[bytes]:
    return contender.sealer.payloads(numbers)


def _sealed(contender: Contender, numbers: Sequence[int]) -> list[bytes]:
    return [contender.sealer.sealed(each) for each in _payloads(contender, numbers)]


def _cohort(_: Contender, numbers: Sequence[int]) -> list[list[Material]]:
    return [[row(number) for number in numbers]]


def _values(contender: Contender, numbers: Sequence[int]) -> list[Group]:
    """Compile the template before the clock starts, and render the learners' own members."""
    _ = contender.filler
    return grouped(*_cohort(contender, numbers))


_Inputs = Callable[[Contender, Sequence[int]], Sequence[Any]]

_TASKS: dict[str, tuple[_Inputs, Callable[[Contender, Any], object]]] = {
    "fill": (_values, lambda contender, group: contender.filler.sign_values(group)),
    "render_and_fill": (_cohort, lambda contender, rows: contender.filler.sign_rows(rows)),
    "sign": (_parsed("unsigned.ndjson"), Contender.sign),
    "issue": (_bodies("unsigned.ndjson"), Contender.issue),
    "issue_all": (_cohort, Contender.issue_all),
    "seal": (_payloads, lambda contender, payload: contender.sealer.sealed(payload)),
    "verify": (_bodies("signed.ndjson"), Contender.verify),
    "verify_alike": (_parsed("signed.ndjson"), Contender.verify_alike),
    "verify_jwt": (_bodies("signed.jwt"), Contender.verify),
    "verify_proof": (_parsed("signed.ndjson"), Contender.verify_proof),
    "verify_seal": (_sealed, lambda contender, body: contender.sealer.verify(body)),
}
"""What is gathered before the clock starts, and what is then done to each of it."""


def main() -> None:
    """Answer tasks until standard input ends; each goes on where it stopped before."""
    engine, folder = sys.argv[1:]
    use_engine(Engine(engine))
    contender = Contender(Documents(Path(folder)))
    reached: dict[str, int] = {}
    for line in sys.stdin:
        request = json.loads(line)
        task, count = request["task"], request.get("count", 0)
        first = reached.get(task, 0)
        reached[task] = first + count
        try:
            answer = _answer(contender, task, range(first, first + count))
        except ContenderFailed as reason:
            answer = {"error": str(reason)}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def _answer(contender: Contender, task: str, numbers: range) -> Mapping[str, float | str]:
    return counters() if task == "counters" else _timed(contender, task, numbers)


def _timed(contender: Contender, task: str, numbers: range) -> dict[str, float]:
    inputs, one = _TASKS[task]
    given = inputs(contender, numbers)
    wall, cpu = time.perf_counter(), time.process_time()
    for each in given:
        one(contender, each)
    return {
        "count": len(numbers),
        "wall": time.perf_counter() - wall,
        "cpu": time.process_time() - cpu,
    }


if __name__ == "__main__":
    main()
