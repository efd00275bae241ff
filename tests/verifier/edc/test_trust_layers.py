"""The layers of trust of a sealed credential: none claims more than somebody vouches for."""

from __future__ import annotations

from typing import Any

from tests.seals import anchor
from tests.verifier.edc.test_judging import KNOWN, NOW, SCHOOL, credential, judged, sealed
from verifier import AllowedIssuers, Outcome, Report, verify
from verifier.securing.jades import TRUST_NOBODY, SealTrust
from verifier.securing.pki.anchors import AnchorKind

CHOSEN = SealTrust(
    signers=(anchor(AnchorKind.CONFIGURED),), timestamp_authorities=(anchor(AnchorKind.CONFIGURED),)
)


def layers(report: Report) -> dict[str, tuple[Outcome, str | None]]:
    return {
        layer.check: (layer.outcome, layer.problem.code if layer.problem else None)
        for layer in report.trust_layers
    }


def test_a_demonstration_certificate_vouches_for_nothing() -> None:
    found = layers(judged(sealed(credential())))
    assert list(found) == ["sealCertificate", "organisation", "registry", "programme"]
    assert found["sealCertificate"] == (Outcome.INDETERMINATE, "SEAL_DEMO")
    assert found["organisation"] == (Outcome.PASSED, None)


def test_a_chosen_authority_vouches_for_the_organisation() -> None:
    report = judged(sealed(credential()), CHOSEN, AllowedIssuers({}))
    assert layers(report)["sealCertificate"] == (Outcome.PASSED, None)
    certificate = report.trust_layers[0]
    assert certificate.params["identifier"] == SCHOOL
    assert layers(report)["organisation"] == (Outcome.PASSED, None)


def test_of_an_unknown_seal_nothing_is_known() -> None:
    found = layers(judged(sealed(credential()), TRUST_NOBODY, AllowedIssuers({})))
    assert {outcome for outcome, _ in found.values()} == {Outcome.INDETERMINATE}


def test_a_broken_seal_has_no_layers() -> None:
    data = sealed(credential()).replace("Žagar".encode(), b"Zagar")
    assert judged(data).trust_layers == ()


def test_the_programme_is_asked_for_where_the_register_has_it() -> None:
    document: dict[str, Any] = credential()
    programme = document["credentialSubject"]["hasClaim"]["specifiedBy"]["id"]
    beginning = programme.rpartition("/versions/")[0].rpartition("/")[0] + "/"
    register = AllowedIssuers(KNOWN.names, kind="own", programmes=beginning)
    report = verify(sealed(document), {}, now=NOW, policy=register, seal_trust=CHOSEN)
    assert [need.url for need in report.needs] == [f"{programme}.json"]
