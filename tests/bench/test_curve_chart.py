"""A curve that does not grow is level, one that does is not, and every size is marked."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from bench.curve_chart import Panel, curve_chart

SVG = "{http://www.w3.org/2000/svg}"
LEVEL = [(100.0, 2.0), (1000.0, 2.0), (10_000.0, 2.0)]
TENFOLD = [(100.0, 2.0), (1000.0, 20.0), (10_000.0, 200.0)]


def drawn(*panels: Panel) -> ET.Element:
    return ET.fromstring(curve_chart("title", "explained", panels))  # noqa: S314 - ours


def lines_of(chart: ET.Element) -> list[list[tuple[float, float]]]:
    return [
        [
            (float(x), float(y))
            for x, y in (point.split(",") for point in str(line.get("points")).split())
        ]
        for line in chart.iter(f"{SVG}polyline")
    ]


def test_level_is_level_and_growth_climbs_evenly() -> None:
    level, tenfold = lines_of(drawn(Panel("a", {"verify": LEVEL, "sign": TENFOLD})))
    assert len({y for _, y in level}) == 1
    first, second, third = (y for _, y in tenfold)
    assert first > second > third, "a larger value stands higher"
    assert first - second == pytest.approx(second - third, abs=0.2)


def test_every_size_is_marked_and_the_last_one_told() -> None:
    chart = drawn(Panel("a", {"verify": LEVEL}), Panel("b", {"sign": TENFOLD}))
    assert len(list(chart.iter(f"{SVG}circle"))) == 6
    texts = [each.text for each in chart.iter(f"{SVG}text")]
    assert {"verify 2 ms", "sign 200 ms", "10,000"} <= set(texts)


def test_a_panel_without_points_is_not_drawn() -> None:
    with pytest.raises(ValueError, match="above zero"):
        drawn(Panel("a", {}))
