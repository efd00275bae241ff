"""The status list vectors, as their files stand: every one has its verdict, and its cause."""

import json
from datetime import datetime
from typing import Any

import pytest

from tests.verifier.status_vectors.__main__ import FOLDER, files
from verifier import AllowedIssuers, Fetched, Finding, Outcome, Unavailable, verify

INDEX: dict[str, Any] = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))
NOW = datetime.fromisoformat(INDEX["now"])
NOTICES = {"STATUS_REFRESH", "STATUS_MESSAGE"}
FAILED = {"REVOKED": "revoked", "SUSPENDED": "suspended"}
WORST_FIRST = ("revoked", "suspended", "malformed", "undetermined", "notice", "valid")


def found(vector: dict[str, Any]) -> list[Finding]:
    """Verify with the resources handed over, and give the findings of the status."""
    credential = vector["credential"]
    text = credential if isinstance(credential, str) else json.dumps(credential)
    resources: dict[str, Any] = {
        url: Fetched(
            url,
            each["mediaType"],
            each["body"].encode(),
            datetime.fromisoformat(each.get("fetchedAt", INDEX["now"])),
        )
        for url, each in vector["resources"].items()
    }
    policy = AllowedIssuers({})
    report = verify(text.encode(), resources, now=NOW, policy=policy)
    for need in report.needs:
        resources[need.url] = Unavailable(need.url, "nothing there", NOW)
    report = verify(text.encode(), resources, now=NOW, policy=policy)
    proofs = [f for f in report.findings if f.check in {"proof", "verificationMethod"}]
    assert {finding.outcome for finding in proofs} == {Outcome.PASSED}
    refused = [f for f in report.findings if f.check == "context" and f.outcome is Outcome.FAILED]
    return refused or [f for f in report.findings if f.check == "credentialStatus"]


def verdict_of(finding: Finding) -> str:
    code = finding.problem.code if finding.problem else ""
    if finding.outcome is Outcome.PASSED:
        return "notice" if code in NOTICES else "valid"
    if finding.outcome is Outcome.INDETERMINATE:
        return "undetermined"
    return FAILED.get(code, "malformed")


@pytest.mark.parametrize("path", INDEX["vectors"])
def test_the_verdict_is_the_expected_one(path: str) -> None:
    vector = json.loads((FOLDER / path).read_text(encoding="utf-8"))
    expected = vector["expected"]
    assert expected == INDEX["vectors"][path]
    findings = found(vector)
    assert min((verdict_of(f) for f in findings), key=WORST_FIRST.index) == expected["verdict"]
    causes = [finding.problem.code for finding in findings if finding.problem]
    assert causes == ([expected["cause"]] if expected["cause"] else [])


def test_every_file_is_in_the_index_and_none_is_missing() -> None:
    stored = {str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.json")}
    assert stored == {"expected.json", "others.json", *INDEX["vectors"]}


def test_the_files_are_what_the_program_writes() -> None:
    written = files()
    assert written["expected.json"]["vectors"] == INDEX["vectors"]
    for path in INDEX["vectors"]:
        stored = json.loads((FOLDER / path).read_text(encoding="utf-8"))
        assert stored["about"] == written[path]["about"]
        # Another zlib may pack the same bits into other bytes, and then every signature differs.
        if written["expected.json"]["packedWith"] == INDEX["packedWith"]:
            assert stored == written[path], path


def test_the_readme_names_every_folder() -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    for folder in {path.split("/")[0] for path in INDEX["vectors"]}:
        assert f"`{folder}/`" in readme
