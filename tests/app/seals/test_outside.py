"""Time stamps and revocation data from services on the network, by their own protocols."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import timedelta

import pytest

from app.clock import SystemClock
from app.demo.pki import Issued
from app.fetching import AppointedServices, Reason, Refused
from app.seals.outside import Outside, SealServiceUnavailable, outside_services
from app.seals.revocation import Gatherer, SealRevoked
from issuer.sealing import SealOptions, seal
from tests.app.seals.trust_services import TrustServices, trust_services
from tests.seals import PAYLOAD, KeyInMemory
from verifier.report import Outcome
from verifier.securing.jades import Level, SealTrust, Standing, check_seal, read_seal
from verifier.securing.pki.anchors import Anchor, AnchorKind
from verifier.securing.pki.certificates import read_certificate
from verifier.securing.pki.timestamp_exchange import timestamp_request, token_of_response


@pytest.fixture
def around() -> Iterator[TrustServices]:
    with trust_services() as running:
        yield running


@pytest.fixture
def school(around: TrustServices) -> Issued:
    return around.new_seal("VATSI-12345678")


def outside(around: TrustServices, school: Issued, *, listed: bool = True) -> Outside:
    calls = AppointedServices({around.place} if listed else ())
    signer = KeyInMemory(school, authority=around.pki.authority.der)
    url = f"http://{around.place}/tsa"
    return Outside(calls, Gatherer(calls), url, signer, SystemClock().now())


def sealed(out: Outside, level: Level) -> bytes:
    nonces = itertools.count(1)
    services = outside_services(out, lambda: next(nonces))
    return seal(PAYLOAD, out.signer, services, out.now, SealOptions(level)).to_bytes()


@pytest.mark.parametrize("level", [Level.T, Level.LT, Level.LTA])
def test_a_seal_reaches_its_level_with_what_the_services_gave(
    around: TrustServices, school: Issued, level: Level
) -> None:
    body = sealed(outside(around, school), level)
    anchor = Anchor(read_certificate(around.pki.root.der), AnchorKind.CONFIGURED)
    found = check_seal(
        read_seal(body),
        trust=SealTrust(signers=(anchor,), timestamp_authorities=(anchor,)),
        now=SystemClock().now() + timedelta(minutes=5),
    )
    assert found.facts.level is level
    assert found.facts.standing is Standing.ADVANCED
    expected = Outcome.PASSED if level is not Level.T else Outcome.INDETERMINATE
    assert found.outcome is expected, [(each.check, each.outcome) for each in found.findings]
    assert around.asked["/tsa"] == (2 if level is Level.LTA else 1)


def test_a_class_is_sealed_with_one_question_on_revocation(
    around: TrustServices, school: Issued
) -> None:
    out = outside(around, school)
    for _ in range(3):
        sealed(out, Level.LT)
    assert around.asked == {"/tsa": 3, "/ocsp": 1, "/crl": 1}


def test_a_missing_issuer_is_fetched_from_where_the_certificate_says(
    around: TrustServices, school: Issued
) -> None:
    out = outside(around, school)
    out.signer = KeyInMemory(school, authority=around.pki.timestamp.der)
    out._stamped_by = out._stampers = {around.pki.timestamp.der: None}
    assert around.pki.authority.der in out.evidence().certificates
    assert around.asked["/authority.der"] == 1


@pytest.mark.parametrize("path", ["/tsa", "/ocsp", "/crl"])
def test_what_does_not_answer_makes_the_sealing_wait(
    around: TrustServices, school: Issued, path: str
) -> None:
    around.broken.add(path)
    with pytest.raises(SealServiceUnavailable):
        sealed(outside(around, school), Level.LT)


def test_an_authority_that_stumbles_is_asked_again(around: TrustServices, school: Issued) -> None:
    around.stumbles["/tsa"] = 2
    assert sealed(outside(around, school), Level.T)
    assert around.asked["/tsa"] == 3


def test_many_time_stamps_are_asked_for_side_by_side(around: TrustServices, school: Issued) -> None:
    out = outside(around, school)
    requests = [timestamp_request(b"%d" % number, number) for number in range(12)]
    around.stumbles["/tsa"] = 3
    answers = out.answer_all(requests)
    assert None not in answers
    for number, answer in enumerate(answers):
        assert token_of_response(answer or b"", b"%d" % number, number), "each its own"


def test_an_authority_that_is_away_is_not_asked_a_hundred_times(
    around: TrustServices, school: Issued
) -> None:
    around.broken.add("/tsa")
    with pytest.raises(SealServiceUnavailable):
        outside(around, school).answer_all([timestamp_request(b"", 1)] * 100)
    assert around.asked["/tsa"] <= 12, "three attempts of the four that are at work"


def test_nothing_is_sealed_with_a_revoked_certificate(
    around: TrustServices, school: Issued
) -> None:
    around.revoked.add(school.certificate.serial_number)
    with pytest.raises(SealRevoked):
        sealed(outside(around, school), Level.LT)


def test_private_addresses_are_called_only_where_the_operator_lists_them(
    around: TrustServices, school: Issued
) -> None:
    with pytest.raises(Refused):
        outside(around, school, listed=False).calls.check(f"http://{around.place}/tsa")
    assert not around.asked


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://tsa.example.org/", Reason.NOT_HTTPS),
        ("http://tsa.example.org:8080/", Reason.PORT),
        ("https://user:secret@tsa.example.org/", Reason.CREDENTIALS),
        ("http://169.254.169.254/latest", Reason.NUMERIC_HOST),
        ("http://[::1]/", Reason.MALFORMED),
    ],
)
def test_addresses_that_are_never_called(url: str, reason: Reason) -> None:
    with pytest.raises(Refused) as refused:
        AppointedServices().check(url)
    assert refused.value.reason is reason


def test_a_public_name_that_leads_home_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        AppointedServices().get("http://localhost/", SystemClock().now())
    assert refused.value.reason is Reason.PRIVATE_ADDRESS
