"""The manifest is complete and true: every file, every digest, every origin."""

import hashlib
import json
from typing import Any

import pytest

from contexts.manifest import bundled_contexts, data_bytes, manifest
from tests.contexts.reference_data import ROOT, reference

DATA = ROOT / "contexts/data"
KINDS = ("contexts", "schemas", "vocabularies", "models")
ENTRIES: list[dict[str, Any]] = [entry for kind in KINDS for entry in manifest()[kind]]


def test_every_file_is_listed_once_and_every_listed_file_is_there() -> None:
    listed = [entry["file"] for entry in ENTRIES]
    there = {str(path.relative_to(DATA)) for path in DATA.rglob("*") if path.is_file()}

    assert sorted(listed) == sorted(there - {"manifest.json"})


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["file"])
def test_an_entry_says_what_whence_when_and_under_which_licence(entry: dict[str, Any]) -> None:
    assert hashlib.sha256(data_bytes(entry["file"])).hexdigest() == entry["sha256"]
    for name in ("url", "source", "how", "date", "licence"):
        assert entry[name], name


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["file"])
def test_a_bundled_file_is_plain_json(entry: dict[str, Any]) -> None:
    assert isinstance(json.loads(data_bytes(entry["file"])), dict)


@pytest.mark.parametrize("layer", ["w3c", "ob3"])
def test_contexts_have_the_meaning_and_the_digests_of_the_published_documents(layer: str) -> None:
    folder = reference(f"{layer}/contexts")
    ours = {(entry.url, entry.published.sha256): entry for entry in bundled_contexts()}
    compared = 0
    for fact in json.loads((folder / "digests.json").read_text(encoding="utf-8")):
        entry = ours.get((fact["url"], fact["sha256"]))
        if entry is None:
            continue
        published = (folder / fact["file"]).read_bytes()
        assert json.loads(data_bytes(entry.file)) == json.loads(published), entry.url
        assert entry.published.sha384 == fact["digestSRI"]
        compared += 1

    assert compared == {"w3c": 11, "ob3": 6}[layer]


def test_bytes_equal_the_published_bytes_wherever_the_manifest_says_so() -> None:
    same = [
        entry["url"]
        for entry in manifest()["contexts"]
        if entry["sha256"] == entry["published"]["sha256"]
    ]

    assert "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json" in same
    assert "https://w3id.org/security/data-integrity/v2" in same
