"""A pack gives its report again, whatever happened; and whoever touches one is found out."""

import dataclasses
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.verifier.makers import (
    ISSUER,
    ISSUER_URL,
    LIST_URL,
    NOW,
    POLICY,
    VECTORS,
    Json,
    badge,
    did_key,
    encoded,
    entry,
    fetched,
    jwt,
    ob_claims,
    resources,
    signed,
    signed_by_key,
    status_list,
)
from tests.verifier.sd_jwts import bound, learning_claims, sd_jwt
from verifier import LIMITS, AllowedIssuers, Report, Resources, Unavailable, verify
from verifier.evidence import EvidencePack, RecordedPolicy, Stated, agrees, replay
from verifier.evidence_file import (
    PACK_BYTES,
    EvidenceRefused,
    content_digest,
    digest_of,
    is_evidence,
    to_bytes,
    to_json,
)
from verifier.evidence_reading import from_bytes

WITH_STATUS = encoded(signed(badge(credentialStatus=entry())))
GOOD_LIST = encoded(signed(status_list()))
REVOKING_LIST = encoded(signed(status_list(94_567)))
NO_LIST: Resources = {LIST_URL: Unavailable(LIST_URL, "The server could not be reached.", NOW)}
BY_KEY = encoded(signed_by_key(badge(issuer={"id": did_key(), "type": ["Profile"]})))
PLAIN = encoded(signed(badge()))

PRESENTED = bound(
    sd_jwt(learning_claims(iss=ISSUER), [["family_name"]], {"kid": f"{ISSUER}#key-1"})
).encode()

CASES: dict[str, tuple[bytes, Resources, str, str | None]] = {
    "good": (WITH_STATUS, resources(list=GOOD_LIST), "passed", None),
    "good as a token": (jwt(ob_claims(badge())), resources(), "passed", None),
    "good as SD-JWT VC, presented": (PRESENTED, resources(), "passed", None),
    "revoked": (WITH_STATUS, resources(list=REVOKING_LIST), "failed", "REVOKED"),
    "unreachable": (WITH_STATUS, {**resources(), **NO_LIST}, "indeterminate", "STATUS_UNREACHABLE"),
    "open needs": (WITH_STATUS, resources(), "indeterminate", "STATUS_UNREACHABLE"),
    "unknown issuer": (BY_KEY, {}, "indeterminate", "ISSUER_UNKNOWN"),
    "tampered": (PLAIN.replace(b"2026-01", b"2025-01"), resources(), "failed", "SIGNATURE_INVALID"),
    "damaged": (
        encoded(signed(badge(name="Čebelar"))).replace("Č".encode(), "Ä\u008c".encode()),
        resources(),
        "failed",
        "DAMAGED_IN_TRANSIT",
    ),
    "malformed": (b'{"@context": [1, ', {}, "failed", "PARSING_ERROR"),
    "not text": (b"\xff\x00\xfe", {}, "failed", "PARSING_ERROR"),
    "empty": (b"", {}, "failed", "PARSING_ERROR"),
    "presentation": (
        (VECTORS / "presentation.unsigned.json").read_bytes(),
        resources(list=GOOD_LIST),
        "indeterminate",
        "HOLDER_NOT_PROVEN",
    ),
}
EVERY_CASE = pytest.mark.parametrize("name", CASES)


def made(secured: bytes, given: Resources, **changes: object) -> tuple[Report, EvidencePack]:
    report = verify(secured, given, now=NOW, policy=POLICY)
    pack = EvidencePack(
        secured=secured,
        resources=given,
        now=NOW,
        policy=RecordedPolicy.of(report, name="default", version="1"),
        release="0.1.0",
        stated=Stated.of(report),
    )
    return report, dataclasses.replace(pack, **changes)  # type: ignore[arg-type] # by name


def of(name: str) -> tuple[Report, EvidencePack]:
    secured, given, *_ = CASES[name]
    return made(secured, given)


def again(content: Json) -> bytes:
    """Write a changed pack with a digest that fits, as a forger would."""
    return json.dumps({**content, "digest": content_digest(content)}).encode()


def refusal(data: bytes) -> str:
    with pytest.raises(EvidenceRefused) as refused:
        from_bytes(data)
    assert refused.value.detail
    return refused.value.code


# --- the property


