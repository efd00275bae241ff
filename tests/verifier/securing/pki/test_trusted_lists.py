"""EU trusted lists: only what was signed is read, and it says what a seal is worth at its time."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from app.demo.pki import Issued, SealHolder
from issuer.sealing import SealOptions, seal
from tests.seals import PAYLOAD, SCHOOL, SEALED_AT, KeyInMemory, authorities, services
from tests.trusted_lists import (
    FOR_SEALS,
    FOR_SIGNATURES,
    GRANTED,
    TSA_QTST,
    WITHDRAWN,
    Period,
    Service,
    list_of_lists,
    list_operator,
    national_list,
)
from verifier.report import Outcome
from verifier.securing.jades import CheckedSeal, Level, SealTrust, Standing, check_seal, read_seal
from verifier.securing.pki.certificates import read_certificate
from verifier.securing.pki.trusted_list_reading import (
    ListPointer,
    TrustedListRefused,
    read_list_of_lists,
    read_national_list,
    trusted_lists,
)
from verifier.securing.pki.trusted_lists import TrustedLists

EU, SLOVENIA, STRANGER = list_operator(), list_operator(), list_operator()
ADDRESS = "https://tl.example.org/si.xml"
POINTER = ListPointer(ADDRESS, "SI", (SLOVENIA.der,))
LATER = SEALED_AT + timedelta(days=30)
DAY = timedelta(days=1)
STAMPS = Service(authorities().timestamp.der, TSA_QTST, ())


def lists(*entries: Service) -> TrustedLists:
    xml = national_list([*entries, STAMPS], SLOVENIA)
    national = read_national_list(xml, POINTER, SEALED_AT)
    return trusted_lists([national], SEALED_AT + timedelta(days=180))


def sealed_with(*statements: str) -> bytes:
    holder = SealHolder(SCHOOL.organisation, SCHOOL.identifier, "P-256", statements)
    issued: Issued = authorities().new_seal(holder, SEALED_AT)
    signer = KeyInMemory(issued, "ES256")
    return seal(PAYLOAD, signer, services(issued), SEALED_AT).to_bytes()


QUALIFIED = sealed_with("qc_compliance", "qc_type", "qc_sscd")


def judged(data: bytes, known: TrustedLists) -> CheckedSeal:
    return check_seal(read_seal(data), trust=SealTrust(trusted_lists=known), now=LATER)


def codes(found: CheckedSeal) -> Sequence[str]:
    return [finding.problem.code for finding in found.findings if finding.problem]


def our_authority(**members: object) -> Service:
    return Service(authorities().authority.der, **members)  # type: ignore[arg-type]


def named(known: TrustedLists, issued: Issued) -> tuple[int, int]:
    """Count whom the lists name so, for seals and for time stamps."""
    subject = read_certificate(issued.der).subject.hashable
    found = (known.seal_anchors(SEALED_AT), known.timestamp_anchors(SEALED_AT))
    seals, stamps = (len(list(anchors(subject))) for anchors in found)
    return seals, stamps


def test_an_authority_of_time_stamps_makes_no_seals() -> None:
    known = lists(our_authority())
    assert named(known, authorities().authority) == (1, 1)
    assert named(known, authorities().timestamp) == (0, 1)
    assert named(known, authorities().root) == (0, 0)


def test_a_time_stamp_counts_by_the_list_at_its_time() -> None:
    withdrawn = Service(STAMPS.certificate, TSA_QTST, (), Period(WITHDRAWN, SEALED_AT - DAY))
    xml = national_list([our_authority(), withdrawn], SLOVENIA)
    national = read_national_list(xml, POINTER, SEALED_AT)
    found = judged(QUALIFIED, trusted_lists([national], national.next_update))
    assert "SEAL_TIMESTAMP_UNTRUSTED" in codes(found)


def test_a_seal_of_a_listed_authority_is_qualified() -> None:
    found = judged(QUALIFIED, lists(our_authority()))
    assert codes(found) == []
    assert found.outcome is Outcome.PASSED
    assert found.facts.standing is Standing.QUALIFIED


def test_a_seal_is_not_called_qualified_while_its_revocation_is_open() -> None:
    holder = SealHolder(
        SCHOOL.organisation, SCHOOL.identifier, "P-256", ("qc_compliance", "qc_type", "qc_sscd")
    )
    issued = authorities().new_seal(holder, SEALED_AT)
    options = SealOptions(Level.T)
    signer = KeyInMemory(issued, "ES256")
    data = seal(PAYLOAD, signer, services(issued), SEALED_AT, options).to_bytes()
    found = judged(data, lists(our_authority()))
    assert found.facts.standing is Standing.QUALIFIED_UNCONFIRMED
    assert {"SEAL_REVOCATION_UNKNOWN", "SEAL_QUALIFICATION_UNCONFIRMED"} <= set(codes(found))
    assert found.outcome is Outcome.INDETERMINATE


@pytest.mark.parametrize(
    ("statements", "standing"),
    [
        (("qc_compliance", "qc_type"), Standing.ADVANCED_QUALIFIED_CERTIFICATE),
        (("qc_type", "qc_sscd"), Standing.ADVANCED),
        (("qc_compliance",), Standing.ADVANCED),
    ],
)
def test_a_lesser_certificate_is_not_called_more_than_it_is(
    statements: tuple[str, ...], standing: Standing
) -> None:
    found = judged(sealed_with(*statements), lists(our_authority(uses=(FOR_SEALS,))))
    assert found.facts.standing is standing
    assert codes(found) == ["SEAL_NOT_QUALIFIED"]
    assert found.outcome is Outcome.PASSED


def test_an_authority_for_signatures_makes_no_qualified_seals() -> None:
    found = judged(QUALIFIED, lists(our_authority(uses=(FOR_SIGNATURES,))))
    assert found.facts.standing is Standing.ADVANCED


@pytest.mark.parametrize(
    ("statements", "qualifier", "standing"),
    [
        (("qc_compliance", "qc_type"), "QCWithQSCD", Standing.QUALIFIED),
        (("qc_compliance", "qc_type"), "QCQSCDManagedOnBehalf", Standing.QUALIFIED),
        (("qc_compliance", "qc_sscd"), "QCForESeal", Standing.QUALIFIED),
        (("qc_type", "qc_sscd"), "QCStatement", Standing.ADVANCED_QUALIFIED_CERTIFICATE),
        (
            ("qc_compliance", "qc_type", "qc_sscd"),
            "QCNoQSCD",
            Standing.ADVANCED_QUALIFIED_CERTIFICATE,
        ),
        (("qc_compliance", "qc_type", "qc_sscd"), "NotQualified", Standing.ADVANCED),
        (("qc_compliance", "qc_type", "qc_sscd"), "QCForESig", Standing.ADVANCED),
    ],
)
def test_the_list_has_the_last_word_on_a_certificate(
    statements: tuple[str, ...], qualifier: str, standing: Standing
) -> None:
    entry = our_authority(uses=(), qualifiers=(qualifier,))
    assert judged(sealed_with(*statements), lists(entry)).facts.standing is standing


def test_an_earlier_period_need_not_repeat_the_certificate() -> None:
    entry = our_authority(
        now=Period(WITHDRAWN, SEALED_AT + DAY),
        before=Period(GRANTED, SEALED_AT - 300 * DAY),
        history_names_certificate=False,
    )
    assert judged(QUALIFIED, lists(entry)).facts.standing is Standing.QUALIFIED


def test_what_counts_is_the_list_at_the_time_of_the_seal() -> None:
    withdrawn_since = our_authority(
        now=Period(WITHDRAWN, SEALED_AT + DAY), before=Period(GRANTED, SEALED_AT - 300 * DAY)
    )
    assert judged(QUALIFIED, lists(withdrawn_since)).facts.standing is Standing.QUALIFIED
    withdrawn_before = our_authority(
        now=Period(WITHDRAWN, SEALED_AT - DAY), before=Period(GRANTED, SEALED_AT - 300 * DAY)
    )
    granted_since = our_authority(now=Period(GRANTED, SEALED_AT + DAY))
    for entry in (withdrawn_before, granted_since):
        found = judged(QUALIFIED, lists(entry))
        assert found.facts.standing is Standing.UNKNOWN
        assert codes(found) == [
            "SEAL_CHAIN_UNKNOWN",
            "SEAL_NOT_ON_TRUSTED_LIST",
            "SEAL_QUALIFICATION_UNKNOWN",
        ]
        assert found.outcome is Outcome.INDETERMINATE


def test_whoever_is_on_no_list_is_not_believed() -> None:
    found = judged(QUALIFIED, lists())
    assert found.facts.intact
    assert codes(found) == [
        "SEAL_CHAIN_UNKNOWN",
        "SEAL_NOT_ON_TRUSTED_LIST",
        "SEAL_QUALIFICATION_UNKNOWN",
    ]


def test_lists_that_are_out_of_date_say_nothing() -> None:
    known = lists(our_authority())
    seal_read = read_seal(QUALIFIED)
    much_later = known.next_update + DAY
    found = check_seal(seal_read, trust=SealTrust(trusted_lists=known), now=much_later)
    assert "SEAL_TRUSTED_LISTS_MISSING" in codes(found)
    assert found.facts.standing is Standing.UNKNOWN


def test_one_list_out_of_date_does_not_silence_the_others() -> None:
    xml = national_list([our_authority(), STAMPS], SLOVENIA)
    current = read_national_list(xml, POINTER, SEALED_AT)
    other = ListPointer(ADDRESS, "HR", (STRANGER.der,))
    xml = national_list([], STRANGER, territory="HR", next_update=SEALED_AT + DAY)
    outdated = read_national_list(xml, other, SEALED_AT)
    known = trusted_lists([current, outdated], current.next_update)
    assert judged(QUALIFIED, known).facts.standing is Standing.QUALIFIED
    empty = trusted_lists([replace(current, services=()), outdated], current.next_update)
    assert "SEAL_TRUSTED_LISTS_INCOMPLETE" in codes(judged(QUALIFIED, empty))
    alone = trusted_lists([outdated], current.next_update)
    assert "SEAL_TRUSTED_LISTS_MISSING" in codes(judged(QUALIFIED, alone))


def test_the_list_of_lists_names_each_national_list_and_its_signer() -> None:
    xml = list_of_lists({"SI": (ADDRESS, SLOVENIA), "EU": ("https://e.example/", EU)}, EU)
    read = read_list_of_lists(xml, [STRANGER.der, EU.der], SEALED_AT)
    assert read.pointers == (POINTER,)
    assert read.next_update == SEALED_AT + timedelta(days=180)


def test_a_list_somebody_else_signed_is_refused() -> None:
    xml = list_of_lists({"SI": (ADDRESS, SLOVENIA)}, STRANGER)
    with pytest.raises(TrustedListRefused, match="not signed by"):
        read_list_of_lists(xml, [EU.der], SEALED_AT)
    with pytest.raises(TrustedListRefused, match="not signed by"):
        read_national_list(national_list([STAMPS], STRANGER), POINTER, SEALED_AT)


def test_an_altered_list_is_refused() -> None:
    xml = national_list([our_authority()], SLOVENIA)
    altered = xml.replace(b"Svcstatus/granted", b"Svcstatus/recognisedatnationallevel")
    assert altered != xml
    with pytest.raises(TrustedListRefused, match="not signed by"):
        read_national_list(altered, POINTER, SEALED_AT)


def test_a_list_without_a_signature_is_refused() -> None:
    xml = re.sub(
        rb"<ds:Signature.*</ds:Signature>", b"", national_list([], SLOVENIA), flags=re.DOTALL
    )
    assert b"Signature" not in xml
    with pytest.raises(TrustedListRefused, match="not signed by"):
        read_national_list(xml, POINTER, SEALED_AT)


def test_of_a_document_around_a_signed_list_only_what_was_signed_is_read() -> None:
    signed = national_list([our_authority()], SLOVENIA)
    forged = national_list([STAMPS], STRANGER).replace(b'Id="list"', b'Id="other"')
    read = read_national_list(b"<Evil>" + signed + forged + b"</Evil>", POINTER, SEALED_AT)
    known = trusted_lists([read], read.next_update)
    assert named(known, authorities().authority) == (1, 1)
    assert named(known, authorities().timestamp) == (0, 0)
    with pytest.raises(TrustedListRefused, match="not signed by"):
        read_national_list(b"<Evil>" + forged + signed + b"</Evil>", POINTER, SEALED_AT)


def test_a_list_of_another_country_or_kind_is_refused() -> None:
    with pytest.raises(TrustedListRefused, match="of HR, not of SI"):
        read_national_list(national_list([], SLOVENIA, territory="HR"), POINTER, SEALED_AT)
    with pytest.raises(TrustedListRefused, match="another kind"):
        read_national_list(list_of_lists({}, SLOVENIA), POINTER, SEALED_AT)
    with pytest.raises(TrustedListRefused, match="another kind"):
        read_list_of_lists(national_list([], EU), [EU.der], SEALED_AT)


@pytest.mark.parametrize(
    "xml",
    [
        b"",
        b"<",
        b"not xml",
        b"<a/>",
        b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        b"<a>" * 100_000,
        b"\xff\xfe<a/>",
    ],
)
def test_what_is_no_list_is_refused(xml: bytes) -> None:
    with pytest.raises(TrustedListRefused):
        read_national_list(xml, POINTER, SEALED_AT)
