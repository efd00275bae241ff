"""One credential out of whatever carries it, and a named cause when there is none to be had."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.peers import openbadgeslib, openbadgeslib_baking
from tests.verifier.containers.making import (
    BADGE,
    BADGES,
    ROOT,
    TOKEN,
    VECTORS,
    archive,
    code_of,
    example,
    itxt,
    pdf,
    png,
    svg,
)
from verifier.containers import Container, unpack

EXPECTED: dict[str, dict[str, Any]] = json.loads(example("expected.json"))
SAMPLES = ROOT / "../shared/data/ob3/validator-samples"
NEEDS_PEERS = pytest.mark.skipif(
    openbadgeslib.missing() is not None, reason=str(openbadgeslib.missing())
)


def test_every_example_has_its_expectation() -> None:
    files = {path.name for path in VECTORS.iterdir()} - {"README.md", "expected.json"}
    assert files == set(EXPECTED)


@pytest.mark.parametrize("name", [name for name in EXPECTED if "credential" in EXPECTED[name]])
def test_the_example_s_credential_is_found(name: str) -> None:
    expected = EXPECTED[name]
    found = unpack(example(name))
    assert [container.value for container in found.containers] == expected["found_in"]
    assert found.secured.strip() == (BADGES / expected["credential"]).read_bytes().strip()
    notice = found.finding.problem
    assert (notice.code if notice else None) == expected.get("notice")


@pytest.mark.parametrize(
    ("name", "cause"),
    [(name, one["cause"]) for name, one in EXPECTED.items() if "found_in" not in one],
)
def test_the_example_s_fault_is_named(name: str, cause: str) -> None:
    assert code_of(unpack, example(name)) == cause


@pytest.mark.parametrize(
    "data", [b"", BADGE, TOKEN, b"<p>text</p>", b"<svg/>", b"PK", b"%PDF", b"\x89PNG"]
)
def test_what_is_in_no_container_is_left_as_it_is(data: bytes) -> None:
    found = unpack(data)
    assert (found.secured, found.containers) == (data, ())


def test_a_picture_in_a_document_in_an_archive_is_found() -> None:
    found = unpack(archive({"a.pdf": pdf({"a.png": png(itxt(BADGE))})}))
    assert found.secured == BADGE
    assert found.containers == (Container.ZIP, Container.PDF, Container.PNG)


def test_an_archive_in_an_archive_is_not_opened() -> None:
    nested = archive({"inner.zip": archive({"a.json": BADGE})})
    assert code_of(unpack, nested) == "CONTAINER_EMPTY"


def test_one_credential_in_two_forms_of_file_is_one() -> None:
    files = {"a.json": BADGE, "copy.json": BADGE + b"\n", "a.png": png(itxt(BADGE))}
    assert unpack(archive(files)).secured.strip() == BADGE.strip()


def test_pictures_without_a_badge_do_not_stand_in_the_way() -> None:
    assert (
        unpack(archive({"logo.png": png(), "mark.svg": svg(""), "a.jwt": TOKEN})).secured == TOKEN
    )


def test_a_fault_inside_is_the_cause() -> None:
    broken = png(itxt(BADGE)[:-4] + b"\0\0\0\0")
    assert code_of(unpack, archive({"a.png": broken})) == "CONTAINER_DAMAGED"


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*/*.[ps][nv]g")), ids=lambda path: path.name)
def test_the_samples_of_1edtech_are_unpacked(path: Path) -> None:
    found = unpack(path.read_bytes())
    assert found.containers == (Container(path.suffix[1:]),)
    assert found.is_open_badges_2 is (path.parent.name == "ob20")
    assert found.secured.startswith((b"{", b"eyJ"))


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="../shared/data/ob3 is not beside this folder")
def test_there_are_samples_of_1edtech() -> None:
    assert len(list(SAMPLES.glob("*/*.[ps][nv]g"))) == 4


@pytest.mark.peers
@NEEDS_PEERS
@pytest.mark.parametrize("kind", ["png", "svg"])
@pytest.mark.parametrize("text", [BADGE.decode(), TOKEN.decode()], ids=["json", "jwt"])
def test_what_openbadgeslib_bakes_is_found(kind: str, text: str) -> None:
    plain = {"png": png(), "svg": svg("")}[kind]
    baked = openbadgeslib_baking.bake(kind, plain, text)
    assert unpack(baked).secured.decode().strip() == text.strip()


@pytest.mark.peers
@NEEDS_PEERS
@pytest.mark.parametrize("name", ["badge.png", "badge.jwt.png", "badge.svg", "badge.jwt.svg"])
def test_openbadgeslib_finds_what_is_found_here(name: str) -> None:
    # It knows the element by its usual prefix only.
    usual = example(name).replace(b"ob:", b"openbadges:").replace(b":ob=", b":openbadges=")
    theirs = openbadgeslib_baking.unbake(
        name[-3:], usual if name.endswith("svg") else example(name)
    )
    assert theirs.strip().encode() == unpack(example(name)).secured.strip()
