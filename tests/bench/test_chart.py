"""Charts are well-formed, say what they are given, and draw equal ratios equally long."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from bench.chart import Bar, bar_chart

SVG = "{http://www.w3.org/2000/svg}"


def drawn(*bars: Bar) -> ET.Element:
    return ET.fromstring(bar_chart("A & B", "how <it> is read", bars, unit=" x"))  # noqa: S314 - ours


def widths(chart: ET.Element) -> list[float]:
    bars = [each for each in chart.iter(f"{SVG}rect") if each.get("class")]
    return [float(each.get("width", "nan")) for each in bars]


def texts(chart: ET.Element) -> list[str | None]:
    return [each.text for each in chart.iter(f"{SVG}text")]


def test_it_is_well_formed_and_says_everything() -> None:
    chart = drawn(Bar("theirs < ours", 12.3, ours=False), Bar("ours", 4567, ours=True))
    assert {"A & B", "how <it> is read", "theirs < ours", "ours"} <= set(texts(chart))
    assert {"12.3 x", "4,567 x"} <= set(texts(chart))


def test_equal_ratios_are_equally_long() -> None:
    ten, hundred, thousand = widths(
        drawn(*(Bar(str(value), value, ours=True) for value in (20, 200, 2000)))
    )
    assert hundred - ten == pytest.approx(thousand - hundred, abs=0.2)


def test_a_target_and_the_ends_are_marked() -> None:
    chart = drawn(Bar("a", 50, ours=True, ends=(40, 60), target=100))
    kinds = [line.get("class") for line in chart.iter(f"{SVG}line")]
    assert kinds.count("range") == 1
    assert kinds.count("mark") == 1


@pytest.mark.parametrize("value", [0, -1])
def test_what_has_no_logarithm_is_not_drawn(value: float) -> None:
    with pytest.raises(ValueError, match="above zero"):
        drawn(Bar("a", value, ours=True))


def test_dark_pages_get_their_own_colours() -> None:
    text = bar_chart("a", "b", [Bar("c", 1, ours=True)], unit="")
    light, dark = re.findall(r"--paper: (#\w+)", text)
    assert "prefers-color-scheme: dark" in text
    assert light != dark