@EVERY_CASE
def test_a_pack_gives_its_report_again(name: str) -> None:
    _, _, outcome, cause = CASES[name]
    report, pack = of(name)
    found = report.root_cause
    assert report.outcome.value == outcome
    assert (found.problem.code if found and found.problem else None) == cause
    read = from_bytes(to_bytes(pack))
    assert read == pack
    assert replay(read) == report
    assert agrees(read, replay(read))


EXAMPLES = sorted(
    path
    for path in VECTORS.parent.rglob("*")
    if path.is_file() and path.stat().st_size < 100_000 and path.parent.name != "issuer"
)
"""Every example that any format brings along: a new format's are judged here without a word."""


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_an_example_of_any_format_is_verified_again(path: Path) -> None:
    report, pack = made(path.read_bytes(), resources(list=GOOD_LIST))
    read = from_bytes(to_bytes(pack))
    assert read == pack
    assert replay(read) == report
    assert agrees(read, replay(read))


@given(
    secured=st.one_of(
        st.binary(max_size=200),
        st.sampled_from([secured for secured, *_ in CASES.values()]),
        st.text(alphabet='{}[]":,@contexv123\\', max_size=80).map(str.encode),
    ),
    given_=st.sampled_from([given for _, given, *_ in CASES.values()]),
    now=st.timedeltas(timedelta(days=-400), timedelta(days=4000)).map(lambda ago: NOW + ago),
    known=st.booleans(),
    seal=st.none() | st.text(st.characters(codec="utf-8"), max_size=20),
)
def test_whatever_was_verified_is_verified_again(
    secured: bytes,
    given_: Resources,
    now: object,
    known: bool,  # noqa: FBT001  # drawn
    seal: str | None,
) -> None:
    policy = AllowedIssuers({ISSUER: "Šola"} if known else {})
    report = verify(secured, given_, now=now, policy=policy)  # type: ignore[arg-type]
    recorded = RecordedPolicy.of(report, name="default", version="1")
    _, pack = made(secured, given_, now=now, policy=recorded, stated=Stated.of(report), seal=seal)
    read = from_bytes(to_bytes(pack))
    assert read == pack
    assert replay(read) == report


def test_the_judgement_of_issuers_is_recorded_and_of_no_others() -> None:
    _, pack = of("good")
    assert list(pack.policy.judgements) == [ISSUER]
    assert pack.policy.judge(ISSUER) == POLICY.judge(ISSUER)
    assert not pack.policy.judge("did:web:other.example").known


def test_a_judgement_inside_a_presentation_is_recorded() -> None:
    _, pack = of("presentation")
    assert ISSUER in pack.policy.judgements


# --- tampering


@given(place=st.integers(min_value=0), change=st.integers(1, 255))
def test_a_changed_byte_is_found_or_changes_nothing(place: int, change: int) -> None:
    _, pack = of("good")
    data = bytearray(to_bytes(pack))
    data[place % len(data)] ^= change
    try:
        read = from_bytes(bytes(data))
    except EvidenceRefused:
        return
    # Outside the digest there are the blanks between members, and the seal.
    assert dataclasses.replace(read, seal=None) == dataclasses.replace(pack, seal=None)


def changed(**members: object) -> Callable[[Json], Json]:
    return lambda content: {**content, **members}


def body_of(content: Json, place: int) -> Json:
    found: Json = content["resources"][place]
    return found


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (changed(now="2030-01-01T00:00:00+00:00"), "EVIDENCE_ALTERED"),
        (changed(policy={"name": "x", "version": "1", "judgements": []}), "EVIDENCE_ALTERED"),
        (changed(limits={}), "EVIDENCE_ALTERED"),
        (changed(resources=[]), "EVIDENCE_ALTERED"),
        (changed(report={"outcome": "passed", "findings": []}), "EVIDENCE_ALTERED"),
        (changed(software={"release": "9", "contexts": "x"}), "EVIDENCE_ALTERED"),
        (changed(request={"challenge": "x", "domain": None}), "EVIDENCE_ALTERED"),
        (changed(secured={"digest": "sha256:00", "body": ""}), "EVIDENCE_ALTERED"),
        (changed(digest="sha256:00"), "EVIDENCE_ALTERED"),
    ],
)
def test_a_changed_part_is_found(change: Callable[[Json], Json], code: str) -> None:
    _, pack = of("good")
    assert refusal(json.dumps(change(to_json(pack))).encode()) == code


