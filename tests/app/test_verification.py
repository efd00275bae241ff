"""The rounds, and what a stranger's submission comes to."""

import asyncio
import json
import textwrap
from collections.abc import Sequence
from datetime import datetime

import pytest

from app.db.standings import Standing
from app.own_documents import OwnDocuments
from app.rounds import Run, Sources
from app.submissions import Submission
from app.verification import TooBusy, verify_online
from app.workers import Workers, WorkerStopped
from issuer.model.credential import CredentialStatus, Format
from tests.app.verifying import (
    KEYS_URL,
    LIST_URL,
    NOW,
    PUBLIC_URL,
    SCHOOL,
    VECTORS,
    FakeFetcher,
    FakeRecords,
    Json,
    example,
    play,
    school_documents,
    verify_all,
    verifying,
)
from tests.verifier.makers import badge, encoded, signed, status_list
from verifier import AllowedIssuers, Fetched, Kind, Need, Report, Resource, Resources, verify
from verifier.limits import LIMITS

EXPECTED = json.loads((VECTORS / "expected.json").read_text(encoding="utf-8"))
SIGNED = example("badge.signed.json")


def cause_of(report: Json) -> str | None:
    cause = report["root_cause"]
    return cause["code"] if cause else None


def finding(report: Json, check: str) -> Json:
    found: list[Json] = [one for one in report["findings"] if one["check"] == check]
    return found[0]


# --- the rounds


def count_rounds(secured: bytes, documents: dict[str, bytes], rounds: int) -> tuple[int, Report]:
    calls = 0

    async def judge(resources: Resources) -> Report:
        nonlocal calls
        calls += 1
        return verify(secured, resources, now=NOW, policy=AllowedIssuers({SCHOOL: "Šola"}))

    async def fetch(needs: Sequence[Need]) -> dict[str, Resource]:
        return {need.url: Fetched(need.url, "", documents[need.url], NOW) for need in needs}

    async def story() -> Report:
        report, resources = await verify_online(judge, fetch, rounds=rounds)
        assert set(resources) <= set(documents)
        return report

    report = asyncio.run(story())
    return calls, report


def test_a_did_web_issuer_with_its_own_list_takes_three_calls() -> None:
    calls, report = count_rounds(SIGNED, school_documents(), LIMITS.rounds)
    assert (calls, report.outcome.value) == (3, "passed")


@pytest.mark.parametrize(
    ("rounds", "outcome"), [(0, "indeterminate"), (1, "indeterminate"), (2, "passed")]
)
def test_out_of_rounds_is_an_honest_answer(rounds: int, outcome: str) -> None:
    _, report = count_rounds(SIGNED, school_documents(), rounds)
    assert report.outcome.value == outcome
    assert bool(report.needs) == (outcome != "passed")


# --- what comes of a submission


def test_the_examples_come_out_as_expected_over_the_fetcher() -> None:
    names = list(EXPECTED["examples"])
    fetcher = FakeFetcher(school_documents())
    reports = verify_all(
        {name: example(name) for name in names}, fetcher=fetcher, trusted={SCHOOL: "Šola"}
    )
    got = {
        name: {"outcome": report["outcome"], "cause": cause_of(report)}
        for name, report in reports.items()
    }
    assert got == EXPECTED["examples"]
    assert set(fetcher.asked) <= {KEYS_URL, LIST_URL}


def test_an_unreachable_status_is_indeterminate_never_good() -> None:
    fetcher = FakeFetcher({KEYS_URL: school_documents()[KEYS_URL]})
    report = verify_all({"it": SIGNED}, fetcher=fetcher, trusted={SCHOOL: "Šola"})["it"]
    assert (report["outcome"], cause_of(report)) == ("indeterminate", "STATUS_UNREACHABLE")
    assert report["verified"] is False
    assert finding(report, "proof")["outcome"] == "passed"
    assert "Strežnik ni dosegljiv." in report["sentence"]["sl"]
    assert report["status"] == [
        {
            "purpose": "revocation",
            "value": "unknown",
            "label": {"sl": "Ni bilo mogoče preveriti", "en": "Could not be checked"},
            "date": None,
            "reason": None,
        }
    ]


