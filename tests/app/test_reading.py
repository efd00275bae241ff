"""What people paste: as mail programs, word processors and consoles leave it."""

import base64
import html
import json
import quopri
import textwrap
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.reading import Readings, Repair, read_pasted
from app.reading.json_text import QUOTES
from tests.spending import spending_at_most
from verifier.limits import LIMITS

BADGE: str = (Path(__file__).parents[1] / "vectors/verifier/badge.signed.json").read_text(
    encoding="utf-8"
)
TOKEN: str = (
    (Path(__file__).parents[1] / "vectors/verifier/badge.jwt").read_text(encoding="utf-8").strip()
)
DOCUMENT = json.loads(BADGE)
LONG = {
    "@context": ["https://www.w3.org/ns/credentials/v2"],
    "name": "Osnove obdelave podatkov za učitelje, mentorje in druge strokovne delavce v šolah",
    "url": "https://sola.example/programi/osnove-obdelave-podatkov/razlicice/3/z-dolgim-imenom",
    "quote": 'Rekli so: "odlično", in to večkrat.',
}


def only(readings: Readings) -> tuple[bytes, set[Repair], bool]:
    assert readings.fault is None
    [reading] = readings.readings
    return reading.secured, set(reading.repairs), reading.guessed


def content(data: bytes) -> object:
    return json.loads(data)


@pytest.mark.parametrize(
    "data",
    [
        BADGE.encode(),
        TOKEN.encode(),
        b'{"a": "\xe2\x80\x9csmart\xe2\x80\x9d"}',
        b"[1, 2]",
        b'{"a": 1, "a": 2}',
        b' {"@context": ["x"], "credential": {"@context": []}, "@context": ["y"]}\n',
        b'{"n": ' + b"9" * 5000 + b"}",
        b"[" * 100_000 + b"]" * 100_000,
    ],
)
def test_what_is_readable_stays_as_it_is(data: bytes) -> None:
    assert only(read_pasted(data)) == (data, set(), False)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"Hello, this is my diploma.",
        b"\x89PNG\r\n\x1a\n\x00\x00",
        b"%PDF-1.7 {}",
        b"PK\x03\x04",
        b"\xff\xd8\xff",
        b'<html><body>{"@context": []}</body></html>',
        b'{"name": "Mar\xb9a"}',
        b'{"a": 1,}',
        b"{'@context': 'x'}",
        b"x" * (LIMITS.credential_bytes + 1),
    ],
)
def test_what_cannot_be_repaired_with_certainty_is_handed_on_untouched(data: bytes) -> None:
    assert only(read_pasted(data)) == (data, set(), False)


@pytest.mark.parametrize(
    ("encoding", "repair"),
    [
        ("utf-8-sig", Repair.BYTE_ORDER_MARK),
        ("utf-16", Repair.UTF_16),
        ("utf-16-le", Repair.UTF_16),
        ("utf-16-be", Repair.UTF_16),
        ("utf-32", Repair.UTF_16),
    ],
)
def test_encodings(encoding: str, repair: Repair) -> None:
    for text in (BADGE, TOKEN):
        secured, repairs, guessed = only(read_pasted(text.encode(encoding)))
        assert (secured.decode(), repairs, guessed) == (text.strip(), {repair}, False)


def test_quoted_mail() -> None:
    quoted = "\r\n".join(f"> > {line}" for line in BADGE.splitlines())
    secured, repairs, guessed = only(read_pasted(quoted.encode()))
    assert content(secured) == DOCUMENT
    assert (repairs, guessed) == ({Repair.MAIL_QUOTING}, False)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Pozdravljeni,\n\ntukaj je {moje} potrdilo:\n\n", "\n\nLep pozdrav\nMaja {8}\n"),
        ("```json\n", "\n```"),
        ("--- ", " ---"),
    ],
)
@pytest.mark.parametrize("text", [BADGE, TOKEN])
def test_surrounding_text(before: str, after: str, text: str) -> None:
    secured, repairs, guessed = only(read_pasted((before + text + after).encode()))
    assert secured.decode() == text.strip()
    assert (repairs, guessed) == ({Repair.SURROUNDING_TEXT}, False)


def test_a_forwarded_mail_with_everything() -> None:
    mail = "Dne 1. 6. je Maja napisala:\n" + textwrap.indent("Glej:\n" + BADGE + "\nLp", "> ")
    secured, repairs, _ = only(read_pasted(mail.encode("utf-16")))
    assert content(secured) == DOCUMENT
    assert repairs == {Repair.UTF_16, Repair.MAIL_QUOTING, Repair.SURROUNDING_TEXT}


