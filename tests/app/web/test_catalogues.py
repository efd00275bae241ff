"""The catalogues are complete: a text that is not translated fails here."""

import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from app.web.catalogues import LOCALE
from app.web.languages import LANGUAGES, Language

ROOT = Path(__file__).parents[3]
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sd]")


def catalogue(language: str) -> Catalog:
    with (LOCALE / language / "LC_MESSAGES" / "messages.po").open(encoding="utf-8") as file:
        return read_po(file, locale=language)


def texts_in_the_source(wanted: frozenset[str] = frozenset()) -> set[str | tuple[str, ...]]:
    """Extract the texts of all files, or of those named; their folders are left out."""
    with (ROOT / "app/web/babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    # The patterns are written from the project's root, the search begins in the folder.
    methods = [(below(pattern), method) for pattern, method in methods]
    options = {below(pattern): given for pattern, given in options.items()}
    keywords = {"_": None, "gettext": None, "ngettext": (1, 2), "N_": None}
    extracted = extract_from_dir(ROOT / "app/web", methods, options, keywords)
    return {
        message for file, _, message, _, _ in extracted if not wanted or Path(file).name in wanted
    }


def below(pattern: str) -> str:
    return pattern.removeprefix("app/web/")


def messages(language: str) -> Iterator[Message]:
    return (message for message in catalogue(language) if message.id)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_has_exactly_the_texts_of_the_source(language: str) -> None:
    assert {message.id for message in messages(language)} == texts_in_the_source()


def test_every_text_is_translated_into_slovenian() -> None:
    assert [message.id for message in messages("sl") if not all(strings(message))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_fuzzy_or_obsolete(language: str) -> None:
    assert [message.id for message in messages(language) if message.fuzzy] == []
    assert dict(catalogue(language).obsolete) == {}


@pytest.mark.parametrize("language", [*LANGUAGES, "it", "hu"])
def test_a_strict_reader_finds_each_text_once_with_its_translation(language: str) -> None:
    written = (LOCALE / language / "LC_MESSAGES" / "messages.po").read_text(encoding="utf-8")
    strict = read_po(StringIO(written), locale=language, abort_invalid=True)
    assert [(message.id, errors) for message, errors in strict.check()] == []
    for field in ("Last-Translator", "Language-Team", "Language", "Plural-Forms", "Content-Type"):
        # msgfmt --check warns of each; Babel would take one that is missing for the default.
        assert re.search(rf'^"{field}: [^\\]+\\n"$', written, re.MULTILINE), field
    head = 1
    assert len(re.findall("^msgid ", written, re.MULTILINE)) == head + len(strict)


def test_a_hungarian_date_brings_its_own_full_stop() -> None:
    twice = re.compile(r"%\((?:day|date)\)s\.")
    found = [one.id for one in messages("hu") if any(map(twice.search, strings(one)))]
    assert found == []


def test_slovenian_has_four_forms_of_every_plural() -> None:
    plurals = [message for message in messages("sl") if message.pluralizable]
    assert plurals
    assert {len(strings(message)) for message in plurals} == {4}


@pytest.mark.parametrize("language", ["sl", "it", "hu"])
def test_placeholders_survive_translation(language: str) -> None:
    for message in messages(language):
        wanted = set(
            PLACEHOLDER.findall(message.id if isinstance(message.id, str) else message.id[1])
        )
        for text in strings(message):
            assert set(PLACEHOLDER.findall(text)) == wanted, text


def strings(message: Message) -> tuple[str, ...]:
    given = message.string or ""
    return (given,) if isinstance(given, str) else tuple(given)


def test_what_english_leaves_empty_stands_as_written() -> None:
    assert Language("en").gettext("Check a credential") == "Check a credential"
    assert Language("sl").gettext("Check a credential") == "Preveri dokazilo"


COMMUNITIES = ("it", "hu")
"""Languages of a learner's own pages alone: what is not there stays English."""

LEARNERS_OWN = frozenset(
    {
        "layout.html",
        "claim.html",
        "claim_code.html",
        "claim_code.py",
        "address.html",
        "erasure.html",
        "europass.html",
        "own_data.html",
        "wallets.html",
        "wallet_offer.html",
        "interaction.html",
        "asked.html",
        "guardian.html",
        "guardian.py",
        "own_data.py",
        "shared.html",
        "sharing.html",
        "sharing.py",
        "take_away.html",
        "certificate.html",
        "standing.html",
        "standing.py",
        "outcomes.html",
        "outcomes.py",
        "level.html",
        "level.py",
        "workload.py",
        "labels.py",
        "erasure_asked.html",
        "erased.html",
        "reminders.html",
        "problem_met.html",
    }
)


@pytest.mark.parametrize("language", COMMUNITIES)
def test_a_learner_s_own_pages_speak_the_languages_of_the_communities(language: str) -> None:
    translated = {message.id for message in messages(language) if all(strings(message))}
    assert texts_in_the_source(LEARNERS_OWN) - translated == set()
    assert translated <= texts_in_the_source()
    assert dict(catalogue(language).obsolete) == {}
