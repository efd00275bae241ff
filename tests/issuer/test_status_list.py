"""A published list verifies, says what the bits say, and moves a verdict."""

from __future__ import annotations

import gzip
import json
from base64 import urlsafe_b64decode
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from issuer.did_document import did_document
from issuer.json_bytes import json_bytes
from issuer.model.credential import StatusPurpose
from issuer.preparing import prepare
from issuer.signing import secure, secure_list
from issuer.status_list import PublishedList, render_list
from tests.issuer.examples import BASE, DATA_LITERACY, NOW, SCHOOL, entry, material, signers
from tests.issuer.vectors import own_json
from verifier import AllowedIssuers, Fetched, Outcome, Resources, verify
from verifier.status_list import StatusList

REVOCATIONS = PublishedList(
    url=f"{BASE}/status-lists/revocation",
    purpose=StatusPurpose.REVOCATION,
    profile=SCHOOL,
    bits=StatusList.empty(),
    valid_from=NOW,
    valid_until=NOW + timedelta(days=7),
    ttl=timedelta(minutes=5),
)
SUSPENSIONS = replace(
    REVOCATIONS, url=f"{BASE}/status-lists/suspension", purpose=StatusPurpose.SUSPENSION
)


def fetched(url: str, body: bytes) -> Fetched:
    return Fetched(url, "application/json", body, NOW)


def resources(*lists: PublishedList) -> Resources:
    document = did_document(SCHOOL, [signer.key for signer in signers()])
    url = "https://dokazilo.example/profiles/sc-kranj/did.json"
    served = {url: fetched(url, json_bytes(document))}
    for published in lists:
        body = secure_list(published, signers()[0], NOW)
        served[published.url] = fetched(published.url, body)
    return served


def test_the_list_is_the_example_file() -> None:
    bits = REVOCATIONS.bits.with_status(0, True).with_status(94567, True)  # noqa: FBT003 - a bit
    published = render_list(replace(REVOCATIONS, bits=bits))
    example = own_json("status-list.json")
    encoded = published["credentialSubject"].pop("encodedList")
    assert encoded.startswith("u")
    example_bits = example["credentialSubject"].pop("encodedList")
    assert published == example
    for text in (encoded, example_bits):  # zlib may compress otherwise; the bits are the bits
        raw = gzip.decompress(urlsafe_b64decode(text[1:] + "=" * (-len(text[1:]) % 4)))
        assert len(raw) == 131_072 // 8
        assert (raw[0], raw[94567 // 8], sum(raw)) == (0x80, 0x80 >> 94567 % 8, 0x80 + 1)


@pytest.mark.parametrize(
    ("purpose", "outcome", "code"),
    [
        (None, Outcome.PASSED, None),
        (StatusPurpose.REVOCATION, Outcome.FAILED, "REVOKED"),
        (StatusPurpose.SUSPENSION, Outcome.FAILED, "SUSPENDED"),
    ],
)
def test_the_bit_decides_the_verdict(
    purpose: StatusPurpose | None, outcome: Outcome, code: str | None
) -> None:
    own = material(DATA_LITERACY)
    lists = []
    for published, place in zip((REVOCATIONS, SUSPENSIONS), own.entries, strict=True):
        bits = published.bits.with_status(place.index, purpose is place.purpose)
        lists.append(replace(published, bits=bits))
    policy = AllowedIssuers({SCHOOL.did: "Šolski center Kranj"})
    for document in secure(prepare(own), {s.key.algorithm: s for s in signers()}, NOW):
        report = verify(document.body, resources(*lists), now=NOW, policy=policy)
        assert report.outcome is outcome
        assert report.needs == ()
        cause = report.root_cause
        assert (cause.problem.code if cause and cause.problem else None) == code


def test_signing_again_changes_no_bit() -> None:
    first = json.loads(secure_list(REVOCATIONS, signers()[0], NOW))
    later = replace(REVOCATIONS, valid_from=NOW + timedelta(days=6))
    second = json.loads(secure_list(later, signers()[0], NOW + timedelta(days=6)))
    assert first["credentialSubject"] == second["credentialSubject"]
    assert first["proof"]["proofValue"] != second["proof"]["proofValue"]


@settings(max_examples=20)
@given(st.sets(st.integers(0, 131_071), max_size=30))
def test_every_index_is_read_back(indices: set[int]) -> None:
    bits = StatusList.empty()
    for index in indices:
        bits = bits.with_status(index, True)  # noqa: FBT003 - a bit
    subject = render_list(replace(REVOCATIONS, bits=bits))["credentialSubject"]
    read = StatusList.decode(subject["encodedList"], 20_000)
    assert all(read.get(index) for index in indices)
    assert sum(byte.bit_count() for byte in read.bits) == len(indices)


def test_an_entry_names_its_list() -> None:
    assert entry().list_url == REVOCATIONS.url
