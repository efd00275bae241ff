"""The service names the lists of its own choice, and notices when they change."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from app.trusted_lists.kept import KeptLists, kept_lists
from tests.app.trusted_lists.refreshed import CHOSEN, SI, SI_URL, Operator
from tests.seals import SEALED_AT
from tests.trusted_lists import national_list


def test_refreshed_lists_are_taken_up_without_a_start(tmp_path: Path) -> None:
    operator = Operator(tmp_path)
    kept = KeptLists(operator.folder, CHOSEN)
    assert kept.reference() is None
    operator.refresh()
    first = kept.reference()
    assert first is not None
    assert kept.reference() is first
    operator.documents[SI_URL] = national_list([], SI, issued=SEALED_AT + timedelta(days=1))
    operator.refresh()
    second = kept.reference()
    assert second is not None
    assert second.sha256 != first.sha256
    assert first.path.exists(), "a worker may still be asked to read it"


def test_lists_of_another_choice_do_not_count(tmp_path: Path) -> None:
    operator = Operator(tmp_path)
    operator.refresh()
    for other in (
        replace(CHOSEN, signers=(SI.der,)),
        replace(CHOSEN, territories=frozenset({"SI"})),
        replace(CHOSEN, url="https://other.example/"),
    ):
        assert KeptLists(operator.folder, other).reference() is None


def test_nothing_is_kept_where_nothing_was_chosen(tmp_path: Path) -> None:
    assert kept_lists(Operator(tmp_path).folder, None) is None
    assert kept_lists(None, CHOSEN) is None
