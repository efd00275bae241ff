"""Every upload becomes items; nothing is left out in silence."""

from io import BytesIO
from zipfile import ZipFile

from app.bulk.items import Upload, read_items
from tests.app.verifying import example
from tests.verifier.containers.making import archive
from tests.verifier.containers.making import example as container

BADGE = example("badge.signed.json")
URL = "https://school.example/1.json"


def told(*uploads: Upload) -> list[tuple[str, str]]:
    """Give name and content of each item."""
    items = read_items(uploads)
    assert items is not None
    return [
        (
            item.name,
            item.url
            or item.refusal
            or (item.finding.problem.code if item.finding and item.finding.problem else "")
            or item.body[:8].decode("latin-1"),
        )
        for item in items
    ]


def test_an_archive_is_its_files_by_name() -> None:
    packed = archive({"a/maja.json": BADGE, "b.png": container("badge.png"), "empty.txt": b" "})
    assert told(Upload("all.zip", packed)) == [
        ("a/maja.json", BADGE[:8].decode()),
        ("b.png", "\x89PNG\r\n\x1a\n"),
        ("empty.txt", "NOTHING_TO_VERIFY"),
    ]


def test_a_file_that_cannot_be_unpacked_leaves_the_others_be() -> None:
    packed = bytearray(archive({"locked.json": BADGE, "open.json": BADGE}))
    packed[packed.index(b"PK\x01\x02") + 8] |= 1
    assert told(Upload("", bytes(packed))) == [
        ("locked.json", "CONTAINER_LOCKED"),
        ("open.json", BADGE[:8].decode()),
    ]


def test_a_broken_archive_is_one_item() -> None:
    assert told(Upload("all.zip", archive({"a": BADGE})[:-9])) == [("all.zip", "CONTAINER_DAMAGED")]
    assert told(Upload("all.zip", archive({}))) == [("all.zip", "NOTHING_TO_VERIFY")]


def test_a_workbook_is_named() -> None:
    book = archive({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<x/>"})
    assert told(Upload("list.xlsx", book)) == [("list.xlsx", "WORKBOOK")]


def test_names_of_old_archives_are_read() -> None:
    written = BytesIO()
    with ZipFile(written, "w") as packing:
        packing.writestr("XXXXX.json", BADGE)
    for name in ("živa".encode(), "živa1".encode("cp852")):
        packed = written.getvalue().replace(b"XXXXX", name)
        assert told(Upload("", packed))[0][0] in {"živa.json", "živa1.json"}


def test_several_uploads_follow_one_another() -> None:
    uploads = (
        Upload("one.json", BADGE),
        Upload("two.csv", f"ime;url\nMaja;{URL}".encode("cp1250")),
        Upload("three.png", container("badge.png")),
        Upload("four.txt", b"ni dokazilo"),
        Upload("five", b"\xff\xfe\0"),
    )
    assert [name for name, _ in told(*uploads)] == [
        "one.json",
        "Maja",
        "three.png",
        "four.txt",
        "five",
    ]


def test_more_than_the_bound_is_refused_as_a_whole() -> None:
    many = "\n".join(f"{URL}?{number}" for number in range(11)).encode()
    assert read_items([Upload("", many)], 10) is None
    assert len(read_items([Upload("", many)], 11) or ()) == 11
