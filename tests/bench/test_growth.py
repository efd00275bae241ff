"""Each size of a curve is measured, on what has that size."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.charts import growth_panels
from bench.growth import Curve, Scale, measure_growth
from bench.largest import keep
from bench.report import rows
from bench.rotation import Contender, Effort, Timing


@pytest.mark.enable_socket
@pytest.mark.slow
def test_every_size_of_every_curve_is_measured_and_drawn() -> None:
    effort = Effort(rounds=1, seconds=0.01, warm_up_seconds=0, fewest=4)
    scale = Scale(effort, kilobytes=(7, 20), batches=(), programmes=(50,), credentials=(60, 90))
    curves = measure_growth(scale, lambda _: None)
    sizes = {each.name: [one.facts["size"] for one in each.contenders] for each in curves}
    assert sizes["register"] == [50] * 3
    assert sizes["store"] == [60] * 3 + [90] * 3
    assert len(sizes["document"]) == 4
    drawn = growth_panels(
        [{"title": each.title, "by": each.by, "rows": rows(each.contenders)} for each in curves]
    )
    points = [len(line) for panel in drawn for line in panel.lines.values()]
    assert points == [2, 2, 1, 1, 1, 2, 2, 2]


def curve(name: str, milliseconds: float) -> Curve:
    contender = Contender(name, lambda count: Timing(count, 0), facts={"task": "t", "size": 1000})
    contender.timings = [Timing(1, wall=milliseconds / 1000, cpu=None)]
    return Curve(name, name, [contender])


def test_a_curve_is_kept_beside_the_others_until_it_is_measured_again(tmp_path: Path) -> None:
    file = tmp_path / "growth.json"
    for name, milliseconds in (("store", 2), ("batch", 3), ("store", 4)):
        keep(curve(name, milliseconds), file, seconds=1)
    kept = json.loads(file.read_text(encoding="utf-8"))["growth"]
    assert [(each["name"], each["rows"][0]["wall_ms"]["median"]) for each in kept] == [
        ("batch", 3),
        ("store", 4),
    ]
    assert "store" in (tmp_path / "growth-largest.svg").read_text(encoding="utf-8")
