"""A European Digital Credential on a page: all it says, and a seal never better than it is."""

import copy
import html
from typing import Any

import pytest

from app.web.languages import Language
from app.web.views.edc import edc_view
from app.web.views.said import NOTHING, Said, said, said_all
from app.web.views.sealed import europass_view, seal_view
from tests.app.serving import Service
from tests.app.web.preview import report

SLOVENE, ENGLISH = Language("sl"), Language("en")


def edc(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON
    changed: dict[str, Any] = copy.deepcopy(dict(report("edc")))
    changed["seal"] |= changes
    return changed


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        ("sl", ["Učni izidi", "60 ur", "SOK raven 4", "Predstavitveni žig: ni pravi žig"]),
        ("en", ["Learning outcomes", "60 hours", "SQF Level 4", "Demonstration seal: not a real"]),
    ],
)
def test_the_page_tells_it_whole(pages: Service, language: str, texts: list[str]) -> None:
    page = html.unescape(pages.get("/verdicts/edc", headers={"Accept-Language": language}).text)
    for text in (*texts, "Špela Žnidaršič", "VATSI-00000001", "data:image/png;base64,"):
        assert text in page
    assert "{'" not in page, "a text of several languages was written out as it is"


def test_the_picture_is_said_to_be_the_documents_own(pages: Service) -> None:
    page = pages.get("/verdicts/edc", headers={"Accept-Language": "sl"}).text
    warning = page.index("ni odgovor tega preverjalnika")
    assert warning < page.index('<img src="data:image/png')
    assert 'alt="Slika v dokumentu: slovenščina, stran 1"' in page
    policy = pages.get("/verdicts/edc").headers["Content-Security-Policy"]
    assert "img-src 'self' data:" in policy
    assert "script-src 'self';" in policy


def test_a_text_in_another_language_is_marked_as_such(pages: Service) -> None:
    page = pages.get("/verdicts/edc", headers={"Accept-Language": "sl"}).text
    assert '<span lang="de">Abgeschlossene Grundschule.</span>' in page


def test_a_text_is_chosen_by_the_readers_language() -> None:
    assert said({"sl": "a", "en": "b"}, ENGLISH) == Said("b")
    assert said({"sl": "a"}, ENGLISH) == Said("a", "sl")
    assert said({"und": "a"}, ENGLISH) == Said("a", "")
    assert said(None, ENGLISH) is NOTHING
    assert said_all([None, {}, "x"], ENGLISH) == (Said("x"),)


@pytest.mark.parametrize(
    ("standing", "tone"),
    [
        ("qualified", "good"),
        ("advanced", "good"),
        ("demo", "unsure"),
        ("unknown", "unsure"),
        ("not_read", "unsure"),
        ("broken", "bad"),
        ("missing", "bad"),
        ("of a later release", "unsure"),
    ],
)
def test_only_a_seal_that_somebody_vouches_for_is_green(standing: str, tone: str) -> None:
    view = seal_view(edc(standing=standing), SLOVENE)
    assert view is not None
    assert (view.tone, view.demo) == (tone, standing == "demo")


def test_of_a_broken_seal_nothing_is_told_but_that() -> None:
    view = seal_view(edc(intact=False, standing="broken"), SLOVENE)
    assert view is not None
    assert view.facts == ()


def test_whether_nobody_looked_is_not_a_no() -> None:
    for on_list, word in ((True, "Da"), (False, "Ne"), (None, "Ni preverjeno")):
        view = seal_view(edc(on_trusted_list=on_list), SLOVENE)
        assert view is not None
        assert ("Na zanesljivem seznamu EU", word) in view.facts


def test_europass_checks_are_told_in_its_order() -> None:
    view = europass_view(edc(), SLOVENE)
    assert view is not None
    names = [name for name, _, _ in view.checks]
    assert names == ["Oblika", "Žig", "Imetnik", "Preklic", "Akreditacija", "Veljavnost"]
    assert view.label == "Delno preverjeno"


def test_other_credentials_have_none_of_it() -> None:
    badge = report("passed")
    assert edc_view(badge["credential"], SLOVENE) is None
    assert seal_view(badge, SLOVENE) is None
    assert europass_view(badge, SLOVENE) is None


def test_a_hostile_text_stays_a_text(pages: Service) -> None:
    hostile = edc()["credential"]
    hostile["edc"]["claims"][0]["title"] = {"sl": "<script>alert(1)</script>"}
    view = edc_view(hostile, SLOVENE)
    assert view is not None
    assert view.claims[0].title.text == "<script>alert(1)</script>"
    assert "<script>alert" not in pages.get("/verdicts/edc").text