@pytest.mark.parametrize("marks", ["“”", "„“", "””", "«»", "„”"])
def test_smart_quotes(marks: str) -> None:
    document = {"@context": ["a"], "name": "Ana", "empty": "", "list": ["x", "y"]}
    text = json.dumps(document, indent=1)
    opening = True
    smart = ""
    for character in text:
        smart += marks[0 if opening else 1] if character == '"' else character
        opening = not opening if character == '"' else opening
    secured, repairs, guessed = only(read_pasted(smart.encode()))
    assert content(secured) == document
    assert (repairs, guessed) == ({Repair.QUOTES}, False)


def test_smart_quotes_inside_a_value_are_kept() -> None:
    text = "{“@context”: [“a”], “name”: “Tečaj “Osnove” za vse”, “said”: “\\”da\\””}"
    secured, repairs, guessed = only(read_pasted(text.encode()))
    assert content(secured) == {
        "@context": ["a"],
        "name": "Tečaj “Osnove” za vse",
        "said": '"da"',
    }
    assert (repairs, guessed) == ({Repair.QUOTES}, True)


def test_blanks_of_other_kinds_outside_strings() -> None:
    text = '{\u00a0"@context":\u202f["a"],\u200b "name": "a\u00a0b\u200b"}'
    secured, repairs, guessed = only(read_pasted(text.encode()))
    assert content(secured) == {"@context": ["a"], "name": "a\u00a0b\u200b"}
    assert (repairs, guessed) == ({Repair.SPACES}, False)


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("width", [40, 60, 76])
def test_lines_broken_by_mail(ends: str, width: int) -> None:
    text = json.dumps(LONG, ensure_ascii=False)
    lines = textwrap.wrap(text, width, break_long_words=True, break_on_hyphens=False)
    readings = read_pasted(ends.join(lines).encode())
    assert LONG in [content(reading.secured) for reading in readings.readings]
    assert all(reading.guessed for reading in readings.readings)
    assert len(readings.readings) <= 4


def test_lines_cut_at_a_width_and_kept_blanks() -> None:
    text = json.dumps(LONG, ensure_ascii=False)
    cut = "\n".join(text[place : place + 70] for place in range(0, len(text), 70))
    assert LONG in [content(reading.secured) for reading in read_pasted(cut.encode()).readings]


def test_quoted_printable() -> None:
    encoded = quopri.encodestring(json.dumps(LONG, ensure_ascii=False).encode())
    for data in (encoded, encoded.replace(b"\n", b"\r\n")):
        secured, repairs, guessed = only(read_pasted(data))
        assert content(secured) == LONG
        assert (repairs, guessed) == ({Repair.QUOTED_PRINTABLE}, False)


def test_html_escaping() -> None:
    document = {"@context": ["a"], "name": "A & B &amp; <c>"}
    text = html.escape(json.dumps(document))
    secured, repairs, guessed = only(read_pasted(text.encode()))
    assert content(secured) == document
    assert (repairs, guessed) == ({Repair.HTML_ENTITIES}, False)


@pytest.mark.parametrize("width", [20, 64, 76])
def test_a_wrapped_token(width: int) -> None:
    wrapped = "\r\n".join(textwrap.wrap(TOKEN, width))
    assert only(read_pasted(wrapped.encode())) == (
        TOKEN.encode(),
        {Repair.WRAPPED_TOKEN},
        False,
    )
    mail = f"Potrdilo:\n\n{wrapped}\nMaja\n"
    secured, repairs, guessed = only(read_pasted(mail.encode()))
    assert secured.decode() == TOKEN
    assert (repairs, guessed) == ({Repair.WRAPPED_TOKEN, Repair.SURROUNDING_TEXT}, True)


@pytest.mark.parametrize(
    "wrapper",
    [
        {"credential": DOCUMENT},
        {"verifiableCredential": DOCUMENT, "options": {}},
        {"id": "x", "credential": DOCUMENT, "jwt": TOKEN},
        BADGE,
    ],
)
def test_a_wrapper_around_the_credential(wrapper: object) -> None:
    secured, repairs, _ = only(read_pasted(json.dumps(wrapper).encode()))
    assert content(secured) == DOCUMENT
    assert repairs == {Repair.WRAPPER}


def test_a_quoted_token() -> None:
    assert only(read_pasted(f'"{TOKEN}"'.encode()))[:2] == (TOKEN.encode(), {Repair.WRAPPER})
    assert only(read_pasted(json.dumps({"jwt": TOKEN}).encode()))[0] == TOKEN.encode()


def test_an_object_with_context_is_a_credential_whatever_else_it_has() -> None:
    text = json.dumps({"@context": ["a"], "credential": {"@context": ["b"]}, "url": "c"})
    assert only(read_pasted(text.encode())) == (text.encode(), set(), False)


