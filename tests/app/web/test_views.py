"""Words for levels, workloads, standings and searches."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from app.web.languages import Language
from app.web.records import RegisterPage, RegisterSearch, Standing
from app.web.views.addresses import safe_link
from app.web.views.labels import concept, country, field_of_study, language_name
from app.web.views.level import level_view
from app.web.views.register import register_view
from app.web.views.standing import standing_view
from app.web.views.workload import workload
from contexts import sok_levels, vocabulary
from issuer.model.programme import Level, Workload
from tests.app.web.examples import ACTIVE, CNC, NOW, REVOKED, VET_SCHOOL

SLOVENE, ENGLISH = Language("sl"), Language("en")


@pytest.mark.parametrize(
    ("load", "words"),
    [
        (Workload(hours=Decimal(1)), "1 ura"),
        (Workload(hours=Decimal(2)), "2 uri"),
        (Workload(hours=Decimal("2.5")), "2,5 ure"),
        (Workload(hours=Decimal(120)), "120 ur"),
        (Workload(ects=Decimal("6.5")), "6,5 ECTS"),
        (Workload(hours=Decimal(40), ects=Decimal(2)), "40 ur · 2 ECTS"),
        (Workload(vet_credit_points=Decimal(2)), "2 kreditni točki"),
        (Workload(), ""),
    ],
)
def test_a_workload_in_slovenian(load: Workload, words: str) -> None:
    assert workload(load, SLOVENE).replace("\u00a0", " ") == words


def test_terms_are_named_in_a_learners_language_and_else_in_english() -> None:
    italian, hungarian = Language("it"), Language("hu")
    in_person = next(
        u for u, one in vocabulary("modes").items() if one.labels["en"] == "Presential"
    )
    assert concept("modes", in_person, italian) == "In presenza"
    assert concept("modes", in_person, hungarian) == "Jelenléti"
    assert country(VET_SCHOOL, italian) == "Slovenia"
    assert language_name("sl", hungarian) == "szlovén"
    nursing = next(u for u, one in vocabulary("isced-f").items() if one.notation == "0913")
    assert field_of_study(nursing, italian) == field_of_study(nursing, ENGLISH)


@pytest.mark.parametrize("level", [entry.level for entry in sok_levels()])
def test_every_level_has_words_in_both_languages(level: int) -> None:
    words = [level_view(Level(sok=level), language).words for language in (SLOVENE, ENGLISH)]
    assert all(words)
    assert words[0] != words[1]


def test_no_level_is_an_answer_and_nothing_stated_is_none() -> None:
    assert level_view(Level(no_level=True), SLOVENE).short == "Raven ni določena"
    assert level_view(Level(), SLOVENE).short == ""


def test_a_levels_cycle_is_named() -> None:
    view = level_view(Level(sok=8, eqf=7, qf_ehea="second cycle"), SLOVENE)
    assert (view.short, view.cycle) == ("SOK 8 · EOK 7", "druga stopnja")


def test_controlled_values_have_names_and_unknown_ones_stay_as_they_are() -> None:
    modes = "http://data.europa.eu/snb/learning-assessment/9191af2ed9"
    assert concept("modes", modes, SLOVENE) == "V živo"
    assert concept("modes", "https://example.org/x", SLOVENE) == "https://example.org/x"
    assert concept("modes", None, SLOVENE) == ""
    assert field_of_study("http://data.europa.eu/snb/isced-f/0715", ENGLISH).endswith("(0715)")
    assert field_of_study("nonsense", ENGLISH) == ""
    assert language_name("sl", SLOVENE) == "slovenščina"
    assert language_name("tlh", SLOVENE) == "tlh"
    assert country(VET_SCHOOL, SLOVENE) == "Slovenija"
    assert country(replace(VET_SCHOOL, country="XYZ"), SLOVENE) == "XYZ"


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://a.example/", "https://a.example/"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        (" https://a.example", None),
        ("", None),
        (None, None),
    ],
)
def test_only_web_addresses_become_links(url: str | None, link: str | None) -> None:
    assert safe_link(url) == link


def test_a_credential_expires_at_its_moment() -> None:
    ends = datetime(2026, 3, 20, 9, 30, tzinfo=UTC)
    credential = replace(ACTIVE.credential, prepared=b'{"validUntil": "2026-03-20T09:30:00Z"}')
    assert standing_view(credential, ends, SLOVENE).word == "Poteklo"
    assert standing_view(credential, ends.replace(minute=29), SLOVENE).tone == "good"


def test_a_replaced_credential_says_so_and_a_revocation_goes_before_it() -> None:
    replaced = replace(ACTIVE.credential, superseded_by="another")
    assert standing_view(replaced, NOW, SLOVENE).word == "Zamenjano"
    revoked = replace(REVOKED.credential, superseded_by="another")
    assert standing_view(revoked, NOW, SLOVENE).word == "Preklicano"


def test_paging_keeps_what_was_asked_for() -> None:
    search = RegisterSearch(words="voda & zrak", sok_level=4, standing=Standing.OPEN, page=2)
    view = register_view(RegisterPage(entries=[CNC], total=25, size=12), search, SLOVENE)
    assert view.pages == 3
    assert view.previous_url == "/register?q=voda+%26+zrak&level=4&status=open"
    assert view.next_url == "/register?q=voda+%26+zrak&level=4&status=open&page=3"


def test_a_search_with_more_hits_than_are_counted_goes_on_while_pages_are_full() -> None:
    search = RegisterSearch(page=10_000)
    full, last = [
        register_view(
            RegisterPage(entries=[CNC], total=10_000, more=True, size=size), search, SLOVENE
        )
        for size in (1, 2)
    ]
    assert full.next_url == "/register?page=10001"
    assert last.next_url is None
