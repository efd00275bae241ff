"""The reader's question whose badge it is: answered, and the address is nowhere to be found."""

import asyncio
import json
from typing import Any

import pytest

from app.submissions import Submission
from app.verification import Verified
from tests.app.verifying import KEYS_URL, NOW, SCHOOL, FakeFetcher, verifying
from tests.verifier.makers import badge, did_document, encoded, signed
from tests.verifier.test_recipient import ADDRESS, identity
from verifier.evidence_file import to_bytes

FETCHER = FakeFetcher({KEYS_URL: encoded(did_document())})


def made_out(**changes: Any) -> dict[str, Any]:  # noqa: ANN401
    document = badge()
    document["credentialSubject"]["identifier"] = [identity(**changes)]
    return document


def asked(document: dict[str, Any], email: str | None) -> Verified:
    async def story() -> Verified:
        async with verifying(fetcher=FETCHER, trusted={SCHOOL: "Šola"}) as verification:
            return await verification.verify_with_evidence(
                Submission(body=encoded(document), email=email), now=NOW
            )

    return asyncio.run(story())


@pytest.mark.parametrize(
    ("changes", "email", "outcome"),
    [
        ({}, ADDRESS, "passed"),
        ({}, "other@example.com", "failed"),
        ({"identityType": "name"}, ADDRESS, "indeterminate"),
    ],
)
def test_the_three_answers_change_no_verdict(
    changes: dict[str, Any], email: str, outcome: str
) -> None:
    report = asked(signed(made_out(**changes)), email).report
    assert report["recipient"]["outcome"] == outcome
    assert set(report["recipient"]["sentence"]) == {"sl", "en"}
    assert report["outcome"] == "passed"


def test_nobody_asked() -> None:
    report = asked(signed(made_out()), None).report
    assert report["recipient"] == {"can_be_compared": True, "outcome": None, "sentence": None}


def test_of_a_changed_badge_the_recipient_is_not_told() -> None:
    document = signed(made_out())
    document["name"] = "changed"
    report = asked(document, ADDRESS).report
    assert report["recipient"]["outcome"] == "indeterminate"
    assert not report["recipient"]["can_be_compared"]


def test_the_address_is_in_no_answer_and_no_pack() -> None:
    address = "very.rare.address@example.com"
    verified = asked(signed(made_out()), address)
    assert address not in json.dumps(verified.report)
    assert verified.pack is not None
    assert address.encode() not in to_bytes(verified.pack)
    assert address not in repr(Submission(email=address))
