"""A refresh keeps only what the right one signed, and an old copy where the new one is no good."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import ParamSpec, TypeVar

import pytest

from app.trusted_lists.refreshing import national_or_reason
from app.workers import WorkerStopped
from tests.app.trusted_lists.refreshed import (
    AUTHORITY,
    CHOSEN,
    EU,
    EU_URL,
    HR,
    HR_URL,
    SI,
    SI_URL,
    STAMPS,
    AtOnce,
    Operator,
    top,
)
from tests.seals import SEALED_AT
from tests.trusted_lists import list_operator, national_list
from verifier.securing.pki.trusted_list_reading import MOST_BYTES

STRANGER = list_operator()
P = ParamSpec("P")
R = TypeVar("R")


@pytest.fixture
def operator(tmp_path: Path) -> Operator:
    return Operator(tmp_path)


def kept(operator: Operator) -> list[str]:
    index = operator.folder.index()
    return [one.territory for one in index.lists] if index else []


def test_what_is_kept_is_what_was_published(operator: Operator) -> None:
    news = operator.refresh()
    assert [one.fault for one in news.values()] == [None, None]
    si = news["SI"].kept
    assert si is not None
    assert operator.folder.document(si.sha256) == operator.documents[SI_URL]
    assert (si.issued, si.next_update) == (
        SEALED_AT - timedelta(days=1),
        SEALED_AT + timedelta(days=180),
    )


@pytest.mark.parametrize(
    "broken",
    [
        national_list([AUTHORITY], STRANGER),
        national_list([AUTHORITY], SI, next_update=SEALED_AT),
        national_list([AUTHORITY], SI, territory="HR"),
        b"<html>Back soon</html>",
        b'<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><a>&b;</a>',
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY a "b">]><a>&a;</a>'.encode(
            "utf-16"
        ),
        b"<a>" * 1_000_000,
        b"",
        b" " * (MOST_BYTES + 1),
        b"<a " + b"b='c' " * 200_000 + b"/>",
    ],
    ids=[
        "stranger",
        "out-of-date",
        "other",
        "page",
        "entities",
        "utf-16",
        "deep",
        "empty",
        "huge",
        "wide",
    ],
)
def test_the_old_copy_stays_when_the_new_one_is_no_good(operator: Operator, broken: bytes) -> None:
    first = operator.refresh()["SI"].kept
    operator.documents[SI_URL] = broken
    news = operator.refresh()["SI"]
    assert news.fault
    assert news.kept == first
    assert kept(operator) == ["SI"]
    assert Operator(operator.path / "new", operator.documents).refresh()["SI"].kept is None


def test_a_list_of_lists_that_somebody_else_signed_changes_nothing(operator: Operator) -> None:
    operator.documents[EU_URL] = top("SI", operator=STRANGER)
    news = operator.refresh()
    assert list(news) == ["EU"]
    assert news["EU"].fault == "The list is not signed by who should have signed it."
    assert operator.folder.index() is None


def test_national_lists_are_refreshed_under_the_copy_of_the_list_of_lists(
    operator: Operator,
) -> None:
    operator.refresh()
    del operator.documents[EU_URL]
    operator.documents[SI_URL] = national_list([STAMPS], SI)
    news = operator.refresh()
    assert news["EU"].fault == "The server could not be reached."
    assert news["SI"].fault is None
    assert news["SI"].kept is not None
    assert operator.folder.document(news["SI"].kept.sha256) == operator.documents[SI_URL]


def test_an_older_list_does_not_replace_a_newer_one(operator: Operator) -> None:
    older = operator.documents[SI_URL]
    operator.documents[SI_URL] = national_list([], SI, issued=SEALED_AT)
    first = operator.refresh()["SI"].kept
    operator.documents[SI_URL] = older
    news = operator.refresh()["SI"]
    assert news.fault == "The list is older than the copy kept here."
    assert news.kept == first


class Overwhelmed(AtOnce):
    """Be overwhelmed by national lists."""

    async def run(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Stop at the second piece of work."""
        if work is national_or_reason:
            raise WorkerStopped
        return await super().run(work, *args, **kwargs)


def test_a_list_that_takes_too_much_stops_no_other(operator: Operator) -> None:
    operator.workers = Overwhelmed
    news = operator.refresh()
    assert news["EU"].fault is None
    assert news["SI"].fault == "The list cannot be read within the time and memory there is for it."
    assert kept(operator) == []


def test_only_the_chosen_territories_are_kept(operator: Operator) -> None:
    operator.documents |= {
        EU_URL: top("SI", "HR"),
        HR_URL: national_list([], HR, territory="HR"),
    }
    operator.chosen = replace(CHOSEN, territories=frozenset({"HR", "XX"}))
    news = operator.refresh()
    assert kept(operator) == ["HR"]
    assert news["XX"].fault == "The list of lists names no such list."


def test_an_old_copy_counts_no_more_when_its_signer_does_not(operator: Operator) -> None:
    operator.refresh()
    operator.chosen = replace(CHOSEN, signers=(STRANGER.der,))
    assert operator.refresh()["EU"].kept is None
    operator.chosen = replace(CHOSEN, signers=(STRANGER.der, EU.der))
    assert operator.refresh()["EU"].fault is None


def test_files_of_earlier_refreshes_are_dropped(operator: Operator) -> None:
    for day in range(4):
        issued = SEALED_AT + timedelta(days=day)
        operator.documents[SI_URL] = national_list([AUTHORITY], SI, issued=issued)
        operator.refresh()
    names = {path.name for path in operator.folder.path.iterdir()}
    assert len(names) == len({"index.json", "lock"}) + len({"EU"}) + 2 * len({"SI", "services"})