@pytest.mark.parametrize(
    "text",
    [
        f"{BADGE}\n\n{json.dumps(DOCUMENT | {'name': 'Drugo'})}",
        f"prvi {TOKEN} in drugi {TOKEN[:-4]}AAAA konec",
    ],
)
def test_two_credentials_are_refused(text: str) -> None:
    assert read_pasted(text.encode()).fault == "SEVERAL_CREDENTIALS"


def test_the_same_credential_twice_is_one() -> None:
    assert content(only(read_pasted(f"{BADGE}\n\n{BADGE}".encode()))[0]) == DOCUMENT


@pytest.mark.parametrize(
    "text", [BADGE[:-3], BADGE[: len(BADGE) // 2], '{"@context": ["a"', TOKEN.rpartition(".")[0]]
)
def test_a_text_that_stops_too_early_is_named(text: str) -> None:
    assert read_pasted(text.encode()).fault == "TEXT_CUT_OFF"


def test_a_token_without_signature_is_whole_and_left_to_the_verifier() -> None:
    unsigned = b"eyJhbGciOiJub25lIn0.e30."
    readings = read_pasted(unsigned)
    assert (readings.fault, readings.readings[0].secured) == (None, unsigned)
    assert read_pasted(b"eyJhbGciOiJFUzI1NiJ9.e30.").fault == "TEXT_CUT_OFF"


def cheaply(data: bytes) -> Readings:
    with spending_at_most(4):
        return read_pasted(data)


N = LIMITS.credential_bytes // 4


@pytest.mark.parametrize(
    "data",
    [
        b'{"' * (N // 2),
        b"{}" * (N // 2),
        b'{"@context":' * (N // 12),
        "{“".encode() * (N // 4),
        "“ ".encode() * (N // 4),
        "{“a".encode() + "” x".encode() * (N // 5),
        "{“a".encode() + ("”" + " " * 50 + "x").encode() * (N // 54),
        b"eyJ" * (N // 3),
        b"eyJ." * (N // 4),
        b"eyJhbGciOiJFUzI1NiJ9.a." * (N // 23),
        b"eyJhbGciOiJFUzI1NiJ9\n" * (N // 21),
        b"eyJ\n" * (N // 4),
        b"> " * (N // 2),
        b">\n" * (N // 2),
        b" \t" * (N // 2) + b"x",
        b"=\n" * (N // 2),
        b"= " * (N // 2),
        b"&quot;" * (N // 6),
        b'{"a": "' + b"\n" * N,
        b'{"a": "' + b"\\" * N,
        b'{"a": "x' + b"\nx" * (N // 2) + b'"}',
        b"[" * N,
        b'{"a":' * (N // 5),
    ],
)
def test_adversarial_text_costs_linear_time(data: bytes) -> None:
    cheaply(data)


PIECES = st.sampled_from(
    [
        *QUOTES, *"{}[]:,\\\n.=a1č\u00a0\ufeff\ud800", "\r\n", "> ", " ", "&quot;", "```", "null",
        '"@context"', "eyJhbGciOiJFUzI1NiJ9",
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join), st.sampled_from(["utf-8", "utf-16"]))
def test_no_text_breaks_the_reader(text: str, encoding: str) -> None:
    readings = read_pasted(text.encode(encoding, "surrogatepass"))
    assert 1 <= len(readings.readings) <= 4


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    assert read_pasted(data).readings


@settings(max_examples=150, deadline=None)
@given(
    st.dictionaries(st.text(max_size=5), st.text(max_size=30), max_size=4),
    st.sampled_from(["plain", "prose", "quoted", "utf-16"]),
)
def test_a_repair_never_changes_a_value(members: dict[str, str], damage: str) -> None:
    document = {**members, "@context": ["a"]}
    text = json.dumps(document, ensure_ascii=damage != "utf-16")
    damaged = {
        "plain": text.encode("utf-8", "surrogatepass"),
        "prose": ("Glej: " + text + " Lp").encode("utf-8", "surrogatepass"),
        "quoted": ("> " + text).encode("utf-8", "surrogatepass"),
        "utf-16": text.encode("utf-16"),
    }[damage]
    readings = read_pasted(damaged)
    if readings.readings[0].secured != damaged:
        assert json.loads(readings.readings[0].secured) == document


def test_the_header_of_a_token_must_name_an_algorithm() -> None:
    header = base64.urlsafe_b64encode(b'{"typ":"JWT"}').rstrip(b"=").decode()
    text = f"see {header}.AAAA.AAAA there"
    assert only(read_pasted(text.encode()))[0] == text.encode()
