"""Paths and revocation: judged for a moment, in bounded time, whatever a stranger hands over."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from cryptography import x509 as x509_values

from app.demo.pki.issued import Extension, Issued, issue, key_usage, name, new_key
from app.demo.pki.revocation import revocation_answer, revocation_list
from app.demo.pki.roles import SealHolder, seal_certificate
from issuer.sealing import SealedCredential, SealOptions, seal
from tests.seals import (
    PAYLOAD,
    SEALED_AT,
    KeyInMemory,
    anchor,
    authorities,
    school_seal,
    services,
    trust_the_demo,
)
from tests.spending import spending_at_most
from verifier.securing.jades import Evidence, Level, check_seal, read_seal
from verifier.securing.pki.anchors import lookup
from verifier.securing.pki.certificates import MalformedCertificate, read_certificate
from verifier.securing.pki.path import PathJudge, PathStatus
from verifier.securing.pki.path_building import MOST_CERTIFICATES, CertificatePool

DAY = timedelta(days=1)
LEAF = read_certificate(school_seal().der)


def judge(evidence: Evidence | None = None, at: datetime = SEALED_AT) -> PathJudge:
    known = evidence or authorities().evidence(school_seal(), at)
    pool = CertificatePool()
    pool.add((authorities().authority.der, *known.certificates))
    made = PathJudge(pool)
    made.add_revocations(known.crls, known.ocsps)
    return made


def revoked(
    *, leaf: datetime | None = None, authority: datetime | None = None, answered: datetime
) -> Evidence:
    pki = authorities()
    serials: Mapping[int, datetime] = {
        issued.certificate.serial_number: since
        for issued, since in ((school_seal(), leaf), (pki.authority, authority))
        if since is not None
    }
    return Evidence(
        crls=(revocation_list(pki.root, answered, serials),),
        ocsps=(revocation_answer(school_seal(), pki.authority, pki.responder, answered, serials),),
    )


def test_a_path_with_good_revocation_data_holds() -> None:
    facts = judge().judge(LEAF, lookup([anchor()]), SEALED_AT)
    assert facts.status is PathStatus.HOLDS
    assert facts.anchor
    assert facts.anchor.name == "Dokazilo DEMO Root CA"


def test_without_revocation_data_it_is_not_known() -> None:
    facts = judge(Evidence(certificates=(authorities().root.der,))).judge(
        LEAF, lookup([anchor()]), SEALED_AT
    )
    assert facts.status is PathStatus.REVOCATION_UNKNOWN


def test_revocation_data_that_ended_before_says_nothing() -> None:
    facts = judge(at=SEALED_AT - 30 * DAY).judge(LEAF, lookup([anchor()]), SEALED_AT)
    assert facts.status is PathStatus.REVOCATION_UNKNOWN


def test_revocation_data_from_later_tells_when() -> None:
    later = SEALED_AT + 30 * DAY
    before = revoked(leaf=SEALED_AT - DAY / 48, answered=later)
    after = revoked(leaf=SEALED_AT + DAY, answered=later)
    assert judge(before).judge(LEAF, lookup([anchor()]), SEALED_AT).status is PathStatus.REVOKED
    # The library takes "revoked later" for no answer about earlier: cautious, and not wrong.
    earlier = judge(after).judge(LEAF, lookup([anchor()]), SEALED_AT)
    assert earlier.status is PathStatus.REVOCATION_UNKNOWN
    assert judge(after).judge(LEAF, lookup([anchor()]), later).status is PathStatus.REVOKED


def test_a_revoked_authority_takes_its_certificates_along() -> None:
    facts = judge(revoked(authority=SEALED_AT - DAY / 48, answered=SEALED_AT)).judge(
        LEAF, lookup([anchor()]), SEALED_AT
    )
    assert facts.status is PathStatus.REVOKED


def test_revocation_data_by_somebody_else_says_nothing() -> None:
    forged = revocation_answer(
        school_seal(), authorities().authority, authorities().timestamp, SEALED_AT
    )
    known = Evidence(crls=(revocation_list(authorities().root, SEALED_AT),), ocsps=(forged,))
    facts = judge(known).judge(LEAF, lookup([anchor()]), SEALED_AT)
    assert facts.status is PathStatus.REVOCATION_UNKNOWN


def seal_with(evidence: Evidence, at: datetime = SEALED_AT) -> SealedCredential:
    known = replace(services(at=at), evidence=lambda: evidence)
    return seal(PAYLOAD, KeyInMemory(), known, SEALED_AT, SealOptions(Level.LT))


def codes(sealed: SealedCredential, now: datetime) -> set[str]:
    found = check_seal(read_seal(sealed.to_bytes()), trust=trust_the_demo(), now=now)
    return {f.problem.code for f in found.findings if f.problem}


def test_a_seal_made_before_the_revocation_holds_and_one_made_after_does_not() -> None:
    later = SEALED_AT + 2 * DAY
    certificates = (authorities().root.der, authorities().timestamp.der)
    revoked_after = replace(
        revoked(leaf=SEALED_AT + DAY, answered=later), certificates=certificates
    )
    assert "SEAL_CERTIFICATE_REVOKED" not in codes(seal_with(revoked_after), later)
    revoked_before = replace(
        revoked(leaf=SEALED_AT - DAY / 48, answered=later), certificates=certificates
    )
    assert "SEAL_CERTIFICATE_REVOKED" in codes(seal_with(revoked_before), later)
    # Stamped only after the revocation, nothing proves that it was sealed before.
    assert "SEAL_CERTIFICATE_REVOKED" in codes(seal_with(revoked_after, at=later), later)


@pytest.mark.parametrize(
    ("at", "status"),
    [
        (SEALED_AT - 2 * DAY, PathStatus.NOT_YET_VALID),
        (SEALED_AT + 4000 * DAY, PathStatus.EXPIRED),
    ],
)
def test_outside_its_time_a_path_does_not_hold(at: datetime, status: PathStatus) -> None:
    assert judge().judge(LEAF, lookup([anchor()]), at).status is status


def test_a_certificate_that_is_no_authority_vouches_for_nobody() -> None:
    holder = SealHolder("Nekdo", "VATSI-9", "P-256")
    issued = seal_certificate(school_seal("P-256"), SEALED_AT, holder)
    made = judge()
    made.pool.add([school_seal("P-256").der])
    facts = made.judge(read_certificate(issued.der), lookup([anchor()]), SEALED_AT)
    assert facts.status is PathStatus.REFUSED


def an_authority(common_name: str, by: Issued | None, key: object = None) -> Issued:
    basic = Extension(x509_values.BasicConstraints(ca=True, path_length=None), critical=True)
    made = new_key("P-256") if key is None else key
    return issue(
        name(common_name),
        [basic, key_usage("key_cert_sign")],
        by=by,
        valid=(SEALED_AT, 100 * DAY),
        key=made,  # type: ignore[arg-type]
    )


def test_certificates_that_all_vouch_for_each_other_do_not_take_forever() -> None:
    keys = [new_key("P-256") for _ in range(12)]
    roots = [an_authority("Evil", None, key) for key in keys]
    crossed = [an_authority("Evil", by, key) for key in keys for by in roots]
    leaf = seal_certificate(roots[0], SEALED_AT, SealHolder("x", "VATSI-1", "P-256"))
    pool = CertificatePool()
    pool.add(each.der for each in (*roots, *crossed))
    assert len(pool.certificates) == MOST_CERTIFICATES
    with spending_at_most(5):
        facts = PathJudge(pool).judge(read_certificate(leaf.der), lookup([anchor()]), SEALED_AT)
    assert facts.status is PathStatus.UNKNOWN


@pytest.mark.parametrize("der", [b"", b"0", b"\x30\x80" * 1000, b"\x30\x00", bytes(100_000)])
def test_what_is_no_certificate_is_left_out(der: bytes) -> None:
    with pytest.raises(MalformedCertificate):
        read_certificate(der)
    pool = CertificatePool()
    pool.add([der])
    assert pool.certificates == {}
    made = PathJudge(pool)
    made.add_revocations([der], [der])
    assert made.judge(LEAF, lookup([anchor()]), SEALED_AT).status is PathStatus.UNKNOWN
