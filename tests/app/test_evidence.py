"""Packs in the service: ours give their verdict again, others are checked anew."""

import asyncio
import dataclasses
import json
from datetime import timedelta

import pytest

from app.db.standings import Standing
from app.evidence import Keeper, UnmarkedKeeper, VaultKeeper
from app.keys.sealing import vault
from app.submissions import Submission
from app.trust_file import TrustSources
from app.verification import Verified, open_verification
from issuer.model.credential import CredentialStatus
from tests.app.verifying import (
    LIST_URL,
    NOW,
    PUBLIC_URL,
    SCHOOL,
    FakeFetcher,
    FakeRecords,
    Json,
    example,
    school_documents,
)
from tests.verifier.makers import badge, did_key, encoded, signed_by_key
from verifier import AllowedIssuers
from verifier.evidence import EvidencePack
from verifier.evidence_file import content_digest, to_bytes, to_json

OURS = VaultKeeper(vault(bytes(32)))
SOMEBODY = VaultKeeper(vault(bytes([1]) * 32))
LATER = NOW + timedelta(days=3650)
SIGNED = example("badge.signed.json")
REVOKED = example("badge.revoked.json")
BY_KEY = encoded(signed_by_key(badge(issuer={"id": did_key(), "type": ["Profile"]})))


def verified(
    body: bytes,
    *,
    keeper: Keeper = OURS,
    fetcher: FakeFetcher | None = None,
    later: bool = False,
    records: FakeRecords | None = None,
) -> Verified:
    async def story() -> Verified:
        async with open_verification(
            records or FakeRecords(),
            public_url=PUBLIC_URL,
            trust=TrustSources((None, AllowedIssuers({SCHOOL: "Šola"}, "list"))),
            keeper=keeper,
            workers=1,
            fetcher=fetcher or FakeFetcher(),
        ) as verification:
            now = LATER if later else NOW
            return await verification.verify_with_evidence(Submission(body=body), now=now)

    return asyncio.run(story())


def pack_of(body: bytes, *, keeper: Keeper = OURS) -> tuple[Json, EvidencePack]:
    first = verified(body, keeper=keeper, fetcher=FakeFetcher(school_documents()))
    assert first.pack is not None
    return first.report, first.pack


def codes(report: Json, *, without: str = "evidence") -> list[tuple[str, str, str | None]]:
    return [
        (one["check"], one["outcome"], one["code"])
        for one in report["findings"]
        if one["check"] != without
    ]


def forged(pack: EvidencePack, **members: object) -> bytes:
    content = {**to_json(pack), **members}
    return json.dumps({**content, "digest": content_digest(content)}).encode()


@pytest.mark.parametrize(
    ("body", "outcome"),
    [(SIGNED, "passed"), (REVOKED, "failed"), (BY_KEY, "indeterminate"), (b"{", "failed")],
)
def test_a_pack_of_ours_gives_the_same_verdict_offline_and_later(body: bytes, outcome: str) -> None:
    then, pack = pack_of(body)
    nobody = FakeFetcher()
    again = verified(to_bytes(pack), fetcher=nobody, later=True)
    assert nobody.asked == []
    assert again.pack is None
    assert (then["outcome"], again.report["outcome"]) == (outcome, outcome)
    assert codes(again.report) == codes(then)
    assert again.report["digest"] == then["digest"]
    assert again.report["as_of"] == then["checked_at"]
    assert "as_of" not in then


def test_the_whole_answer_with_a_pack_in_it_is_that_pack() -> None:
    then, pack = pack_of(SIGNED)
    answer = json.dumps({**then, "evidence": to_json(pack)}).encode()
    assert verified(answer, later=True).report == verified(to_bytes(pack), later=True).report


def test_a_verdict_of_a_pack_is_labelled_and_not_today_s() -> None:
    then, pack = pack_of(SIGNED)
    again = verified(to_bytes(pack), later=True).report
    assert (then["verified"], again["verified"]) == (True, False)
    assert again["sentence"]["sl"].startswith("Stanje na dan 1. 6. 2026")
    assert again["sentence"]["en"].startswith("As of 1 June 2026")
    assert then["sentence"]["en"] in again["sentence"]["en"]
    assert again["next_step"] != then["next_step"]
    [finding] = [one for one in again["findings"] if one["check"] == "evidence"]
    assert "1 June 2026" in finding["sentence"]["en"]


