"""The narrative tells every Annex I element that Open Badges has no field for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from issuer.model.programme import Workload
from issuer.rendering.criteria import criteria_narrative
from issuer.rendering.phrases import long_date
from tests.issuer.examples import DATA_LITERACY, FIRST_AID_PILOT, HEAT_PUMPS, SCHOOL

SLOVENE = criteria_narrative(HEAT_PUMPS, SCHOOL, "sl")
ENGLISH = criteria_narrative(HEAT_PUMPS, SCHOOL, "en")


@pytest.mark.parametrize(
    ("sl", "en"),
    [
        ("1. pojasni delovanje hladilnega kroga (znanje)", "1. explains how"),
        ("   - nariše hladilni krog", "   - draws the refrigeration circuit"),
        ("Utemeljitev ravni: Naloge opravi", "Reasons for the level: Works"),
        ("**Obremenitev:** 90 ur, 3,5 kreditne točke", "**Workload:** 90 hours, 3.5 VET credit"),
        ("**Raven:** SOK 4, EOK 4. Izidi", "**Level:** SQF (SOK) 4, EQF 4. The outcomes"),
        ("nadzorovano, s preverjanjem identitete", "supervised with ID verification"),
        ("Pisni preizkus (pisni izpit, učni izidi: 1,", "Written test (written examination"),
        ("**Oblika udeležbe:** kombinirano", "**Form of participation:** blended"),
        ("**Vrsta učenja:** neformalno učenje", "**Learning setting:** non-formal learning"),
        ("**Vrsta programa:** kratek učni program", "short learning programme"),
        ("**Jezik izvajanja:** slovenščina", "**Language of instruction:** Slovenian"),
        ("notranje, Komisija za kakovost šole, KK-12/2026, velja do 31. 8. 2029", "31 August 2029"),
        ("**Pogoji za vpis:** končana osnovna šola", "**Prerequisites:** completed primary"),
        ("**Nalaganje:** program Mehatronik operater", "**Stackability:** the programme"),
        ("Toplota d. o. o. (zagotavlja delovno mesto)", "(workplace provider)"),
        ("**Država izdajatelja:** Slovenija", "**Country of the issuer:** Slovenia"),
        ("**Dodatne informacije:** Velja kot", "**Further information:** Counts"),
    ],
)
def test_each_element_is_told_in_the_badges_language(sl: str, en: str) -> None:
    assert sl in SLOVENE
    assert en in ENGLISH


def test_no_level_and_cycles_are_told() -> None:
    assert "**Level:** no level. A single skill." in criteria_narrative(
        FIRST_AID_PILOT, SCHOOL, "en"
    )
    assert "SOK 7, EOK 6, prva stopnja (QF-EHEA)." in criteria_narrative(
        DATA_LITERACY, SCHOOL, "sl"
    )


def test_what_is_not_stated_is_not_told() -> None:
    bare = replace(HEAT_PUMPS, prerequisites={}, partners=(), further_information={})
    narrative = criteria_narrative(bare, SCHOOL, "en")
    assert not any(word in narrative for word in ("Prerequisites", "Partners", "Further"))


@pytest.mark.parametrize(
    ("hours", "told"),
    [("1", "1 ura"), ("2", "2 uri"), ("4", "4 ure"), ("5", "5 ur"), ("1.5", "1,5 ure")],
)
def test_nouns_are_declined(hours: str, told: str) -> None:
    content = replace(HEAT_PUMPS, workload=Workload(hours=Decimal(hours)))
    assert f"**Obremenitev:** {told}\n" in criteria_narrative(content, SCHOOL, "sl")


def test_a_text_can_not_break_the_list_it_stands_in() -> None:
    hostile = {"sl": "prva\n\n# Naslov\n- druga", "en": "x"}
    content = replace(HEAT_PUMPS, prerequisites=hostile)
    narrative = criteria_narrative(content, SCHOOL, "sl")
    assert "**Pogoji za vpis:** prva # Naslov - druga\n" in narrative


def test_an_unknown_language_falls_back_to_english() -> None:
    assert criteria_narrative(HEAT_PUMPS, SCHOOL, "de").startswith("**Learning outcomes**")
    assert long_date(date(2026, 3, 2), "xx") == "2 March 2026"
