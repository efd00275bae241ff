"""Arrays and lines of JSON: each element as it was written."""

import pytest

from app.bulk.arrays import array_items, json_lines
from app.bulk.item import Item
from tests.app.verifying import example

URL = "https://school.example/1.json"
BADGE = example("badge.signed.json").decode().strip()
TOKEN = example("badge.jwt").decode().strip()
TWICE = '{"@context": 1,   "a": 1.0, "a": 1E2}'


def test_each_element_is_cut_out_as_it_was_written() -> None:
    items = array_items(f'[ {BADGE} ,\n"{TOKEN}", "{URL}",{TWICE}, 7]', 99)
    assert items == [
        Item("[1]", BADGE.encode()),
        Item("[2]", TOKEN.encode()),
        Item(URL, url=URL),
        Item("[4]", TWICE.encode()),
        Item("[5]", b"7"),
    ]


def test_an_element_may_name_itself_and_its_address() -> None:
    items = array_items(
        f'[{{"name": "Maja\\u0000 Novak", "url": "{URL}"}}, {{"url": "{URL}"}}]', 99
    )
    assert items == [Item("Maja Novak", url=URL), Item(URL, url=URL)]


@pytest.mark.parametrize(
    "text", ["[", "[1", "[1 2]", "[1,]", "[,1]", "[1]x", "[" * 100_000, "[]", "[01]"]
)
def test_an_array_that_is_none_is_left_to_the_verifier(text: str) -> None:
    assert array_items(text, 99) == []


def test_lines_of_json_are_items_and_a_broken_one_is_its_own() -> None:
    line = " ".join(BADGE.split("\n"))
    items = json_lines(f'{line}\n\n{{"url": "{URL}"}}\n{{"broken\n"{TOKEN}"\n', 99)
    assert items == [
        Item("1.", line.encode()),
        Item(URL, url=URL),
        Item("4.", b'{"broken'),
        Item("5.", TOKEN.encode()),
    ]


@pytest.mark.parametrize("text", [BADGE, "{}", '{\n"a": 1\n}', ""])
def test_one_document_is_no_list_of_lines(text: str) -> None:
    assert json_lines(text, 99) == []
