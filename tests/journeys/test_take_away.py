"""What a learner takes away, handed in again: to our verifier, and to foreign software."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from zipfile import ZipFile

import httpx
import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from app.claims.claiming import claim_of
from app.claims.sharing import end_share, shared_by
from app.demo.story import Told
from app.takeaway.certificate import CertificateLanguage, to_set
from app.takeaway.held import held_by_page
from issuer.rendering.certificate.setting import certificate_pages
from tests.app.staging import Stage, staged
from tests.interop.downloads import path_of
from tests.peers import openbadgeslib, openbadgeslib_baking
from verifier.containers import unpack

NEEDS_OPENBADGESLIB = pytest.mark.skipif(
    openbadgeslib.missing() is not None, reason=str(openbadgeslib.missing())
)
FIRST, REVOKED = 0, 1
"""Places of the demonstration's credentials."""


@pytest.fixture(scope="module")
def stage(
    told_sqlite: tuple[Path, Told], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stage]:
    """Run the service with its demonstration once: nothing here changes it."""
    template, told = told_sqlite
    file = tmp_path_factory.mktemp("take-away") / "dokazilo.db"
    shutil.copyfile(template, file)
    with staged(f"sqlite:///{file}", told=told) as running:
        yield running


def page_of(stage: Stage, place: int = FIRST) -> str:
    return f"/c/{stage.told.credentials[place].page_token}"


def taken(stage: Stage, ending: str, place: int = FIRST) -> httpx.Response:
    answer = stage.service.get(f"{page_of(stage, place)}.{ending}")
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["content-disposition"].startswith("attachment; filename=")
    return answer


def verdict(stage: Stage, content: bytes) -> Any:  # noqa: ANN401 - JSON
    answer = stage.service.post("/verify", files={"file": ("taken", content)})
    assert answer.status_code == 200, answer.text
    return answer.json()


FORMS = pytest.mark.parametrize(("form", "bare"), [("json-ld", "json"), ("vc-jwt", "jwt")])


@FORMS
def test_a_baked_png_holds_the_badge_and_passes(stage: Stage, form: str, bare: str) -> None:
    baked = taken(stage, f"png?form={form}")
    assert baked.headers["content-type"] == "image/png"
    assert Image.open(BytesIO(baked.content)).size == (800, 800)
    report = verdict(stage, baked.content)
    assert (report["outcome"], report["container"]["names"]) == ("passed", ["png"])
    with Image.open(BytesIO(baked.content)) as picture:
        picture.load()
        (inside,) = picture.text.values()  # type: ignore[attr-defined]  # of PNG files only
    assert inside.encode() == taken(stage, bare).content


@FORMS
def test_a_baked_svg_is_a_drawing_and_passes(stage: Stage, form: str, bare: str) -> None:
    baked = taken(stage, f"svg?form={form}")
    assert baked.headers["content-type"] == "image/svg+xml"
    report = verdict(stage, baked.content)
    assert (report["outcome"], report["container"]["names"]) == ("passed", ["svg"])
    assert unpack(baked.content).secured == taken(stage, bare).content


@pytest.mark.peers
@NEEDS_OPENBADGESLIB
@pytest.mark.parametrize("kind", ["png", "svg"])
@FORMS
def test_openbadgeslib_takes_it_out(stage: Stage, kind: str, form: str, bare: str) -> None:
    baked = taken(stage, f"{kind}?form={form}").content
    assert openbadgeslib_baking.unbake(kind, baked).encode() == taken(stage, bare).content


@pytest.mark.parametrize("language", ["sl", "en", "both"])
def test_a_certificate_carries_every_form_byte_for_byte_and_passes(
    stage: Stage, language: str
) -> None:
    pdf = taken(stage, f"pdf?language={language}")
    assert pdf.headers["content-type"] == "application/pdf"
    reader = PdfReader(BytesIO(pdf.content))
    languages = ["sl", "en"] if language == "both" else [language]
    assert len(reader.pages) == len(languages)
    assert str(reader.root_object["/Lang"]) == languages[0]
    held = [taken(stage, ending).content for ending in ("json", "jwt", "jsonld")]
    assert sorted(file.content for file in reader.attachment_list) == sorted(held)
    report = verdict(stage, pdf.content)
    assert (report["outcome"], report["container"]["names"]) == ("passed", ["pdf"])
    assert report["findings"][0]["code"] == "CONTAINER_TWIN_TAKEN"


