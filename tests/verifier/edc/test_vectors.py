"""Sealed examples get the verdict that stands beside them, again from a pack, and never better."""

from __future__ import annotations

import base64
import json
from datetime import datetime
from pathlib import Path

import pytest

from verifier import AllowedIssuers, ChosenRegistries, Outcome, Report, verify
from verifier.evidence import EvidencePack, RecordedPolicy, Stated, agrees, replay
from verifier.evidence_file import to_bytes
from verifier.evidence_reading import from_bytes
from verifier.registries.authorities import CertificateAuthorities

FOLDER = Path(__file__).parents[2] / "vectors/edc"
EXPECTED = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))
NOW = datetime.fromisoformat(EXPECTED["now"])
ROOT = base64.b64decode(EXPECTED["root"])
AUTHORITIES = CertificateAuthorities("chosen for these examples", (ROOT,))
POLICY = ChosenRegistries([AUTHORITIES])
EVERY = pytest.mark.parametrize("name", EXPECTED["files"])


def judged(name: str, policy: ChosenRegistries = POLICY) -> Report:
    return verify((FOLDER / name).read_bytes(), {}, now=NOW, policy=policy)


def cause(report: Report) -> str | None:
    found = report.root_cause
    return found.problem.code if found is not None and found.problem is not None else None


def test_there_is_a_verdict_for_every_file() -> None:
    assert {path.name for path in FOLDER.glob("*.jsonld")} == set(EXPECTED["files"])


@EVERY
def test_the_verdict_is_the_one_beside_it(name: str) -> None:
    report = judged(name)
    expected = EXPECTED["files"][name]
    assert (report.outcome.value, cause(report)) == (expected["outcome"], expected["cause"])


@EVERY
def test_a_pack_gives_the_verdict_again(name: str) -> None:
    report = judged(name)
    pack = EvidencePack(
        secured=(FOLDER / name).read_bytes(),
        resources={},
        now=NOW,
        policy=RecordedPolicy.of(report, name="default", version="1", authorities=[AUTHORITIES]),
        release="0.1.0",
        stated=Stated.of(report),
    )
    read = from_bytes(to_bytes(pack))
    assert replay(read) == report
    assert agrees(read, replay(read))


@EVERY
def test_who_believes_nobody_believes_none_of_them(name: str) -> None:
    report = judged(name, ChosenRegistries([AllowedIssuers({})]))
    assert report.outcome is not Outcome.PASSED