def test_a_good_signature_of_an_unknown_issuer_is_indeterminate() -> None:
    report = verify_all({"it": SIGNED}, fetcher=FakeFetcher(school_documents()))["it"]
    assert (report["outcome"], cause_of(report)) == ("indeterminate", "ISSUER_UNKNOWN")
    assert finding(report, "proof")["outcome"] == "passed"
    assert report["issuer"]["known"] is False
    assert report["issuer"]["name_known_here"] is None, "a name inside is no evidence"
    assert report["issuer"]["domain"] == "school.example"
    assert report["issuer"]["key_belongs_to_domain"] is True
    assert "school.example" in report["issuer"]["explanation"]["sl"]


def test_what_is_no_credential_is_a_failed_report() -> None:
    bodies = {
        "prose": b"Dober dan!",
        "html": b"<!doctype html><p>x",
        "array": b"[]",
        "empty object": b"{}",
        "binary": bytes(range(256)),
        "deep": b"[" * 100_000,
        "cut": SIGNED[:-40],
        "two": SIGNED + b"\n\n" + SIGNED.replace(b"urn:uuid:0d3a", b"urn:uuid:1111"),
    }
    reports = verify_all(bodies)
    assert {name: cause_of(report) for name, report in reports.items()} == {
        "prose": "PARSING_ERROR",
        "html": "FORMAT_NOT_SUPPORTED",
        "array": "FORMAT_NOT_SUPPORTED",
        "empty object": reports["empty object"]["root_cause"]["code"],
        "binary": "PARSING_ERROR",
        "deep": "LIMIT_EXCEEDED",
        "cut": "TEXT_CUT_OFF",
        "two": "SEVERAL_CREDENTIALS",
    }
    assert reports["prose"]["outcome"] == reports["cut"]["outcome"] == "failed"
    assert all(report["verified"] is False for report in reports.values())
    assert reports["prose"]["credential"] is None


# --- repairs, of which the signature has the last word


def wrapped(width: int) -> bytes:
    text = json.dumps(json.loads(SIGNED), ensure_ascii=False)
    lines = textwrap.wrap(text, width, break_long_words=True, break_on_hyphens=False)
    return "\r\n".join(lines).encode()


def test_a_badge_broken_by_mail_passes_when_its_signature_fits() -> None:
    bodies = {str(width): wrapped(width) for width in (50, 60, 72, 76)}
    bodies["smart"] = SIGNED.decode().replace('"', "”").encode("utf-16")
    bodies["mail"] = b"Pozdravljeni,\n\n" + textwrap.indent(SIGNED.decode(), "> ").encode()
    reports = verify_all(bodies, fetcher=FakeFetcher(school_documents()), trusted={SCHOOL: "Šola"})
    assert {report["outcome"] for report in reports.values()} == {"passed"}, {
        name: cause_of(report) for name, report in reports.items()
    }
    assert [one["code"] for one in reports["50"]["repairs"]] == ["line-breaks"]
    assert [one["code"] for one in reports["smart"]["repairs"]] == ["utf-16", "quotes"]
    assert all(one["sentence"]["sl"] for one in reports["mail"]["repairs"])


def test_a_repair_that_guesses_wrong_is_not_called_tampering() -> None:
    text = wrapped(60).replace("čebelarjenja".encode(), "čebel arjenja".encode())
    report = verify_all({"it": text}, fetcher=FakeFetcher(school_documents()))["it"]
    assert (report["outcome"], cause_of(report)) == ("indeterminate", "TEXT_DAMAGED")


def test_tampering_is_called_so_when_nothing_was_guessed() -> None:
    smart = example("badge.tampered.json").decode().replace('"', "”").encode()
    bodies = {"plain": example("badge.tampered.json"), "smart": smart}
    reports = verify_all(bodies, fetcher=FakeFetcher(school_documents()))
    assert {(r["outcome"], cause_of(r)) for r in reports.values()} == {
        ("failed", "SIGNATURE_INVALID")
    }


# --- addresses