def test_the_code_on_a_certificate_leads_to_the_credentials_page(stage: Stage) -> None:
    held = held_by_page(stage.service.services, stage.told.credentials[FIRST].page_token)
    now = stage.service.services.clock.now()
    (page,) = to_set(held, CertificateLanguage.SL, "https://dokazilo.example", now).pages
    (picture,) = certificate_pages(page)
    code = zxingcpp.read_barcode(Image.open(BytesIO(picture)).convert("RGB"))
    assert code is not None
    assert code.text == f"https://dokazilo.example{page_of(stage)}"


def test_the_archive_holds_all_of_it_and_passes(stage: Stage) -> None:
    archive = taken(stage, "zip")
    with ZipFile(BytesIO(archive.content)) as packed:
        files = {name.rpartition(".")[2]: packed.read(name) for name in packed.namelist()}
    assert list(files) == ["json", "jwt", "jsonld", "pdf", "png", "svg"]
    for ending, content in files.items():
        assert content == taken(stage, ending).content
    report = verdict(stage, archive.content)
    assert (report["outcome"], report["container"]["names"]) == ("passed", ["zip"])


def test_a_revoked_certificate_says_so_on_each_page(stage: Stage) -> None:
    pages = PdfReader(BytesIO(taken(stage, "pdf", REVOKED).content)).pages
    said = ["".join(page.extract_text().split()) for page in pages]
    assert "Neveljaveč." in said[0]
    assert "Itisnolongervalid." in said[1]


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_a_qr_code_leads_to_the_page(stage: Stage, kind: str) -> None:
    code = stage.service.get(f"{page_of(stage)}/qr.{kind}")
    assert code.status_code == 200
    assert code.headers["content-disposition"].endswith(f".qr.{kind}")
    if kind == "png":
        (seen,) = zxingcpp.read_barcodes(Image.open(BytesIO(code.content)).convert("RGB"))
        assert seen.text == f"http://localhost:8000{page_of(stage)}"
    else:
        assert code.content.count(b"<path") == 2
    assert stage.service.get(f"/c/0123456789abcdefghij/qr.{kind}").status_code == 404


def test_linkedin_gets_a_link_of_its_own_that_can_be_ended(stage: Stage) -> None:
    services = stage.service.services
    claim = claim_of(services, stage.told.credentials[FIRST].id)
    led = [stage.service.get(f"/claim/{claim.token}/linkedin") for _ in range(2)]
    assert [each.status_code for each in led] == [303, 303]
    first, again = (each.headers["location"] for each in led)
    assert first == again
    shown = dict(parse_qsl(urlsplit(first).query))["certUrl"]
    assert stage.service.get(path_of(shown)).status_code == 200
    (link,) = shared_by(services, claim)
    end_share(services, claim, link.id)
    third = stage.service.get(f"/claim/{claim.token}/linkedin").headers["location"]
    assert third != first


def test_what_does_not_hold_is_not_offered_to_linkedin(stage: Stage) -> None:
    credentials = [stage.told.credentials[place].id for place in (FIRST, REVOKED)]
    claims = [claim_of(stage.service.services, each) for each in credentials]
    offered = [
        f'href="/claim/{claim.token}/linkedin"' in stage.service.get(f"/claim/{claim.token}").text
        for claim in claims
    ]
    assert offered == [True, False]


def test_a_revoked_badge_says_so_in_its_picture_and_fails(stage: Stage) -> None:
    good, revoked = taken(stage, "png"), taken(stage, "png", REVOKED)
    assert verdict(stage, revoked.content)["root_cause"]["code"] == "REVOKED"
    alarm = (0x8C, 0x1D, 0x18)
    shown = [
        Image.open(BytesIO(each.content)).convert("RGB").getpixel((200, 466))
        for each in (good, revoked)
    ]
    assert [colour == alarm for colour in shown] == [False, True]


def test_nobody_takes_what_is_not_there(stage: Stage) -> None:
    assert stage.service.get("/c/0123456789abcdefghij.png").status_code == 404
    assert stage.service.get(f"{page_of(stage)}.png?form=xml").status_code == 422


def test_a_png_is_named_after_learner_and_programme(stage: Stage) -> None:
    name = json.dumps(taken(stage, "png").headers["content-disposition"])
    assert ".png" in name
    assert "filename*=UTF-8''" in name
