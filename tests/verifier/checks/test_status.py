"""Status: every mistake of the field, each with its own name."""

from datetime import timedelta
from typing import Any

import pytest

from tests.verifier.makers import (
    INDEX,
    ISSUER,
    LIST_URL,
    NOW,
    OTHER_KEY,
    POLICY,
    badge,
    causes,
    did_key,
    encoded,
    entry,
    fetched,
    judged,
    jwt,
    multikey,
    notices,
    proof_options,
    resources,
    signed,
    status_list,
)
from verifier import LIMITS, Fetched, Outcome, Report, verify
from verifier.status_list import MINIMUM_ENTRIES, StatusList

CHECK = "credentialStatus"


def with_list(listed: dict[str, Any] | bytes, *entries: dict[str, Any]) -> Report:
    statuses = list(entries) if len(entries) > 1 else (entries or (entry(),))[0]
    return judged(signed(badge(credentialStatus=statuses)), resources(list=listed))


def test_good_and_revoked() -> None:
    good = with_list(signed(status_list(INDEX - 1, INDEX + 1)))
    assert causes(good) == []
    finding = next(f for f in good.findings if f.check == CHECK)
    assert dict(finding.params) == {
        "purpose": "revocation",
        "list": LIST_URL,
        "listValidFrom": "2026-05-31T00:00:00Z",
    }
    revoked = with_list(signed(status_list(INDEX)))
    assert causes(revoked) == [f"{CHECK} failed REVOKED"]
    finding = next(f for f in revoked.findings if f.check == CHECK)
    assert finding.params["listValidFrom"] == "2026-05-31T00:00:00Z"


def test_without_status_the_finding_passes_and_names_no_purpose() -> None:
    finding = next(f for f in judged(signed(badge())).findings if f.check == CHECK)
    assert (finding.outcome, dict(finding.params)) == (Outcome.PASSED, {})


def test_a_list_secured_as_token() -> None:
    header = {"alg": "ES256", "kid": f"{ISSUER}#key-1", "typ": "vc+jwt"}
    assert causes(with_list(jwt(status_list(), header))) == []
    assert causes(with_list(jwt(status_list(INDEX), header))) == [f"{CHECK} failed REVOKED"]


@pytest.mark.parametrize("index", [INDEX, str(INDEX)])
def test_the_index_as_text_or_number(index: object) -> None:
    report = with_list(signed(status_list(INDEX)), entry(statusListIndex=index))
    assert causes(report) == [f"{CHECK} failed REVOKED"]


@pytest.mark.parametrize(
    "index", ["+5", "-1", " 5", "5.0", "5e1", "", "\u0665", "0x5", "9" * 19, -1, True]
)
def test_other_spellings_of_the_index_are_malformed(index: object) -> None:
    report = with_list(signed(status_list()), entry(statusListIndex=index))
    assert causes(report) == [f"{CHECK} failed STATUS_MALFORMED"]


@pytest.mark.parametrize(
    "change",
    [
        {"statusListCredential": None},
        {"statusListCredential": "file:///etc/passwd"},
        {"statusListCredential": LIST_URL + "#1"},
        {"id": LIST_URL},
        {"statusPurpose": None},
        {"statusSize": 0},
        {"statusSize": 9},
        {"statusSize": 2},
        {"statusSize": 1.5},
        {"statusMessage": [{"status": "0x0", "message": "a"}]},
        {"statusMessage": [{"status": "0x0", "message": "a"}] * 2},
        {"statusMessage": [{"status": "0x0", "message": "a"}, {"status": "0x2", "message": "b"}]},
        {"statusMessage": [{"status": "0", "message": "a"}, {"status": "1", "message": "b"}]},
    ],
)
def test_malformed_entries(change: dict[str, Any]) -> None:
    report = with_list(signed(status_list()), entry(**change))
    assert causes(report) == [f"{CHECK} failed STATUS_MALFORMED"]


def jwt_badge(statuses: object) -> Report:
    """Judge a badge as token: JSON-LD would refuse these statuses before they are looked at."""
    return judged(jwt(badge(credentialStatus=statuses)), resources(list=signed(status_list())))


@pytest.mark.parametrize("statuses", [[], "x", 5, [None], [{}], {"type": []}, {"type": 7}])
def test_malformed_statuses_in_a_token(statuses: object) -> None:
    assert f"{CHECK} failed STATUS_MALFORMED" in causes(jwt_badge(statuses))


def test_more_entries_than_are_read() -> None:
    assert f"{CHECK} failed LIMIT_EXCEEDED" in causes(jwt_badge([entry()] * 9))
    assert causes(jwt_badge([entry()] * 8)) == []


