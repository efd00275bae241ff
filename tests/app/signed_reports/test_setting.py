"""The PDF as it is set: its texts are there, its letters right, and no text does anything."""

import copy
import io
import json
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from app.signed_reports.setting import set_report
from app.web.languages import Language
from app.web.views.paper import report_content

REPORTS = Path(__file__).parents[1] / "web/reports"
NAMES = sorted(path.stem for path in REPORTS.glob("*.json"))
NOW = 1_774_000_000
FINGERPRINT = "5a" * 32
Json = dict[str, Any]


def report(name: str) -> Json:
    read: Json = json.loads((REPORTS / f"{name}.json").read_text(encoding="utf-8"))
    return read


def content_of(given: Json, language: str = "sl") -> Json:
    return report_content(
        given, Language(language), public_url="https://dokazilo.example", fingerprint=FINGERPRINT
    )


def reader_of(given: Json, language: str = "sl") -> PdfReader:
    return PdfReader(io.BytesIO(set_report(content_of(given, language), NOW)))


def text_of(given: Json, language: str = "sl") -> str:
    """Give the words of the PDF, one blank between them."""
    pages = reader_of(given, language).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.mark.parametrize("language", ["sl", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_verdict_and_every_finding_stand_in_it(name: str, language: str) -> None:
    given = report(name)
    text = text_of(given, language)
    assert given["sentence"][language] in text
    for finding in given["findings"]:
        assert finding["label"][language] in text
        assert finding["sentence"][language] in text
        assert (finding["code"] or "") in text
    if given["digest"]:
        assert given["digest"].removeprefix("sha256:") in text
    assert FINGERPRINT in text
    assert "https://dokazilo.example/.well-known/report-keys.json" in text


def test_the_layers_of_trust_stand_in_it() -> None:
    given = copy.deepcopy(report("passed"))
    label, sentence = ({"sl": f"{word} {n}", "en": f"{word} {n}"} for n, word in enumerate("ab"))
    layer = {"layer": "x", "outcome": "indeterminate", "code": "X", "label": label}
    given["trust"] = {"layers": [layer | {"sentence": sentence}]}
    assert "a 0: Ni znano. b 1" in text_of(given)


def test_slovenian_letters_are_letters() -> None:
    text = text_of(report("revoked"))
    assert "Neveljavno" in text
    assert "Srednja tehniška šola Žalec" in text
    assert "Poročilo o preverjanju" in text


def test_it_is_tagged_archival_and_in_its_language() -> None:
    root: Any = reader_of(report("passed")).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "sl"
    metadata = root["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata


def test_a_code_leads_to_its_page() -> None:
    links = [
        str(annotation.get_object()["/A"]["/URI"])
        for page in reader_of(report("revoked")).pages
        for annotation in page.get("/Annots", [])
    ]
    assert "https://dokazilo.example/problems/REVOKED" in links


HOSTILE = [
    "#panic()",
    '#read("/etc/passwd")',
    "= Heading *bold* $x^2$ @ref <label> \\",
    '"; #image("x.png") "',
    "漢字 ไทย עברית 😀 \ue000",
    "\u202egpj.exe\u2066\u200b\x00\x1b[31m\ud800",
    "x" * 200_000,
    "a\u0301" * 5000,
    "\n" * 3000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_stranger_s_text_is_only_a_text(text: str) -> None:
    given = copy.deepcopy(report("unknown"))
    given["credential"]["name"] = text
    given["credential"]["achievement"] = {"name": text, "description": text}
    given["credential"]["learner_name"] = text
    given["issuer"]["id"] = given["issuer"]["domain"] = text
    given["findings"][0]["sentence"] = {"sl": text, "en": text}
    shown = text_of(given)
    assert "Vse, kar je bilo preverjeno" in shown
    assert "\u202e" not in shown
    if text.startswith("#"):
        assert text in shown


def test_ever_so_many_parts_are_bounded() -> None:
    given = report("presentation")
    given["credentials"] = given["credentials"] * 200
    given["findings"] = given["findings"] * 400
    assert len(reader_of(given).pages) < 60