def verify_url(url: str, fetcher: FakeFetcher, records: FakeRecords | None = None) -> Json:
    reports: list[Json] = []

    async def story() -> None:
        async with verifying(
            fetcher=fetcher, records=records, trusted={SCHOOL: "Šola"}
        ) as verification:
            reports.append(await verification.verify_submission(Submission(url=url), now=NOW))

    play(story)
    return reports[0]


def test_a_credential_at_an_address_is_fetched_and_verified() -> None:
    url = "https://school.example/badge.json"
    fetcher = FakeFetcher(school_documents() | {url: SIGNED})
    report = verify_url(url, fetcher)
    assert report["outcome"] == "passed"
    assert fetcher.asked == [url, KEYS_URL, LIST_URL]


def test_an_address_that_cannot_be_read_says_why() -> None:
    report = verify_url("https://school.example/none", FakeFetcher())
    assert (report["outcome"], cause_of(report)) == ("indeterminate", "URL_UNREACHABLE")
    assert report["sentence"]["sl"].endswith("Strežnik ni dosegljiv.")
    assert report["digest"] is None


def test_a_page_for_people_is_no_credential() -> None:
    url = "https://school.example/page"
    report = verify_url(url, FakeFetcher({url: b"<html>"}, media_type="text/html"))
    assert cause_of(report) == "URL_IS_A_PAGE"


TOKEN = "a" * 43


@pytest.mark.parametrize("ending", ["", ".json", "?lang=en", "#top"])
def test_a_learner_s_page_of_our_own_is_read_in_process(ending: str) -> None:
    records = FakeRecords(documents={(TOKEN, Format.DATA_INTEGRITY): SIGNED})
    fetcher = FakeFetcher(school_documents())
    report = verify_url(f"{PUBLIC_URL}/c/{TOKEN}{ending}", fetcher, records)
    assert report["outcome"] == "passed"
    assert fetcher.asked == [KEYS_URL, LIST_URL]


@pytest.mark.parametrize("path", ["/c/" + "b" * 43, "/api/v1/credentials", "/", "/readyz"])
def test_our_own_host_is_never_fetched(path: str) -> None:
    fetcher = FakeFetcher()
    report = verify_url(PUBLIC_URL + path, fetcher)
    assert cause_of(report) == "URL_UNREACHABLE"
    assert fetcher.asked == []


# --- our own credentials


def test_a_credential_of_our_own_tells_its_standing() -> None:
    document = json.loads(example("badge.revoked.json"))
    credential_id = document["id"].removeprefix("urn:uuid:")
    revoked_at = datetime.fromisoformat("2026-05-01T08:00:00+00:00")
    records = FakeRecords(
        names={SCHOOL: {"sl": "Šola na deželi", "en": "Country School"}},
        standings={
            credential_id: Standing(
                status=CredentialStatus.REVOKED,
                changed_at=revoked_at,
                reason="Pomotoma izdano.",
                superseded_by="c0ffee00-0000-4000-8000-000000000000",
            )
        },
    )
    fetcher = FakeFetcher(school_documents())
    report = verify_all({"it": example("badge.revoked.json")}, fetcher=fetcher, records=records)[
        "it"
    ]
    assert (report["outcome"], cause_of(report)) == ("failed", "REVOKED")
    [status] = report["status"]
    assert (status["value"], status["date"]) == ("revoked", revoked_at.isoformat())
    assert status["reason"] == {"sl": "Pomotoma izdano.", "en": "Pomotoma izdano."}
    assert report["superseded_by"] == "c0ffee00-0000-4000-8000-000000000000"
    assert report["notice"]["sl"]
    assert report["issuer"]["known"] is True
    assert report["issuer"]["name_known_here"] == {"sl": "Šola na deželi", "en": "Country School"}
    assert report["issuer"]["source"] == "own register"