@pytest.mark.parametrize("kind", ["RevocationList2021Status", "OwnStatus2026", "Foo"])
def test_an_unknown_type_is_named_and_the_other_entries_are_checked(kind: str) -> None:
    report = jwt_badge([{"id": "https://a.example/1", "type": kind}, entry()])
    status = [f for f in report.findings if f.check == CHECK]
    assert [f.outcome for f in status] == [Outcome.INDETERMINATE, Outcome.PASSED]
    assert status[0].problem
    assert status[0].problem.code == "STATUS_TYPE_UNKNOWN"
    assert status[0].problem.params["type"] == kind


def test_a_list_by_a_stranger_is_not_believed() -> None:
    stranger = did_key(OTHER_KEY)
    options = proof_options(f"{stranger}#{multikey(OTHER_KEY)}")
    listed = signed(status_list(issuer=stranger), options, OTHER_KEY)
    assert causes(with_list(listed)) == [f"{CHECK} indeterminate STATUS_LIST_SIGNER_FOREIGN"]


def test_a_list_in_the_issuers_name_by_a_strangers_key_is_not_believed() -> None:
    listed = signed(status_list(), proof_options(), OTHER_KEY)
    assert invalid(with_list(listed)) == "SIGNATURE_INVALID"
    stranger = did_key(OTHER_KEY)
    options = proof_options(f"{stranger}#{multikey(OTHER_KEY)}")
    assert invalid(with_list(signed(status_list(), options, OTHER_KEY))) == "ISSUER_MISMATCH"


def invalid(report: Report) -> str:
    """Give why the list does not hold."""
    finding = report.root_cause
    assert finding
    assert finding.problem
    assert (finding.check, finding.outcome) == (CHECK, Outcome.INDETERMINATE)
    assert finding.problem.code == "STATUS_LIST_INVALID"
    return finding.problem.params["cause"]


def test_a_changed_list_is_not_believed() -> None:
    listed = signed(status_list(INDEX))
    listed["credentialSubject"]["encodedList"] = StatusList.empty().encode()
    assert invalid(with_list(listed)) == "SIGNATURE_INVALID"


@pytest.mark.parametrize(
    ("listed", "cause"),
    [
        (b"<html>", "FORMAT_NOT_SUPPORTED"),
        (b"", "PARSING_ERROR"),
        (b"[]", "FORMAT_NOT_SUPPORTED"),
        (encoded(status_list()), "PROOF_MISSING"),
        (encoded(status_list(issuer=None)), "ISSUER_MISSING"),
        (encoded(signed(status_list(), proof_options(cryptosuite="x"))), "SUITE_NOT_ACCEPTED"),
        (encoded(signed(status_list(validFrom="2026-05-31"))), "DATE_MALFORMED"),
    ],
)
def test_what_is_no_list_says_why(listed: bytes, cause: str) -> None:
    assert invalid(with_list(listed)) == cause


def only(code: str) -> list[str]:
    return [f"{CHECK} indeterminate {code}"]


@pytest.mark.parametrize(
    ("changes", "subject", "code"),
    [
        ({"validUntil": "2026-05-31T12:00:00Z"}, {}, "STATUS_LIST_EXPIRED"),
        ({"validFrom": "2026-06-02T00:00:00Z"}, {}, "STATUS_LIST_NOT_YET_VALID"),
        ({"id": "https://school.example/other"}, {}, "STATUS_LIST_ID_MISMATCH"),
        ({"type": ["VerifiableCredential"]}, {}, "STATUS_LIST_MALFORMED"),
        ({}, {"statusPurpose": "suspension"}, "STATUS_PURPOSE_MISMATCH"),
        ({}, {"encodedList": "H4sIAAAA"}, "STATUS_LIST_MALFORMED"),
        ({}, {"encodedList": StatusList(bytes(10_000)).encode()}, "STATUS_LIST_TOO_SHORT"),
        ({}, {"encodedList": StatusList(bytes(2**21)).encode()}, "STATUS_LIST_MALFORMED"),
        ({}, {"ttl": -1}, "STATUS_LIST_MALFORMED"),
    ],
)
def test_lists_that_are_no_answer(
    changes: dict[str, Any], subject: dict[str, Any], code: str
) -> None:
    assert causes(with_list(signed(status_list(subject=subject, **changes)))) == only(code)


def test_a_purpose_among_several() -> None:
    listed = status_list(INDEX, subject={"statusPurpose": ["suspension", "revocation"]})
    assert causes(with_list(signed(listed))) == [f"{CHECK} failed REVOKED"]


def test_an_index_past_the_end() -> None:
    report = with_list(signed(status_list()), entry(statusListIndex=str(MINIMUM_ENTRIES)))
    assert causes(report) == [f"{CHECK} failed STATUS_INDEX_OUT_OF_RANGE"]