def test_the_pack_has_what_the_verdict_rested_on() -> None:
    _, pack = pack_of(SIGNED)
    assert set(pack.resources) == set(school_documents())
    assert pack.now >= NOW
    assert pack.secured == SIGNED
    assert pack.policy.judgements[SCHOOL].name == "Šola"


def test_somebody_else_s_pack_is_not_believed_and_its_credential_checked_anew() -> None:
    _, pack = pack_of(SIGNED, keeper=SOMEBODY)
    documents = school_documents()
    del documents[LIST_URL]
    asked = FakeFetcher(documents)
    report = verified(to_bytes(pack), fetcher=asked).report
    assert LIST_URL in asked.asked
    assert report["root_cause"]["code"] == "STATUS_UNREACHABLE"
    assert "as_of" not in report
    assert report["findings"][0]["code"] == "EVIDENCE_NOT_OURS"


@pytest.mark.parametrize("mark", [None, "", "00", "č", "f" * 64])
def test_a_forged_judgement_makes_nobody_known(mark: str | None) -> None:
    _, pack = pack_of(BY_KEY)
    judgement = {
        "issuer": did_key(),
        "known": True,
        "name": "Univerza",
        "source": "own register",
        "status_delegates": [],
    }
    policy = {"name": "default", "version": "1", "judgements": [judgement]}
    report = verified(forged(pack, policy=policy, seal=mark)).report
    assert (report["outcome"], report["issuer"]["known"]) == ("indeterminate", False)
    assert "Univerza" not in json.dumps(report)


def test_our_mark_is_for_one_pack_alone() -> None:
    _, pack = pack_of(REVOKED)
    assert pack.seal is not None
    report = verified(forged(pack, resources=[])).report
    assert report["findings"][0]["code"] == "EVIDENCE_NOT_OURS"


def test_an_altered_pack_says_where() -> None:
    content = to_json(pack_of(SIGNED)[1])
    content["resources"][1]["body"] = ""
    report = verified(json.dumps(content).encode()).report
    assert (report["outcome"], report["root_cause"]["code"]) == ("failed", "EVIDENCE_ALTERED")
    assert LIST_URL in report["sentence"]["en"]
    assert report["credential"] is None


def test_a_pack_that_is_none() -> None:
    body = b'{"media_type": "application/vnd.dokazilo.evidence+json"}'
    report = verified(body).report
    assert report["root_cause"]["code"] in {"EVIDENCE_MALFORMED", "EVIDENCE_NEWER"}


def test_who_kept_the_pack_may_believe_it_and_hears_when_it_contradicts_itself() -> None:
    believer = UnmarkedKeeper(believes=True)
    _, pack = pack_of(SIGNED, keeper=believer)
    assert pack.seal is None
    assert verified(to_bytes(pack), keeper=believer).report["outcome"] == "passed"
    stated = dataclasses.replace(pack.stated, outcome="failed")
    lying = dataclasses.replace(pack, stated=stated)
    report = verified(to_bytes(lying), keeper=believer).report
    assert (report["outcome"], report["root_cause"]["code"]) == (
        "indeterminate",
        "EVIDENCE_DIFFERS",
    )


def test_a_replay_looks_nothing_up_in_our_records() -> None:
    document = json.loads(SIGNED)
    standing = Standing(
        status=CredentialStatus.REVOKED, changed_at=NOW, reason="skrivno", superseded_by="x"
    )
    records = FakeRecords(
        names={SCHOOL: {"sl": "Šola", "en": "School"}},
        standings={document["id"].removeprefix("urn:uuid:"): standing},
    )
    _, pack = pack_of(SIGNED)
    report = verified(to_bytes(pack), records=records).report
    assert report["superseded_by"] is None
    assert "skrivno" not in json.dumps(report)


def test_a_damaged_text_has_no_pack() -> None:
    assert verified(b'{"@context": ["https://www.w3').pack is None
