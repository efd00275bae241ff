"""A sealed credential of ours is found in our records, and a changed one is compared with it."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import Callable
from typing import Any

import pytest

from app.db.standings import Standing
from app.own_credential import record_id
from app.own_records import OwnSeals
from app.submissions import Submission
from issuer.json_bytes import json_bytes
from issuer.model.credential import CredentialStatus
from tests.app.verifying import FakeFetcher, FakeRecords, Json, verifying
from tests.seals import authorities
from tests.verifier.edc.test_judging import NOW, sealed
from tests.verifier.edc.test_twins import twins

SCHOOL = "VATSI-12345678"
BADGE, EDC = twins()
EDC_SEALED = sealed(EDC)
ID = str(EDC["id"]).removeprefix("urn:credential:")
OURS = OwnSeals({SCHOOL: {"sl": "Šolski center Kranj"}}, {}, authorities().root.der)
STANDING = Standing(
    status=CredentialStatus.ACTIVE,
    changed_at=None,
    reason=None,
    superseded_by="urn:uuid:newer",
    twins=("of the badge", "of the sealed one"),
)


def report_of(body: bytes, **records: Any) -> Json:  # noqa: ANN401
    known = {
        "sealing": OURS,
        "issued": {ID: (json_bytes(BADGE), EDC_SEALED)},
        "standings": {ID: STANDING},
        **records,
    }

    async def story() -> Json:
        async with verifying(fetcher=FakeFetcher(), records=FakeRecords(**known)) as verification:
            return await verification.verify_submission(Submission(body=body), now=NOW)

    return asyncio.run(story())


def test_our_own_sealed_credential_is_found_in_our_records() -> None:
    report = report_of(EDC_SEALED)
    assert report["superseded_by"] == "urn:uuid:newer"
    assert (report["twin"]["kind"], report["twin"]["id"]) == ("badge", BADGE["id"])
    assert report["twin"]["same"] is True
    assert report["issuer"]["name_known_here"]["sl"] == "Šolski center Kranj"


def test_of_somebody_elses_nothing_is_looked_up() -> None:
    report = report_of(EDC_SEALED, sealing=OwnSeals({}, {}, authorities().root.der))
    assert report["twin"] is None
    assert report["superseded_by"] is None


def changed(change: Callable[[Json], object]) -> bytes:
    document: Json = json.loads(EDC_SEALED)
    change(document)
    return json.dumps(document, ensure_ascii=False).encode()


def in_payload(change: Callable[[Json], object]) -> Callable[[Json], object]:
    def apply(document: Json) -> None:
        payload = json.loads(document["payload"])
        change(payload)
        document["payload"] = json.dumps(payload, ensure_ascii=False)

    return apply


def in_header(document: Json) -> None:
    signature = document["signatures"][0]
    header = json.loads(base64.urlsafe_b64decode(signature["protected"] + "=="))
    header["iat"] -= 60
    protected = base64.urlsafe_b64encode(json.dumps(header).encode()).decode().rstrip("=")
    signature["protected"] = protected


@pytest.mark.parametrize(
    ("change", "pointer", "named"),
    [
        (
            in_payload(lambda p: p["credentialSubject"]["fullName"].update(sl="Nekdo Drug")),
            *("/credentialSubject/fullName/sl", "imetnik"),
        ),
        (
            in_payload(lambda p: p["credentialSubject"]["hasClaim"]["title"].update(sl="Drugo")),
            *("/credentialSubject/hasClaim/title/sl", "naziv dosežka"),
        ),
        (in_header, "/signatures/0/protected", "podatki žiga"),
    ],
)
def test_where_a_changed_one_differs_is_told(
    change: Callable[[Json], object], pointer: str, named: str
) -> None:
    report = report_of(changed(change))
    assert report["root_cause"]["code"] == "SEAL_BROKEN"
    assert [place["pointer"] for place in report["root_cause"]["places"]] == [pointer]
    assert named in report["sentence"]["sl"]


def test_without_the_very_signature_nothing_is_told() -> None:
    def forged(document: Json) -> None:
        document["payload"] = document["payload"].replace("Kranj", "Krsko")
        signature = document["signatures"][0]["signature"]
        document["signatures"][0]["signature"] = signature[:-8] + "AAAAAAAA"

    report = report_of(changed(forged))
    assert report["root_cause"]["places"] == []
    assert report["twin"] is None


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ({"id": "urn:uuid:4711"}, "4711"),
        ({"id": "urn:credential:4711"}, "4711"),
        ({"jti": "urn:uuid:4711"}, "4711"),
        ({"jti": "4711"}, None),
        ({"jti": ["urn:uuid:4711"]}, None),
        (None, None),
    ],
)
def test_every_form_of_a_credential_names_its_record(document: Json, expected: str | None) -> None:
    assert record_id(document) == expected
