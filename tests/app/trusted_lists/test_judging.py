"""A service judges seals by the lists it keeps; without lists, or by old ones, nothing is good."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from app.evidence import UnmarkedKeeper
from tests.app.trusted_lists.refreshed import (
    EU_URL,
    HR,
    HR_URL,
    SI,
    SI_URL,
    STAMPS,
    Operator,
    findings,
    qualified_seal,
    top,
)
from tests.trusted_lists import national_list
from verifier.evidence_file import to_bytes

SEALED = qualified_seal()
LIST, KIND = "sealTrustedList", "sealQualification"
NOT_CHECKED = ("indeterminate", "SEAL_TRUSTED_LISTS_MISSING")


@pytest.fixture
def operator(tmp_path: Path) -> Operator:
    return Operator(tmp_path)


def test_a_qualified_seal_is_called_so_only_by_lists_that_are_kept(operator: Operator) -> None:
    before = operator.verified(SEALED).report
    assert findings(before)[LIST] == NOT_CHECKED
    assert findings(before)[KIND] == ("indeterminate", "SEAL_QUALIFICATION_UNKNOWN")
    assert '"qualified"' not in json.dumps(before)
    operator.refresh()
    after = operator.verified(SEALED).report
    assert findings(after)[LIST] == findings(after)[KIND] == ("passed", None)
    assert after["outcome"] == "passed"
    said = next(one for one in after["findings"] if one["check"] == KIND)
    assert said["params"]["standing"] == "qualified"


def test_a_pack_gives_the_same_verdict_without_the_lists(operator: Operator) -> None:
    operator.refresh()
    first = operator.verified(SEALED)
    assert first.pack is not None
    assert first.pack.policy.lists is not None
    assert first.pack.policy.lists.digest.startswith("sha256:")
    elsewhere = Operator(operator.path / "elsewhere", now=operator.now + timedelta(days=4000))
    again = elsewhere.verified(to_bytes(first.pack), UnmarkedKeeper(believes=True)).report
    assert again["outcome"] == first.report["outcome"] == "passed"
    replayed = findings(again)
    assert replayed.pop("evidence") == ("passed", None)
    assert replayed == findings(first.report)


def test_a_pack_without_lists_does_not_gain_any(operator: Operator) -> None:
    first = operator.verified(SEALED)
    assert first.pack is not None
    operator.refresh()
    again = operator.verified(to_bytes(first.pack), UnmarkedKeeper(believes=True)).report
    assert findings(again)[LIST] == NOT_CHECKED


def test_lists_that_are_out_of_date_say_nothing(operator: Operator) -> None:
    operator.refresh()
    operator.now += timedelta(days=365)
    assert findings(operator.verified(SEALED).report)[LIST] == NOT_CHECKED


def test_a_seal_is_not_called_unlisted_while_a_list_is_missing(operator: Operator) -> None:
    operator.documents |= {
        EU_URL: top("SI", "HR"),
        SI_URL: national_list([STAMPS], SI),
    }
    operator.refresh()
    missing = findings(operator.verified(SEALED).report)[LIST]
    assert missing == ("indeterminate", "SEAL_TRUSTED_LISTS_INCOMPLETE")
    operator.documents[HR_URL] = national_list([], HR, territory="HR")
    operator.refresh()
    complete = findings(operator.verified(SEALED).report)[LIST]
    assert complete == ("indeterminate", "SEAL_NOT_ON_TRUSTED_LIST")


def test_lists_that_were_changed_in_their_folder_do_not_count(operator: Operator) -> None:
    operator.refresh()
    index = operator.folder.index()
    assert index is not None
    services = operator.folder.file(index.services)
    services.write_bytes(services.read_bytes().replace(b"granted", b"Granted"))
    assert findings(operator.verified(SEALED).report)[LIST] == NOT_CHECKED