def test_a_forged_credential_with_our_id_learns_nothing_of_our_records() -> None:
    document = json.loads(example("badge.tampered.json"))
    records = FakeRecords(
        names={SCHOOL: {"sl": "Šola", "en": "School"}},
        standings={
            document["id"].removeprefix("urn:uuid:"): Standing(
                status=CredentialStatus.REVOKED, changed_at=NOW, reason="skrivno", superseded_by="x"
            )
        },
    )
    report = verify_all(
        {"it": example("badge.tampered.json")},
        fetcher=FakeFetcher(school_documents()),
        records=records,
    )["it"]
    assert report["superseded_by"] is None
    assert "skrivno" not in json.dumps(report)
    assert report["issuer"]["known"] is False


# --- bounds


def test_too_many_at_once_are_told_when_to_come_again() -> None:
    async def story() -> None:
        never = asyncio.Event()

        class Hanging(FakeFetcher):
            async def fetch(self, url: str, now: datetime, *, max_bytes: int = 0) -> Resource:
                await never.wait()
                return await super().fetch(url, now, max_bytes=max_bytes)

        async with verifying(fetcher=Hanging()) as verification:
            slow = Submission(url="https://slow.example/badge")
            waiting = [
                asyncio.create_task(verification.verify_submission(slow, now=NOW))
                for _ in range(64)
            ]
            await asyncio.sleep(0)
            with pytest.raises(TooBusy) as refused:
                await verification.verify_submission(slow, now=NOW)
            assert refused.value.retry_after > 0
            never.set()
            await asyncio.gather(*waiting)
            report = await verification.verify_submission(Submission(body=SIGNED), now=NOW)
            assert report["outcome"] == "indeterminate"

    play(story)


def test_many_lists_that_cannot_be_had_leave_it_open() -> None:
    lists = [f"https://many{number}.example/list" for number in range(4)]
    entries = [
        {
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": "1",
            "statusListCredential": url,
        }
        for url in lists
    ]
    fetcher = FakeFetcher(school_documents())
    document = signed(badge(credentialStatus=entries))
    report = verify_all({"it": json.dumps(document).encode()}, fetcher=fetcher)["it"]
    assert (report["outcome"], cause_of(report)) == ("indeterminate", "STATUS_UNREACHABLE")
    assert sorted(fetcher.asked) == sorted([KEYS_URL, *lists])


def test_one_verification_has_a_budget_of_fetches() -> None:
    async def story() -> None:
        fetcher = FakeFetcher()
        sources = Sources(OwnDocuments(FakeRecords(), PUBLIC_URL), fetcher)
        run = Run(sources, Workers(1, seconds=1), LIMITS, NOW)
        for number in range(3):
            needs = [
                Need(f"https://host{number}.example/{place}", Kind.STATUS_LIST, "credentialStatus")
                for place in range(8)
            ]
            answers = await run.fetch(needs)
            assert set(answers) == {need.url for need in needs}
        assert len(fetcher.asked) == 12

    play(story)


def test_a_list_signed_while_we_wait_is_judged_after_it_was_signed() -> None:
    began = datetime.fromisoformat("2026-06-01T12:00:00.900+00:00")
    new_list = status_list(validFrom="2026-06-01T12:00:01Z")
    documents = school_documents() | {LIST_URL: encoded(signed(new_list))}

    class Slow(FakeFetcher):
        async def fetch(self, url: str, now: datetime, *, max_bytes: int = 0) -> Resource:
            await asyncio.sleep(0.15)
            return await super().fetch(url, now, max_bytes=max_bytes)

    reports = verify_all(
        {"it": SIGNED}, now=began, fetcher=Slow(documents), trusted={SCHOOL: "Šola"}
    )
    assert reports["it"]["outcome"] == "passed", reports["it"]["root_cause"]
    assert reports["it"]["checked_at"] > "2026-06-01T12:00:01"


def test_a_check_that_takes_too_long_is_said() -> None:
    class Stopped:
        async def run(self, *_: object, **__: object) -> object:
            raise WorkerStopped

    async def story() -> None:
        async with verifying() as verification:
            verification._workers = Stopped()  # type: ignore[assignment]  # stops at once
            report = await verification.verify_submission(Submission(body=SIGNED), now=NOW)
        assert (report["outcome"], cause_of(report)) == ("indeterminate", "CHECK_TOOK_TOO_LONG")

    play(story)
