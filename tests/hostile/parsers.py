"""Every parser of strangers' bytes, each as a function of bytes, and the errors it may name."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial

from app.bulk.items import Upload, read_items
from app.fetching import Refused, check_url
from app.fetching.cache import freshness
from app.reading import read_handed_in, read_pasted
from verifier import AllowedIssuers, Fetched, verify
from verifier.cbor import MalformedCbor, decode_cbor
from verifier.containers import unpack
from verifier.containers.archive import archived_files
from verifier.containers.pdf import attached_files
from verifier.containers.png import read_png
from verifier.containers.qr import code_in
from verifier.containers.svg import NotSvg, read_svg
from verifier.evidence_file import EvidenceRefused
from verifier.evidence_reading import from_bytes
from verifier.identifiers import locate
from verifier.inflating import MalformedStatusList
from verifier.json_reading import read_json
from verifier.judgement import Judged
from verifier.keys import MalformedKey
from verifier.limits import LIMITS
from verifier.multibase import MalformedMultibase, multibase_decode
from verifier.multikey import decode_multikey
from verifier.parse import parse
from verifier.securing.jose import read_compact
from verifier.securing.pem import read_pem
from verifier.selective import parse_signed_text
from verifier.status_list import StatusList
from verifier.timestamps import MalformedTimestamp, read_timestamp
from verifier.token_status_list import TokenStatusList

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
MOST_STATUS_BYTES = 1 << 20

Parser = Callable[[bytes], object]
NAMED_ERRORS = (
    *(Judged, MalformedKey, MalformedStatusList, MalformedTimestamp, MalformedCbor),
    *(MalformedMultibase, EvidenceRefused, NotSvg, Refused),
)


def of_text(read: Callable[[str], object]) -> Parser:
    """Hand a text parser what could be a text."""
    return lambda data: read(data.decode("utf-8", "replace"))


def verified(data: bytes) -> object:
    """Judge bytes as a credential whose every resource is the same bytes again."""
    policy = AllowedIssuers({}, "nobody")
    report = verify(data, {}, now=NOW, policy=policy)
    resources = {need.url: Fetched(need.url, "", data, NOW) for need in report.needs}
    return verify(data, resources, now=NOW, policy=policy)


PARSERS: Mapping[str, Parser] = {
    "JSON": read_json,
    "credential": lambda data: parse(data, LIMITS),
    "verification": verified,
    "pasted text": read_pasted,
    "handed in": read_handed_in,
    "containers": unpack,
    "PNG": read_png,
    "SVG": read_svg,
    "QR picture": code_in,
    "PDF": attached_files,
    "ZIP": archived_files,
    "CBOR": decode_cbor,
    "evidence pack": from_bytes,
    "bulk upload": lambda data: read_items([Upload("", data)]),
    "token": of_text(read_compact),
    "SD-JWT": of_text(lambda text: parse_signed_text(text, LIMITS)),
    "multibase": of_text(multibase_decode),
    "multikey": of_text(decode_multikey),
    "PEM": of_text(read_pem),
    "identifier": of_text(locate),
    "status list": of_text(lambda text: StatusList.decode(text, MOST_STATUS_BYTES)),
    "plain status list": of_text(lambda text: StatusList.decode_plain(text, MOST_STATUS_BYTES)),
    "token status list": of_text(
        lambda text: TokenStatusList.decode(text, 8, MOST_STATUS_BYTES),
    ),
    "timestamp": of_text(partial(read_timestamp, assume_utc=True)),
    "address": of_text(check_url),
    "Cache-Control": of_text(freshness),
}
