"""What a credential of ours will ask for is at hand, and the verdict rests on nothing else."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from app.evidence import UnmarkedKeeper
from app.foresight import foresee
from app.own_documents import OwnDocuments
from app.submissions import Submission
from app.verification import Verified
from contexts import Engine, use_engine
from tests.app.verifying import NOW, PUBLIC_URL, FakeRecords, Json, play, verifying
from tests.verifier.makers import (
    badge,
    did_document,
    encoded,
    entry,
    jwt,
    ob_claims,
    proof_options,
    signed,
    status_list,
)
from verifier.evidence import agrees, replay

DID = "did:web:localhost%3A8000:profiles:sola"
KEYS = "https://localhost:8000/profiles/sola/did.json"
LIST_ID = "0d1c9a52-1111-4111-8111-111111111111"
LIST = f"{PUBLIC_URL}/status-lists/{LIST_ID}"
PROGRAMME_ID = "7427dcdc-5a5e-45e6-b2f6-69cf83d079da"
PROGRAMME = f"{PUBLIC_URL}/programmes/{PROGRAMME_ID}/versions/1"
OPTIONS = proof_options(f"{DID}#key-0")


def own_badge(**changes: Any) -> Json:  # noqa: ANN401  # any JSON
    subject = badge()["credentialSubject"]
    subject["achievement"]["id"] = PROGRAMME
    issuer = {**badge()["issuer"], "id": DID}
    status = entry(id=f"{LIST}#1", statusListCredential=LIST)
    return badge(issuer=issuer, credentialStatus=status, credentialSubject=subject, **changes)


BADGE = encoded(signed(own_badge(), OPTIONS))
TAMPERED = encoded({**json.loads(BADGE), "name": "Something else"})


def own_records() -> FakeRecords:
    listed = signed(status_list(id=LIST, issuer=DID), OPTIONS)
    programme = {"provider": {"did": DID}, "state": "approved", "decisions": [{"step": "approve"}]}
    return FakeRecords(
        names={DID: {"sl": "Šola", "en": "School"}},
        did_documents={"sola": encoded(did_document(DID))},
        lists={LIST_ID: encoded(listed)},
        programmes={(PROGRAMME_ID, 1): encoded(programme)},
    )


@pytest.fixture
def plain_engine() -> Iterator[None]:
    use_engine(Engine.PLAIN)
    yield
    use_engine(Engine.COMPILED)


def foreseen(secured: bytes) -> list[str]:
    return list(foresee(secured, OwnDocuments(own_records(), PUBLIC_URL), NOW))


def verified(body: bytes) -> tuple[Verified, int]:
    """Verify, and count how often a worker was asked."""
    result: list[tuple[Verified, int]] = []

    async def story() -> None:
        async with verifying(records=own_records()) as verification:
            asked = 0
            run_within = verification.workers.run_within

            async def counted(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401  # as it comes
                nonlocal asked
                asked += 1
                return await run_within(*args, **kwargs)

            verification.workers.run_within = counted  # type: ignore[method-assign]
            verification._keeper = UnmarkedKeeper()
            submission = Submission(body=body)
            result.append((await verification.verify_with_evidence(submission, now=NOW), asked))

    play(story)
    return result[0]


@pytest.mark.parametrize(
    "secured",
    [BADGE, json.dumps(own_badge(), indent=3).encode(), jwt(ob_claims(own_badge()))],
    ids=["signed", "indented", "token"],
)
def test_keys_list_and_programme_are_foreseen(secured: bytes) -> None:
    assert foreseen(secured) == [KEYS, LIST, f"{PROGRAMME}.json"]


@pytest.mark.parametrize(
    "secured",
    [
        b"",
        b"{",
        b"[]",
        b"a.b.c",
        b"e30.\xff.x",
        b"{" * 100_000,
        encoded({"issuer": {"id": 5}, "credentialStatus": 7, "credentialSubject": [[]]}),
        encoded({"issuer": "did:web:..", "vc": []}),
        encoded(badge(credentialStatus=entry(), issuer={"id": "did:web:school.example"})),
        encoded(own_badge(description="x" * 300_000)),
        b"a." + b"x" * 10_000_000 + b".b",
        encoded({"credentialStatus": [{"statusListCredential": f"{LIST}{i}"} for i in range(99)]}),
    ],
    ids=range(12),
)
def test_of_anything_else_nothing_is_foreseen(secured: bytes) -> None:
    assert foreseen(secured) == []


def test_a_credential_of_ours_is_read_and_judged_in_one_call() -> None:
    found, asked = verified(BADGE)

    assert found.report["outcome"] == "passed"
    assert asked == 1


@pytest.mark.usefixtures("plain_engine")
def test_the_plain_engine_foresees_nothing() -> None:
    found, asked = verified(BADGE)

    assert found.report["outcome"] == "passed"
    assert asked == 1 + 3  # read; ask for keys; ask for list and programme; judge


@pytest.mark.parametrize("body", [BADGE, TAMPERED], ids=["good", "tampered"])
def test_foresight_changes_no_word_of_the_report(body: bytes) -> None:
    def told() -> Json:
        return {k: v for k, v in verified(body)[0].report.items() if k != "checked_at"}

    ahead = told()
    use_engine(Engine.PLAIN)
    try:
        assert told() == ahead
    finally:
        use_engine(Engine.COMPILED)


@pytest.mark.parametrize(
    ("body", "consulted"),
    [(BADGE, {KEYS, LIST, f"{PROGRAMME}.json"}), (TAMPERED, {KEYS})],
    ids=["good", "tampered"],
)
def test_the_evidence_holds_what_the_verdict_rests_on_and_nothing_else(
    body: bytes, consulted: set[str]
) -> None:
    pack = verified(body)[0].pack
    assert pack is not None

    assert set(pack.resources) == consulted
    assert agrees(pack, replay(pack))


def test_a_list_that_is_not_ours_any_more_is_asked_for_in_a_second_round() -> None:
    records = own_records()
    records.lists.clear()

    async def story() -> None:
        async with verifying(records=records) as verification:
            report = await verification.verify_submission(Submission(body=BADGE), now=NOW)
        assert report["root_cause"]["code"] == "STATUS_UNREACHABLE"

    play(story)