def test_a_list_that_calls_itself_another_one_is_no_good_news() -> None:
    other = "https://school.example/other"
    assert causes(with_list(signed(status_list(id=other)))) == only("STATUS_LIST_ID_MISMATCH")
    # What it sets is believed: the issuer signed it, and no forger gains by it.
    assert causes(with_list(signed(status_list(INDEX, id=other)))) == [f"{CHECK} failed REVOKED"]


def test_a_list_needs_no_id() -> None:
    assert causes(with_list(signed(status_list(id=None)))) == []


def test_a_stale_copy_is_no_answer() -> None:
    listed = signed(status_list(subject={"ttl": 300_000}))
    secured = encoded(signed(badge(credentialStatus=entry())))
    age = timedelta(minutes=5) + LIMITS.clock_skew
    for late, expected in ((timedelta(), []), (timedelta(seconds=1), only("STATUS_LIST_STALE"))):
        copy = Fetched(LIST_URL, "application/json", encoded(listed), NOW - age - late)
        given = {**resources(), LIST_URL: copy}
        assert causes(verify(secured, given, now=NOW, policy=POLICY)) == expected


def test_what_could_not_be_checked_says_of_what() -> None:
    report = judged(signed(badge(credentialStatus=entry())))
    finding = next(f for f in report.findings if f.check == CHECK)
    assert finding.params["purpose"] == "revocation"


def test_an_unreachable_list_is_asked_for_once_by_two_entries() -> None:
    statuses = [entry(), entry(id=f"{LIST_URL}#5", statusListIndex="5")]
    report = judged(signed(badge(credentialStatus=statuses)))
    assert causes(report) == only("STATUS_UNREACHABLE") * 2
    assert [need.url for need in report.needs] == [LIST_URL]


# --- purposes ------------------------------------------------------------------------------------

SUSPENSIONS = "https://school.example/status-lists/4"


def two_entries(revoked: list[int], suspended: list[int]) -> Report:
    second = entry("suspension", id=f"{SUSPENSIONS}#7", statusListIndex="7",
                   statusListCredential=SUSPENSIONS)  # fmt: skip
    listed = signed(
        status_list(*suspended, subject={"statusPurpose": "suspension"}, id=SUSPENSIONS)
    )
    given = {
        **resources(list=signed(status_list(*revoked))),
        SUSPENSIONS: fetched(SUSPENSIONS, listed),
    }
    return judged(signed(badge(credentialStatus=[entry(), second])), given)


def test_every_entry_is_checked() -> None:
    assert causes(two_entries([], [])) == []
    assert notices(two_entries([], [])) == ["SCHEMA_STATUS_ARRAY"]
    assert causes(two_entries([], [7])) == [f"{CHECK} failed SUSPENDED"]
    assert causes(two_entries([INDEX], [7])) == [
        f"{CHECK} failed REVOKED",
        f"{CHECK} failed SUSPENDED",
    ]


def with_purpose(purpose: str, *values: int, **changes: Any) -> Report:  # noqa: ANN401
    listed = status_list(*values, subject={"statusPurpose": purpose})
    return with_list(signed(listed), entry(purpose, **changes))


def test_a_refresh_is_a_notice() -> None:
    report = with_purpose("refresh", INDEX)
    assert (causes(report), notices(report)) == ([], ["STATUS_REFRESH"])


def test_a_message_is_a_notice() -> None:
    messages = [
        {"status": "0x0", "message": "valid"},
        {"status": "0x1", "message": "pending review"},
    ]
    report = with_purpose("message", INDEX, statusSize=1, statusMessage=messages)
    assert (causes(report), notices(report)) == ([], ["STATUS_MESSAGE"])


def test_a_message_of_one_bit_needs_no_text() -> None:
    report = with_purpose("message", INDEX)
    assert (causes(report), notices(report)) == ([], ["STATUS_MESSAGE"])
    finding = next(f for f in report.findings if f.check == CHECK)
    assert finding.params["message"] == "set"
    assert (causes(with_purpose("message")), notices(with_purpose("message"))) == ([], [])


def test_a_set_status_of_unknown_purpose_is_open() -> None:
    assert causes(with_purpose("ownership", INDEX)) == only("STATUS_PURPOSE_UNKNOWN")
    assert causes(with_purpose("ownership")) == []


def test_entries_of_several_bits() -> None:
    bits = StatusList(bytes(MINIMUM_ENTRIES // 4)).with_status(2 * 5 + 1, value=True)
    messages = [{"status": hex(i), "message": f"m{i}"} for i in range(4)]
    changes = {"statusSize": 2, "statusMessage": messages, "statusListIndex": "5"}
    listed = status_list(subject={"statusPurpose": "message", "encodedList": bits.encode()})
    report = with_list(signed(listed), entry("message", **changes))
    finding = next(f for f in report.findings if f.check == CHECK)
    assert finding.params["message"] == "m1"
