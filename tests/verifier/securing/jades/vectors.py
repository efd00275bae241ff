"""Published JAdES vectors with the verdicts of another implementation (DSS 6.1), and real seals."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[4]


def reference(path: str) -> Path:
    """Return a file or folder of the reference data; skip the test where it is absent."""
    found = (ROOT / "../shared/data/edc" / path).resolve()
    if not found.exists():
        pytest.skip(f"the reference data ../shared/data/edc/{path} is not beside this clone")
    return found


@dataclass(frozen=True)
class StampVerdict:
    """What DSS says of one time stamp's imprint."""

    kind: str
    imprint_fits: bool


@dataclass(frozen=True)
class SignatureVerdict:
    """What DSS says of one signature."""

    intact: bool
    content_found: bool
    level: str
    stamps: tuple[StampVerdict, ...]


_KINDS = {
    "SIGNATURE_TIMESTAMP": "sigTst",
    "ARCHIVE_TIMESTAMP": "arcTst",
    "VALIDATION_DATA_TIMESTAMP": "sigRTst",
    "VALIDATION_DATA_REFSONLY_TIMESTAMP": "rfsTst",
}


def dss_verdicts() -> dict[str, tuple[SignatureVerdict, ...] | None]:
    """Read the verdict file: by file name, one verdict for each signature; None is a refusal."""
    text = (reference("jades-vectors") / "dss-6.1-verdicts.txt").read_text(encoding="utf-8")
    blocks = re.split(r"^## ", text, flags=re.MULTILINE)[1:]
    return {block.split("\n", 1)[0].strip(): _block(block) for block in blocks}


def _block(block: str) -> tuple[SignatureVerdict, ...] | None:
    if re.search(r"^ EXC ", block, flags=re.MULTILINE):
        return None
    return tuple(_signature(part) for part in re.split(r"^ intact=", block, flags=re.MULTILINE)[1:])


def _signature(part: str) -> SignatureVerdict:
    level = re.search(r"level=(\S+)", part)
    assert level
    stamps = re.findall(r"^  ts (\S+) .*imprintIntact=(\w+)", part, flags=re.MULTILINE)
    return SignatureVerdict(
        intact=part.startswith("true"),
        content_found="refFound=true" in part,
        level=level[1],
        stamps=in_one_order([StampVerdict(_KINDS[kind], fits == "true") for kind, fits in stamps]),
    )


def in_one_order(stamps: list[StampVerdict]) -> tuple[StampVerdict, ...]:
    """Sort: DSS groups time stamps by kind, we keep the document's order."""
    return tuple(sorted(stamps, key=lambda stamp: (stamp.kind, stamp.imprint_fits)))


def official_sample(name: str) -> bytes:
    """Return one of the two sealed samples of the European Learning Model's repository."""
    return (reference("samples/elm-repo") / f"Sample-{name}-signed.jsonld").read_bytes()
