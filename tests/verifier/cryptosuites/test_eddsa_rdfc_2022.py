"""The cryptosuite against published vectors, step by step: the first that differs is the bug."""

import html
import json
import re

import pytest

from contexts import UnknownContext, canonicalize
from tests.verifier.cryptosuites.published import Vector, check_steps, parts
from tests.verifier.makers import (
    VECTORS,
    badge,
    causes,
    judged,
    notices,
    proof_options,
    reference,
    signed,
)
from verifier.cryptosuites import CRYPTOSUITES
from verifier.keys import MalformedKey, PublicKey
from verifier.multibase import multibase_decode
from verifier.multikey import decode_multikey

SUITE = CRYPTOSUITES["eddsa-rdfc-2022"]
FOLDERS = ["w3c/eddsa/eddsa-rdfc-2022", "w3c/eddsa/eddsa-rdfc-2022/employ"]


@pytest.mark.parametrize("folder", FOLDERS)
def test_w3c_vector_step_by_step(folder: str) -> None:
    check_steps(Vector(folder, "DataInt"), SUITE, sandbox=True)


def test_a_vocabulary_that_is_not_bundled_stops_the_check() -> None:
    document, options = parts(Vector(FOLDERS[1], "DataInt").signed)
    with pytest.raises(UnknownContext):
        SUITE.hash_data(document, options, sandbox=True)


def test_open_badges_vector_step_by_step() -> None:
    page = reference("ob3/vectors/linked-data-proof-ob.html").read_text(encoding="utf-8")
    plain = html.unescape(re.sub(r"<[^>]*>", "", page))
    folder = reference("ob3/vectors/obv3p0")
    published = json.loads(_last_object(plain))
    document, options = parts(published)
    canonical = [
        (folder / name).read_text(encoding="utf-8").strip()
        for name in ("proof-canon.txt", "document-canon.txt")
    ]
    assert canonicalize(options).strip() == canonical[0]
    assert canonicalize(document).strip() == canonical[1]
    data = SUITE.hash_data(document, options)
    for half in (data[:32], data[32:]):
        assert half.hex() in plain
    signature = multibase_decode(published["proof"]["proofValue"])
    key = decode_multikey("z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi")
    assert SUITE.verify(data, signature, key)


def _last_object(plain: str) -> str:
    """Give the last JSON object of the page that has a proof value: the signed credential."""
    starts = [match.start() for match in re.finditer(r"\{\s*\"@context\"", plain)]
    decoder = json.JSONDecoder()
    objects = [decoder.raw_decode(plain[start:])[0] for start in starts]
    return json.dumps(next(o for o in reversed(objects) if "proofValue" in str(o)))


def test_a_small_example_of_our_own() -> None:
    signed = json.loads((VECTORS / "badge.signed.json").read_text(encoding="utf-8"))
    document, options = parts(signed)
    data = SUITE.hash_data(document, options)
    assert len(data) == 64
    raw = bytes.fromhex("8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c")
    assert SUITE.verify(
        data, multibase_decode(signed["proof"]["proofValue"]), PublicKey("Ed25519", raw)
    )


def test_a_key_of_another_kind_is_refused() -> None:
    with pytest.raises(MalformedKey):
        SUITE.verify(b"", bytes(64), PublicKey("P-256", bytes(33)))


def test_the_name_of_the_draft_is_read_and_told() -> None:
    report = judged(signed(badge(), proof_options(cryptosuite="eddsa-2022")))
    assert causes(report) == []
    assert notices(report) == ["SUITE_DRAFT_NAME"]
    assert report.facts.securing == "eddsa-rdfc-2022"
    changed = signed(badge(), proof_options(cryptosuite="eddsa-2022")) | {"name": "changed"}
    assert causes(judged(changed)) == ["proof failed SIGNATURE_INVALID"]
