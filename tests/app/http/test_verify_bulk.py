"""POST /verify/bulk over HTTP: a table as lines, as files, and as a page that fills."""

import csv
import json
import re
from collections.abc import Iterator
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from app.bulk import xlsx_file
from app.places import Places
from tests.app.http.test_verify_examples import Noon
from tests.app.serving import Service, serving, settings_for
from tests.app.verifying import SCHOOL, FakeFetcher, Json, example, school_documents, verifying
from tests.verifier.containers.making import archive

BADGES = {
    "dobro.json": example("badge.signed.json"),
    "preklicano.json": example("badge.revoked.json"),
    "=besedilo.txt": b"dober dan",
}
ZIP = archive(BADGES)
HEADERS = {"Content-Type": "application/zip"}
BROWSER = {"Accept": "text/html,application/xhtml+xml", "Accept-Language": "sl"}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory, migrated_sqlite: Path) -> Iterator[Service]:
    """Serve with a verifier that knows the examples' school and reads what it publishes."""
    file = tmp_path_factory.mktemp("bulk") / "dokazilo.db"
    file.write_bytes(migrated_sqlite.read_bytes())
    documents = school_documents() | {"https://school.example/1.json": BADGES["dobro.json"]}
    opening = verifying(fetcher=FakeFetcher(documents), trusted={SCHOOL: "Šola"})
    with (
        serving(settings_for(f"sqlite:///{file}"), clock=Noon()) as service,
        service.opened(opening) as verification,
    ):
        service.app.state.verification = verification
        yield service


def lines_of(client: Service, body: bytes, media_type: str, path: str = "") -> list[Json]:
    headers = {"Content-Type": media_type}
    answer = client.post("/verify/bulk" + path, content=body, headers=headers)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/x-ndjson"
    assert "no-store" in answer.headers["cache-control"]
    return [json.loads(line) for line in answer.text.splitlines()]


def test_an_archive_is_answered_line_by_line(client: Service) -> None:
    start, *rows, end = lines_of(client, ZIP, "application/zip")
    assert start == {"kind": "start", "total": 3}
    assert [(row["done"], row["name"], row["outcome"], row["code"]) for row in rows] == [
        (1, "dobro.json", "passed", None),
        (2, "preklicano.json", "failed", "REVOKED"),
        (3, "=besedilo.txt", "failed", "PARSING_ERROR"),
    ]
    assert end["counts"] == {"passed": 1, "indeterminate": 0, "failed": 2}
    assert not any("report" in row for row in rows)


@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        ("ime;url\r\nMaja;https://school.example/1.json\r\n".encode("cp1250"), "text/csv"),
        (b"https://school.example/1.json", "text/plain"),
        (b'["https://school.example/1.json"]', "application/json"),
        (b"[" + BADGES["dobro.json"] + b"]", "application/octet-stream"),
    ],
)
def test_lists_and_arrays_too(client: Service, body: bytes, media_type: str) -> None:
    _, row, _ = lines_of(client, body, media_type, "?reports=true")
    assert row["outcome"] == "passed"
    assert row["report"]["outcome"] == "passed"
    assert row["issuer_known"] is True


def test_a_table_for_spreadsheets(client: Service) -> None:
    headers = HEADERS | {"Accept": "text/csv", "Accept-Language": "sl"}
    answer = client.post("/verify/bulk", content=ZIP, headers=headers)
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows[0][:3] == ["Št.", "Kaj", "Izid"]
    assert [row[1:3] for row in rows[1:]] == [
        ["dobro.json", "Veljavno"],
        ["preklicano.json", "Ni veljavno"],
        ["'=besedilo.txt", "Ni veljavno"],
    ]


@pytest.mark.parametrize("how", [{"path": "?format=xlsx"}, {"accept": xlsx_file.MEDIA_TYPE}])
def test_a_workbook(client: Service, how: dict[str, str]) -> None:
    headers = HEADERS | {"Accept": how.get("accept", "*/*"), "Accept-Language": "en"}
    answer = client.post("/verify/bulk" + how.get("path", ""), content=ZIP, headers=headers)
    assert answer.headers["content-type"] == xlsx_file.MEDIA_TYPE
    assert 'filename="checked-credentials.xlsx"' in answer.headers["content-disposition"]
    with ZipFile(BytesIO(answer.content)) as book:
        assert "preklicano.json" in book.read("xl/sharedStrings.xml").decode()


