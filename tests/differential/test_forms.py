"""What is known of a form is what the full checks say, of every document that is of this form."""

import random
from collections.abc import Callable

import pytest

from tests.differential.forms import compare_forms
from verifier.known_forms import Known

WORLDS, COPIES = 12, 25
FIXED_SEED = 1


def test_what_is_known_agrees_with_the_full_checks(
    record_property: Callable[[str, object], None],
) -> None:
    agreement = compare_forms(FIXED_SEED, WORLDS, COPIES)

    record_property("differential", str(agreement))
    # Or there would have been nothing to compare.
    assert min(agreement.known, agreement.arranged, agreement.valid) > WORLDS, str(agreement)


def test_it_agrees_on_documents_nobody_has_seen(
    record_property: Callable[[str, object], None],
) -> None:
    agreement = compare_forms(random.SystemRandom().randrange(1 << 32), WORLDS, COPIES)

    record_property("differential", str(agreement))
    assert agreement.documents == WORLDS * COPIES


def test_a_form_that_does_not_look_at_ids_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Known, "is_arranged", True)

    with pytest.raises(AssertionError, match=f"seed {FIXED_SEED}"):
        compare_forms(FIXED_SEED, WORLDS, COPIES)
