"""Tables with addresses, as spreadsheets and people write them."""

import pytest

from app.bulk.item import Item
from app.bulk.table_text import text_of
from app.bulk.tables import NotATable, table_items
from tests.app.verifying import example

ONE, TWO = "https://school.example/1.json", "https://school.example/2.json?a=1,2;b"
TOKEN = example("badge.jwt").decode().strip()


def told(text: str) -> list[tuple[str, str | None]]:
    return [(item.name, item.url) for item in table_items(text, 99)]


@pytest.mark.parametrize(
    "text",
    [
        f"{ONE}\n{TWO}",
        f"\n{ONE}\r\n\r\n{TWO}\r\n",
        f'"{ONE}"\n"{TWO}"\n',
        f"url\n{ONE}\n{TWO}",
        f"Povezava na dokazilo\n{ONE}\n{TWO}",
    ],
)
def test_a_list_of_addresses_with_or_without_heading(text: str) -> None:
    assert told(text) == [(ONE, ONE), (TWO, TWO)]


@pytest.mark.parametrize("between", [",", ";", "\t", "|"])
@pytest.mark.parametrize("heading", [("ime", "url"), ()])
def test_any_separator_and_any_column(between: str, heading: tuple[str, ...]) -> None:
    rows = [heading, ("Živa Čuček", ONE), ("Črt", f'"{TWO}"')]
    text = "\n".join(between.join(row) for row in rows if row)
    assert told(text) == [("Živa Čuček", ONE), ("Črt", TWO)]


def test_the_heading_says_which_address_is_meant() -> None:
    text = f"razred;spletna stran;naslov dokazila;ime\n3. a;https://x.example/;{ONE};Maja\n"
    assert told(text) == [("Maja", ONE)]


def test_excel_s_line_above_the_table_is_obeyed() -> None:
    assert told(f"sep=;\r\nime;url\r\nMaja;{ONE}\r\n") == [("Maja", ONE)]


def test_a_line_without_anything_to_verify_is_told_of() -> None:
    items = table_items(f"ime;url\nMaja;{ONE}\nŽiva;\n;;\nČrt;ni še\n", 99)
    assert [(item.name, item.url, item.refusal) for item in items] == [
        ("Maja", ONE, ""),
        ("Živa", None, "NOTHING_TO_VERIFY"),
        ("Črt", None, "NOTHING_TO_VERIFY"),
    ]


def test_a_misspelt_address_in_the_first_line_is_no_heading() -> None:
    items = table_items(f"htps:/school.example/0\n{ONE}\n", 99)
    assert [item.refusal for item in items] == ["NOTHING_TO_VERIFY", ""]


def test_lines_of_different_length_are_a_table_all_the_same() -> None:
    assert told(f'ime;url\nMaja Novak;{ONE};\nŽiva;"{TWO}";opomba;še ena\n') == [
        ("Maja Novak", ONE),
        ("Živa", TWO),
    ]


def test_a_cell_may_hold_a_token() -> None:
    assert table_items(f"ime,jwt\nMaja,{TOKEN}\n", 99) == [Item("Maja", TOKEN.encode())]


@pytest.mark.parametrize("text", ["Spoštovani,\nv prilogi je dokazilo.", "a;b\nc;d", "", "x" * 99])
def test_what_holds_no_address_is_no_table(text: str) -> None:
    with pytest.raises(NotATable):
        table_items(text, 99)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250", "utf-16"])
def test_every_encoding_of_a_spreadsheet_is_read(encoding: str) -> None:
    text = text_of(f"ime;url\r\nŽiva Čuček Šuštar;{ONE}\r\n".encode(encoding))
    assert text is not None
    assert told(text) == [("Živa Čuček Šuštar", ONE)]


def test_what_is_no_text_is_not_guessed_at() -> None:
    assert text_of(b"\x89\0\0\xff\0") is None


@pytest.mark.parametrize("text", [f'"{ONE}\n' * 3, f'a;"b\n{ONE}', "\r" * 9 + ONE])
def test_broken_quoting_ends(text: str) -> None:
    assert any(item.url for item in table_items(text, 99))