def page_of(client: Service, **form: object) -> str:
    answer = client.post("/verify/bulk", headers=BROWSER, **form)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-language"] == "sl"
    assert "no-store" in answer.headers["cache-control"]
    return answer.text


def test_a_page_fills_and_its_table_can_be_kept(client: Service) -> None:
    page = page_of(client, files=[("file", ("vsa.zip", ZIP, "application/zip"))])
    assert page.count('<tr class="bulk__row') == 3
    assert page.index("1 od 3") < page.index("2 od 3") < page.index("3 od 3")
    assert page.rstrip().endswith("</html>")
    assert 'href="/problems/REVOKED"' in page
    table = re.search(r'name="table" value="([^"]+)"', page)
    assert table is not None
    for wanted in ("csv", "xlsx"):
        form = {"table": (None, table[1]), "language": (None, "sl"), "format": (None, wanted)}
        kept = client.post("/verify/bulk/table", files=form)
        assert kept.status_code == 200, kept.text
        assert f'filename="preverjena-dokazila.{wanted}"' in kept.headers["content-disposition"]
        assert kept.content.startswith(b"\xef\xbb\xbf" if wanted == "csv" else b"PK")


def test_several_files_and_a_pasted_list_in_one_form(client: Service) -> None:
    files = [
        ("list", (None, "https://school.example/1.json\n")),
        ("file", ("a.json", BADGES["dobro.json"], "application/json")),
        ("file", ("b.json", BADGES["preklicano.json"], "application/json")),
    ]
    page = page_of(client, files=files)
    assert page.count("bulk__row--good") == 2
    assert page.count("bulk__row--bad") == 1


def test_a_stranger_s_name_is_text_on_the_page(client: Service) -> None:
    page = page_of(client, files=[("file", ("x.zip", archive({"<b>x": b"1"}), ""))])
    assert "<b>x" not in page
    assert "&lt;b&gt;x" in page


def test_a_form_with_nothing_in_it_comes_back(client: Service) -> None:
    answer = client.post("/verify/bulk", headers=BROWSER, files={"list": (None, " ")})
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert 'action="/verify/bulk"' in answer.text


@pytest.mark.parametrize(
    ("body", "media_type", "status", "code"),
    [
        (b" ", "text/plain", 400, "BAD_REQUEST"),
        (b"x", "image/png", 415, "UNSUPPORTED_MEDIA_TYPE"),
        (b"x", "multipart/form-data", 400, "BAD_REQUEST"),
        (b"https://a.si/\n" * 501, "text/csv", 413, "TOO_LARGE"),
        (b"x" * (17 << 20), "text/csv", 413, "TOO_LARGE"),
    ],
)
def test_what_cannot_be_used_is_a_problem(
    client: Service, body: bytes, media_type: str, status: int, code: str
) -> None:
    answer = client.post("/verify/bulk", content=body, headers={"Content-Type": media_type})
    assert (answer.status_code, answer.json()["code"]) == (status, code)


@pytest.mark.parametrize(
    "form",
    [
        {"table": "x" * 100, "language": "sl", "format": "csv"},
        {"table": "", "language": "sl", "format": "csv"},
        {"table": "x", "language": "de", "format": "csv"},
        {"table": "x", "language": "sl", "format": "exe"},
        {"language": "sl"},
    ],
)
def test_a_table_that_is_not_ours_is_refused(client: Service, form: dict[str, str]) -> None:
    files = {name: (None, value) for name, value in form.items()}
    answer = client.post("/verify/bulk/table", files=files)
    assert (answer.status_code, answer.json()["code"]) == (400, "BAD_REQUEST")


def test_when_every_place_is_taken_it_says_when_to_come_again(client: Service) -> None:
    verification = client.app.state.verification
    places = verification.uploads
    verification.uploads = Places(0, per_client=1)
    try:
        answer = client.post("/verify/bulk", content=ZIP, headers=HEADERS)
        assert (answer.status_code, answer.json()["code"]) == (503, "NOT_READY")
        assert int(answer.headers["retry-after"]) > 0
    finally:
        verification.uploads = places
    for _ in range(6):  # each gives its place back
        assert lines_of(client, ZIP, "application/zip")[-1]["kind"] == "end"


def test_the_form_is_shown(client: Service) -> None:
    page = client.get("/verify/bulk", headers=BROWSER)
    assert page.status_code == 200
    assert 'type="file" multiple' in page.text
