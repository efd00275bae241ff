"""Members that mean nothing where they stand are found: the shapes do not see them."""

from __future__ import annotations

from issuer.rendering.europass.credential import render
from tests.issuer.rendering.europass.examples import MANDATE, europass_material
from tests.shacl import violations
from verifier.edc.terms import StrayTerm, stray_terms


def test_what_we_render_loses_nothing() -> None:
    assert stray_terms(render(europass_material())) == ()
    assert stray_terms(render(europass_material(mandate=MANDATE))) == ()


def test_a_misspelt_key_and_one_on_the_wrong_class_are_found_though_the_shapes_pass() -> None:
    credential = render(europass_material())
    claim = credential["credentialSubject"]["hasClaim"]
    claim["titel"] = {"sl": "Napačno"}
    claim["eqfLevel"] = claim["specifiedBy"]["eqfLevel"]
    assert violations(credential) == []
    place = "/credentialSubject/hasClaim"
    assert stray_terms(credential) == (
        StrayTerm(place, "titel"),
        StrayTerm(place, "eqfLevel"),
    )