def test_a_changed_body_is_located() -> None:
    content = to_json(of("good")[1])
    content["resources"][1]["body"] = content["secured"]["body"]
    with pytest.raises(EvidenceRefused) as refused:
        from_bytes(again(content))
    assert (refused.value.code, refused.value.params) == ("EVIDENCE_ALTERED", {"part": LIST_URL})


def forged(name: str, **parts: Json | list[Json] | str) -> EvidencePack:
    return from_bytes(again({**to_json(of(name)[1]), **parts}))


def test_a_forger_who_mends_the_digests_changes_the_verdict_and_is_contradicted() -> None:
    _, pack = made(WITH_STATUS, resources(list=REVOKING_LIST))
    good = to_json(of("good")[1])
    swapped = forged("revoked", resources=good["resources"])
    assert replay(swapped).outcome.value == "passed"
    assert not agrees(swapped, replay(swapped))
    denied = forged("revoked", report=good["report"])
    assert replay(denied).outcome.value == "failed"
    assert not agrees(denied, replay(denied))
    assert digest_of(swapped) != digest_of(pack)


def test_an_open_forgery_replays_so_nobody_may_believe_a_stranger_s_pack() -> None:
    judgement = to_json(of("good")[1])["policy"]["judgements"][0]
    name = {**judgement, "issuer": did_key(), "name": "A University"}
    policy = {"name": "default", "version": "1", "judgements": [name]}
    pack = forged("unknown issuer", policy=policy)
    assert replay(pack).outcome.value == "passed"
    assert not agrees(pack, replay(pack))


# --- strict reading


@pytest.mark.parametrize(
    "change",
    [
        changed(extra=1),
        changed(version=True),
        changed(now="yesterday"),
        changed(now="2026-01-01T00:00:00"),
        changed(now="0001-01-01T00:00:00+00:00"),
        changed(resources=[7]),
        changed(resources=[{"url": "https://a.example"}]),
        changed(secured={"digest": "x", "body": "§"}),
        changed(limits={"depth": "many"}),
        changed(limits={"depth": True}),
        changed(limits={"depth": -1}),
        changed(request={}),
        changed(report={"outcome": "splendid", "findings": []}),
        changed(policy={"name": "x", "version": "1", "judgements": [{}]}),
        changed(media_type="application/json"),
        changed(seal=7),
        lambda content: {**content, "resources": content["resources"][:1] * 2},
        lambda content: {
            **content,
            "policy": {**content["policy"], "judgements": content["policy"]["judgements"] * 2},
        },
        lambda content: {name: value for name, value in content.items() if name != "software"},
    ],
)
def test_what_has_not_the_form_is_refused(change: Callable[[Json], Json]) -> None:
    assert refusal(again(change(to_json(of("good")[1])))) == "EVIDENCE_MALFORMED"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"\xff",
        b'{"version": 1, "version": 1}',
        b"[" * 100_000,
        b" " * (PACK_BYTES + 1),
    ],
)
def test_what_is_no_pack_is_refused(data: bytes) -> None:
    assert refusal(data) == "EVIDENCE_MALFORMED"


@pytest.mark.parametrize(
    "change",
    [
        changed(version=2),
        changed(limits={"depth": LIMITS.depth + 1}),
        changed(limits={"clock_skew": 1e9}),
        changed(limits={"hops": 1}),
    ],
)
def test_a_pack_that_wants_more_than_we_do_is_refused(change: Callable[[Json], Json]) -> None:
    assert refusal(again(change(to_json(of("good")[1])))) == "EVIDENCE_NEWER"


def test_a_pack_is_told_from_a_credential() -> None:
    assert is_evidence(to_bytes(of("malformed")[1]))
    assert not is_evidence(PLAIN)
    assert not is_evidence(encoded({**badge(), "x": "application/vnd.dokazilo.evidence+json"}))


def test_the_resources_are_there_with_their_times() -> None:
    content = to_json(of("unreachable")[1])
    assert {one["url"] for one in content["resources"]} == {ISSUER_URL, LIST_URL}
    assert content["resources"][0]["fetched_at"] == NOW.isoformat()
    assert content["resources"][1] == {
        "url": LIST_URL,
        "unavailable": "The server could not be reached.",
        "tried_at": NOW.isoformat(),
    }
    assert fetched(ISSUER_URL, b"x").digest.startswith("sha256:")
