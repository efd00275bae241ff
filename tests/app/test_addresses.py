"""Which address a pasted text means."""

import pytest

from app.reading.addresses import address_in

PAGE = "https://school.example/c/Zr3kVq"


@pytest.mark.parametrize(
    "text",
    [
        PAGE,
        f"  {PAGE}\r\n",
        f"Pozdravljeni, moje dokazilo je na {PAGE}. Lep pozdrav, Živa",
        f"Moje dokazilo: <{PAGE}>",
        f"Glejte »{PAGE}«!",
        f"({PAGE})",
        f"Odprite {PAGE} (ali {PAGE}).",
        f'<a href="{PAGE}">{PAGE}</a>',
    ],
)
def test_the_one_address_of_a_message_is_meant(text: str) -> None:
    assert address_in(text.encode()) == PAGE


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Brez naslova.",
        f"{PAGE} in https://another.example/",
        f'"id": "{PAGE}"',
        f"{{ {PAGE} }}",
        f"{PAGE} eyJhbGciOiJFZERTQSJ9AAAA.eyJpc3MiOiJkaWQ6d2ViOnNjaG9vbCJ9.c2ln",
        "Glejte https://šola.example/c/1",
        f"{PAGE} " + "in še nekaj " * 500,
        "ftp://school.example/c/1",
    ],
)
def test_where_it_would_be_a_guess_none_is(text: str) -> None:
    assert address_in(text.encode()) is None


def test_bytes_of_another_encoding_are_no_message() -> None:
    assert address_in(f"Živjo {PAGE}".encode("utf-16")) is None
