"""The verdict is a word, a sign and a sentence; and what is unproven is never shown as fact."""

import copy
import re
from itertools import pairwise

import pytest

from app.web.languages import Language
from app.web.views.verdict import verdict_view
from tests.app.serving import Service
from tests.app.web.preview import report

SLOVENE = Language("sl")


@pytest.mark.parametrize(
    ("name", "tone", "word"),
    [
        ("passed", "good", "Veljavno"),
        ("revoked", "bad", "Neveljavno"),
        ("unknown", "unsure", "Ni mogoče potrditi"),
        ("unreadable", "bad", "Neveljavno"),
    ],
)
def test_three_answers(name: str, tone: str, word: str) -> None:
    view = verdict_view(report(name), SLOVENE)
    assert (view.tone, view.word) == (tone, word)


def test_a_revocation_is_told_with_day_and_reason(pages: Service) -> None:
    page = pages.get("/verdicts/revoked", headers={"Accept-Language": "sl"}).text
    assert "Preklicano · 2. marca 2026" in page
    assert "Razlog: Dokazilo je bilo izdano pomotoma." in page
    assert 'href="/problems/REVOKED"' in page


def test_the_verdict_takes_the_focus(pages: Service) -> None:
    assert '<h1 id="verdict" tabindex="-1" autofocus>' in pages.get("/verdicts/passed").text


def test_what_the_signature_does_not_cover_is_said_to_be_a_claim(pages: Service) -> None:
    claim = "podpis tega ne potrjuje"
    assert claim in pages.get("/verdicts/hostile").text
    assert claim not in pages.get("/verdicts/passed").text


def test_the_name_shown_is_the_registers_never_the_credentials() -> None:
    claimed = copy.deepcopy(report("unknown"))
    claimed["credential"]["issuer"] = {"name": "Univerza v Oxfordu"}
    view = verdict_view(claimed, SLOVENE)
    assert view.issuer is not None
    assert view.issuer.name == ""
    assert view.issuer.domain == "primer.example"


@pytest.mark.parametrize("date", ["yesterday", "2026-13-40", "", None, "2026-02-14", 17])
def test_any_date_of_a_stranger_is_shown_and_none_breaks_the_page(date: object) -> None:
    changed = copy.deepcopy(report("passed"))
    changed["credential"]["valid_until"] = date
    view = verdict_view(changed, SLOVENE)
    assert view.subject is not None
    assert isinstance(view.subject.valid_until, str)


def test_a_strangers_markup_is_shown_as_text(pages: Service) -> None:
    answer = pages.get("/verdicts/hostile")
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;alert" in answer.text


def test_a_refusal_is_told_in_the_words_of_the_form(pages: Service) -> None:
    answer = pages.get("/refused", headers={"Accept-Language": "sl"})
    assert answer.status_code == 400
    assert "Izpolnite natanko eno od treh polj" in answer.text
    assert "no-store" in answer.headers["cache-control"]


def test_each_credential_of_a_presentation_has_a_block_of_its_own(pages: Service) -> None:
    page = pages.get("/verdicts/presentation", headers={"Accept-Language": "sl"}).text
    first, second = page.split("2. dokazilo: Neveljavno")[:2]
    assert "Predstavitev vsebuje 2 dokazili; potrjenih: 1." in first
    assert "Imetnik ni dokazan" in first
    assert "1. dokazilo: Veljavno" in first
    assert "1. priporočilo: Neveljavno" in first
    assert "Kdo priporoča" in first
    assert "Preklicano" in second
    assert "priporočilo:" not in second


def test_every_id_of_the_page_stands_once_and_every_heading_follows(pages: Service) -> None:
    page = pages.get("/verdicts/presentation").text
    identifiers = re.findall(r' id="([^"]+)"', page)
    assert len(identifiers) == len(set(identifiers))
    labels = re.findall(r'aria-labelledby="([^"]+)"', page)
    assert len(labels) == len(set(labels))
    assert {name for label in labels for name in label.split()} <= set(identifiers)
    levels = [int(level) for level in re.findall(r"<h(\d)", page)]
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize(
    ("proven", "answers", "tone", "word"),
    [
        (True, True, "good", "Imetnik je dokazan"),
        (True, False, "unsure", "Imetnik je dokazan"),
        (False, None, "unsure", "Imetnik ni dokazan"),
        (None, None, "unsure", "Imetnika ni bilo mogoče preveriti"),
    ],
)
def test_a_holder_is_good_only_here_and_now(
    *, proven: bool | None, answers: bool | None, tone: str, word: str
) -> None:
    told = report("presentation")
    told["holder"] |= {"proven": proven, "answers_request": answers}
    view = verdict_view(told, SLOVENE)
    assert view.holder is not None
    assert (view.holder.tone, view.holder.word) == (tone, word)


def test_a_genuine_endorsement_of_something_else_is_no_good_sign() -> None:
    told = report("presentation")
    endorsement = told["credentials"][0]["endorsements"][0]
    endorsement |= {"outcome": "passed", "notice": {"sl": "O drugem.", "en": "Of another."}}
    [view] = verdict_view(told, SLOVENE).credentials[0].endorsements
    assert (view.tone, view.word) == ("unsure", "Govori o nečem drugem")
